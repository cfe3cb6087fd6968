import {
  portText,
  PROTOCOL_KINDS,
  type InstrumentConfig,
  type InstrumentKind,
  type ProtocolId,
  type TransportConfig,
  type Verification,
} from '../../shared/measure/instrument.ts';
import { readLoad } from '../../shared/measure/mass.ts';
import { parseLineSettings } from '../../shared/measure/line-settings.ts';

/** How an instrument is connected: by a port or address, or as it is (a simulator, a recording). */
export type Connection = 'port' | 'virtual' | 'replay';

/** What the form of an instrument holds. */
export interface InstrumentDraft {
  /** `none`: the bench has no instrument of this kind. */
  protocol: ProtocolId | 'none';
  connection: Connection;
  /** `COM7`, `/dev/ttyUSB0` or `host:port`. */
  port: string;
  /** Empty for the usual ones of the protocol. */
  settings: string;
  /** YYYY-MM-DD, or empty. */
  calibrationDue: string;
  /** Of a dosimeter: counts per minute for each uSv/h, or empty. */
  sensitivity: string;
  /** Of a scale: `none` where the site states that it has no tare, `unknown` where it states nothing. */
  tare: 'none' | 'unknown';
  /** What the type plate of a scale says; `none` where it is not verified. */
  plateClass: Verification['class'] | 'none';
  plateE: string;
  plateMin: string;
  plateMax: string;
  plateDue: string;
}

/** The fields that are wrong, as locale keys. */
export interface DraftProblems {
  readonly port?: 'setup.port-needed' | 'setup.port-wrong';
  readonly settings?: 'setup.settings-wrong';
  readonly calibrationDue?: 'setup.day-wrong';
  readonly sensitivity?: 'setup.sensitivity-wrong';
  readonly plate?: 'setup.plate-wrong';
  readonly plateDue?: 'setup.day-wrong';
}

const NO_PLATE = {
  plateClass: 'none',
  plateE: '',
  plateMin: '',
  plateMax: '',
  plateDue: '',
} as const;

const ADDRESS = /^(?<host>[A-Za-z0-9.-]+|\[[0-9A-Fa-f:]+\]):(?<port>\d{1,5})$/;

/**
 * Protocols that an instrument of this kind may be given. A generic one reads by a profile, which is
 * written in `instruments.yaml` and not here: only the one that is there already stays.
 */
export function protocolsOf(
  kind: InstrumentKind,
  before: InstrumentConfig | null,
): readonly ProtocolId[] {
  return (Object.keys(PROTOCOL_KINDS) as ProtocolId[]).filter(
    (id) => PROTOCOL_KINDS[id] === kind && (!id.startsWith('generic-') || id === before?.protocol),
  );
}

/** The form of an instrument as it is configured, or of one that is not there yet. */
export function draftOf(config: InstrumentConfig | null): InstrumentDraft {
  if (config === null) {
    const line = { connection: 'port', port: '', settings: '' } as const;
    const none = {
      protocol: 'none',
      tare: 'unknown',
      calibrationDue: '',
      sensitivity: '',
    } as const;
    return { ...none, ...line, ...NO_PLATE };
  }
  const { protocol, transport, calibrationDue = '', detector, verification, tare } = config;
  const isPort = transport.kind === 'serial' || transport.kind === 'tcp';
  return {
    protocol,
    connection: isPort ? 'port' : transport.kind,
    port: portText(transport),
    settings: transport.kind === 'serial' ? (transport.settings ?? '') : '',
    calibrationDue,
    sensitivity: detector === undefined ? '' : String(detector.cpmPerMicrosievert),
    tare: tare ?? 'unknown',
    ...(verification === undefined ? NO_PLATE : plateOf(verification)),
  };
}

function plateOf({ class: plateClass, e, min, max, due = '' }: Verification) {
  return { plateClass, plateE: e, plateMin: min, plateMax: max, plateDue: due };
}

/** Whether a port is an address in the network, which has no line settings. */
export function isAddress(port: string): boolean {
  return ADDRESS.test(port.trim());
}

/** Whether a text is a day of the calendar, YYYY-MM-DD. */
function isDay(text: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return false;
  const at = new Date(`${text}T00:00:00Z`);
  return !Number.isNaN(at.getTime()) && at.toISOString().startsWith(text);
}

/** What is wrong with a draft; nothing for an instrument that is not there. */
export function problemsOf(draft: InstrumentDraft): DraftProblems {
  if (draft.protocol === 'none') return {};
  const day = draft.calibrationDue.trim();
  return {
    ...(draft.connection === 'port' ? lineProblems(draft) : {}),
    ...(day === '' || isDay(day) ? {} : { calibrationDue: 'setup.day-wrong' }),
    ...plateProblems(draft),
    ...(isSensitivity(draft.sensitivity.trim()) ? {} : { sensitivity: 'setup.sensitivity-wrong' }),
  };
}

/** As `detectorSchema` has it; empty for a dosimeter that gives a dose rate itself. */
function isSensitivity(text: string): boolean {
  const value = Number(text);
  return text === '' || (/^\d+(\.\d+)?$/.test(text) && value >= 0.1 && value <= 100_000);
}

function plateProblems({ plateClass, plateDue, ...plate }: InstrumentDraft): DraftProblems {
  if (plateClass === 'none') return {};
  const [e, min, max] = [plate.plateE, plate.plateMin, plate.plateMax].map(
    (text) => readLoad(text.trim()) ?? 0,
  );
  const fine = (e ?? 0) > 0 && (min ?? 0) > 0 && (max ?? 0) > (min ?? 0);
  const day = plateDue.trim();
  return {
    ...(fine ? {} : { plate: 'setup.plate-wrong' }),
    ...(day === '' || isDay(day) ? {} : { plateDue: 'setup.day-wrong' }),
  };
}

function lineProblems({ port, settings }: InstrumentDraft): DraftProblems {
  const written = port.trim();
  if (written === '') return { port: 'setup.port-needed' };
  const address = ADDRESS.exec(written)?.groups;
  if (address !== undefined) {
    const number = Number(address['port']);
    return number >= 1 && number <= 65_535 ? {} : { port: 'setup.port-wrong' };
  }
  const fine = settings.trim() === '' || parseLineSettings(settings).ok;
  return fine ? {} : { settings: 'setup.settings-wrong' };
}

function transportOf(draft: InstrumentDraft, before: InstrumentConfig | null): TransportConfig {
  const { connection, port, settings } = draft;
  if (connection !== 'port') {
    return before !== null && before.transport.kind === connection
      ? before.transport
      : { kind: 'virtual', seed: 1 };
  }
  const written = port.trim();
  const address = ADDRESS.exec(written)?.groups;
  if (address !== undefined) {
    return { kind: 'tcp', host: address['host'] ?? '', port: Number(address['port']) };
  }
  const own = settings.trim().toUpperCase();
  const same = before?.transport.kind === 'serial' && before.transport.path === written;
  const identity = same ? before.transport.identity : undefined;
  return {
    kind: 'serial',
    path: written,
    ...(own === '' ? {} : { settings: own }),
    ...(identity === undefined ? {} : { identity }),
  };
}

/** What turns counts into a dose rate; the dead time is kept as it was. */
function detectorOf(
  { sensitivity }: InstrumentDraft,
  before: InstrumentConfig | null,
): Pick<InstrumentConfig, 'detector'> {
  const text = sensitivity.trim();
  return text === '' ? {} : { detector: { ...before?.detector, cpmPerMicrosievert: Number(text) } };
}

function verificationOf(draft: InstrumentDraft): Pick<InstrumentConfig, 'verification'> {
  const { plateClass } = draft;
  if (plateClass === 'none') return {};
  const due = draft.plateDue.trim();
  const verification = {
    class: plateClass,
    e: draft.plateE.trim(),
    min: draft.plateMin.trim(),
    max: draft.plateMax.trim(),
    ...(due === '' ? {} : { due }),
  };
  return { verification };
}

/**
 * The instruments with one of them as drafted; a draft with problems must not come here.
 * @param kind of the drafted one
 */
export function withDraft(
  instruments: readonly InstrumentConfig[],
  kind: InstrumentKind,
  draft: InstrumentDraft,
): InstrumentConfig[] {
  const before = instruments.find(({ id }) => id === kind) ?? null;
  const others = instruments.filter(({ id }) => id !== kind);
  const { protocol } = draft;
  const calibrationDue = draft.calibrationDue.trim();
  if (protocol === 'none') return others;
  const drafted: InstrumentConfig = {
    id: kind,
    kind,
    protocol,
    transport: transportOf(draft, before),
    ...(calibrationDue === '' ? {} : { calibrationDue }),
    // How a generic protocol reads its instrument, and the unit of an 8217 scale, are not of this form.
    ...(before?.protocol === protocol && before.profile ? { profile: before.profile } : {}),
    ...(before?.protocol === protocol && before.unit ? { unit: before.unit } : {}),
    ...(kind === 'dosimeter' ? detectorOf(draft, before) : {}),
    ...(kind === 'scale' ? verificationOf(draft) : {}),
    ...(kind === 'scale' && draft.tare === 'none' ? { tare: 'none' } : {}),
  };
  if (before === null) return [...instruments, drafted];
  return instruments.map((one) => (one.id === kind ? drafted : one));
}
