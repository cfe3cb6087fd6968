import { z } from 'zod';
import { instrumentSchema } from '../measure/bench-instruments.ts';
import { INSTRUMENT_KINDS, type InstrumentKind } from '../measure/instrument.ts';
import type { FaultCode, Reading } from '../measure/reading.ts';
import { LAYERS } from '../rules/override.ts';
import { weakenedDangerSchema } from '../rules/weakened-dangers.ts';
import { SEVERITIES } from '../words.ts';
import type { CodedError } from '../result.ts';
import type { DetectionNews } from './detection.ts';
import type { PortView, ProtocolView, RawBytes } from './devices-messages.ts';

const none = z.strictObject({});
const page = { limit: z.int().min(1).max(100), offset: z.int().min(0) };
const instrument = z.enum(INSTRUMENT_KINDS);

const setupInstrumentsReply = z.strictObject({
  /** Absolute path of `instruments.yaml`, whether it exists or not. */
  file: z.string(),
  /** A scenario may name its instruments otherwise; a file may not. */
  instruments: z.array(instrumentSchema.extend({ id: z.string() })),
});
export type SetupInstrumentsReply = z.infer<typeof setupInstrumentsReply>;

/** A generation of the manifest in force. */
const manifestRowSchema = z.strictObject({
  generation: z.string(),
  file: z.string(),
  items: z.int(),
  lines: z.int(),
  rejected: z.int(),
  atMs: z.number(),
  /** Badge of who imported it here; `station` for an import beside the bench. */
  by: z.string(),
});

const manifestsReply = z.strictObject({ inForce: z.array(manifestRowSchema), total: z.int() });
export type ManifestsReply = z.infer<typeof manifestsReply>;

const packViewSchema = z.strictObject({
  pack: z.string(),
  version: z.int(),
  /** SHA-256 of its file in hex: what each decision's record names. */
  hash: z.string(),
  origin: z.enum(LAYERS),
  /** Version of the shipped pack that it takes the place of; null for none. */
  replaces: z.int().nullable(),
  rules: z.int(),
});
export type PackView = z.infer<typeof packViewSchema>;

const rulesReply = z.strictObject({
  packs: z.array(packViewSchema),
  /** Numbers of the policy that are the site's own: place, shipped value, value in force. */
  policy: z.array(z.strictObject({ name: z.string(), shipped: z.string(), own: z.string() })),
  /** What `rules check` finds, in English; `rule` is null for a file as a whole. */
  findings: z.array(
    z.strictObject({ file: z.string(), rule: z.string().nullable(), message: z.string() }),
  ),
  /** Rules of severity danger that a higher layer took out or lowered; 100 at most. */
  weakened: z.array(weakenedDangerSchema),
});
export type RulesReply = z.infer<typeof rulesReply>;

const ruleViewSchema = z.strictObject({
  id: z.string(),
  version: z.int(),
  severity: z.enum(SEVERITIES),
  because: z.string(),
  source: z.string(),
  /** The source is from memory and has to be looked up before it is relied on. */
  verify: z.boolean(),
});
export type RuleView = z.infer<typeof ruleViewSchema>;
const packRulesReply = z.strictObject({ rules: z.array(ruleViewSchema), total: z.int() });
export type PackRulesReply = z.infer<typeof packRulesReply>;

/**
 * Calls of the setup pages. All but `manifests` and the rules are refused to all but administrators; the
 * rules are shown to managers, too.
 */
export const setupContract = {
  setupInstruments: { params: none, reply: setupInstrumentsReply },
  /** Answered by the event `ports`. */
  listPorts: { params: none, reply: none },
  /** Bytes of this instrument's line come as events `raw`, for 15 s; ask again to go on. */
  watchRaw: { params: z.strictObject({ instrument: instrument.nullable() }), reply: none },
  /**
   * What is found on a port, or on all that no instrument of the bench is on, comes as events
   * `detection`. What was going on ends first.
   */
  detectInstruments: {
    params: z.strictObject({ path: z.string().min(1).max(1000).nullable() }),
    reply: none,
  },
  cancelDetection: { params: none, reply: none },
  /** What becomes of it comes as events `test`. Nothing is sent to the instrument for it. */
  testInstrument: { params: z.strictObject({ instrument }), reply: none },
  /** Newest first; refused to all but supervisors, managers and administrators. */
  manifests: { params: z.strictObject(page), reply: manifestsReply },
  rules: { params: none, reply: rulesReply },
  packRules: {
    params: z.strictObject({ pack: z.string().min(1).max(100), ...page }),
    reply: packRulesReply,
  },
} as const;

/** What a test of an instrument has come to. */
export type InstrumentTest =
  | { readonly instrument: InstrumentKind; readonly state: 'waiting'; readonly seconds: number }
  | { readonly instrument: InstrumentKind; readonly state: 'answers'; readonly reading: Reading }
  | {
      readonly instrument: InstrumentKind;
      readonly state: 'fault';
      readonly code: FaultCode;
      readonly detail: string;
      /** The frame that could not be used, hex; empty when none came. */
      readonly raw: string;
    };

/** What core tells the setup pages while they are shown. */
export type SetupEvent =
  | { readonly kind: 'raw'; readonly raw: RawBytes }
  | {
      readonly kind: 'ports';
      readonly ports: readonly PortView[];
      readonly protocols: readonly ProtocolView[];
      readonly why: string | null;
    }
  | { readonly kind: 'detection'; readonly news: DetectionNews }
  | { readonly kind: 'test'; readonly test: InstrumentTest };

/** The part of the page's `File` that its type shows here; the preload asks the system for its path. */
export interface DroppedFile {
  readonly name: string;
  readonly size: number;
}

/** A file that somebody chose in the system's dialog; main keeps its path. */
export interface ManifestChoice {
  readonly token: string;
  /** Without its folder. */
  readonly name: string;
  readonly bytes: number;
}

/** What a chosen file looks like before anything of it is imported; the importer looks. */
export interface ManifestPreview {
  /** `csv`, `xlsx`, `json`, `jsonl`, `xml` or `n42`; null for what is not read. */
  readonly format: string | null;
  readonly encoding: string | null;
  /** Nobody and nothing in the file says so: it is what most of it looks like. */
  readonly encodingGuessed: boolean;
  readonly delimiter: string | null;
  /** Id of the mapping profile that fits; null for neutral names and where none fits. */
  readonly profile: string | null;
  /** Whether it can be imported as it is: by neutral names or by that profile. */
  readonly ready: boolean;
  /** Names of its columns, 100 at most. */
  readonly columns: readonly string[];
  /** The first ten rows under these names, cells cut to 100 characters; none for elements. */
  readonly rows: readonly (readonly string[])[];
  /** Fields of the neutral manifest and the column that is likely theirs. */
  readonly suggested: Readonly<Record<string, string>>;
  /** Profiles that are known here, for files of this kind. */
  readonly profiles: readonly { readonly profile: string; readonly title: string }[];
  /** Why it cannot be read. */
  readonly error: CodedError | null;
}

/** What somebody says of a chosen file, instead of what is seen in it. */
export interface PreviewChoices {
  readonly encoding?: string;
  readonly delimiter?: string;
  /** Id of a mapping profile. */
  readonly profile?: string;
}
/** A mapping says what parts the columns. */
export interface ImportChoices extends Omit<PreviewChoices, 'delimiter'> {
  /** Number of the item that a measurement is of, where its file does not say it. */
  readonly item?: string;
}

/** What the import of this window is doing or came to; main's own. */
export interface ImportState {
  readonly state: 'idle' | 'reading' | 'settling' | 'done' | 'failed' | 'cancelled';
  /** Name without folder; empty while nothing was imported. */
  readonly file: string;
  /** Lines of the file that were read. */
  readonly rows: number;
  readonly bytes: number;
  readonly totalBytes: number;
  readonly items: number;
  /** Content lines. */
  readonly lines: number;
  /** Brought from other instruments. */
  readonly measurements: number;
  /** The first hundred; in answers only, never in events, which go to whoever is at the screen. */
  readonly rejected: readonly { readonly line: number; readonly reason: string }[];
  readonly rejectedTotal: number;
  readonly generation: string | null;
  /** Why it failed. */
  readonly error: CodedError | null;
}
