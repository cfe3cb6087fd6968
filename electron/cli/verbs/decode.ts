import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import {
  genericProfileSchema,
  type GenericProfile,
} from '../../../shared/measure/generic-profile.ts';
import type { Observation } from '../../../shared/measure/reading.ts';
import type { ExchangeLine } from '../../devices/protocol.ts';
import { protocolOf } from '../../devices/protocols.ts';
import { readRecordedLines } from '../../devices/transport/recording.ts';
import {
  EXIT,
  protocolId,
  readableFile,
  readArguments,
  required,
  UsageError,
  wholeNumber,
  type Verb,
} from '../verb.ts';

function parseHex(text: string, where: string): Uint8Array {
  const digits = text.replace(/\s+/g, '');
  if (!/^([0-9A-Fa-f]{2})*$/.test(digits)) throw new UsageError(`${where} is not hex`);
  return Uint8Array.from(Buffer.from(digits, 'hex'));
}

/**
 * The lines of a recording or an exchange; null for raw bytes.
 * @throws UsageError with the number of a line that cannot be read
 */
function readLines(file: string): readonly ExchangeLine[] | null {
  try {
    return readRecordedLines(readFile(file));
  } catch (error) {
    if (error instanceof UsageError) throw error;
    throw new UsageError(`${file}: ${error instanceof Error ? error.message : String(error)}`);
  }
}

/** A recording in which the host only listened is a stream, too. */
function isConversation(lines: readonly ExchangeLine[]): boolean {
  return lines.some(({ from }) => from === 'host');
}

function readFile(file: string): Buffer {
  return readFileSync(readableFile(file));
}

/** @throws UsageError when the file is no profile */
function readProfile(file: string): GenericProfile {
  let content: unknown;
  try {
    content = parse(readFile(file).toString('utf8'));
  } catch (error) {
    throw new UsageError(`${file}: ${error instanceof Error ? error.message : String(error)}`);
  }
  const profile = genericProfileSchema.safeParse(content);
  if (profile.success) return profile.data;
  const [issue] = profile.error.issues;
  throw new UsageError(`${file}: ${issue?.path.join('.') ?? ''} ${issue?.message ?? ''}`);
}

/** How a recording is handed to the decoder; any way gives the same observations. */
interface Cutting {
  /** Bytes at a time; all at once where it is null. */
  readonly chunk: number | null;
  /** One more cut after so many of the instrument's bytes; null for none. */
  readonly cut: number | null;
}

function cutBytes(bytes: Uint8Array, { chunk, cut }: Cutting): readonly Uint8Array[] {
  const halves = cut === null ? [bytes] : [bytes.slice(0, cut), bytes.slice(cut)];
  return halves.flatMap((half) => {
    const size = chunk ?? Math.max(1, half.length);
    const count = Math.ceil(half.length / size);
    return Array.from({ length: count }, (_, at) => half.slice(at * size, (at + 1) * size));
  });
}

/** `cut` counts through all of the instrument's lines. */
function cutExchange(lines: readonly ExchangeLine[], { chunk, cut }: Cutting): ExchangeLine[] {
  let before = 0;
  return lines.flatMap((line) => {
    if (line.from === 'host') return [line];
    const own = cut === null || cut < before || cut > before + line.bytes.length;
    const pieces = cutBytes(line.bytes, { chunk, cut: own ? null : cut - before });
    before += line.bytes.length;
    return pieces.map((bytes) => ({ from: line.from, bytes }));
  });
}

function describe(observation: Observation): string {
  if (observation.type === 'fault') {
    return `fault ${observation.code} ${observation.detail ?? ''}`.trimEnd();
  }
  switch (observation.kind) {
    case 'scan':
      return `scan ${observation.aim ?? ''} ${JSON.stringify(observation.text)}`;
    case 'mass':
      return `mass ${observation.value} ${observation.unit} ${observation.stable ? 'stable' : 'unstable'}`;
    case 'dose-rate':
    case 'counts':
      return `${observation.kind} ${observation.value} ${observation.unit} over ${observation.windowS} s`;
  }
}

/** `station decode`: bytes of a protocol to readings and faults; exit 1 when there was no reading. */
export const decode: Verb = {
  name: 'decode',
  usage:
    'decode --protocol ID (--file F | --hex "…" | --exchange F) [--profile F] [--chunk N] [--cut N]',
  about: 'Decodes bytes of an instrument.',
  run(args, output) {
    const { values } = readArguments(
      args,
      {
        protocol: { type: 'string' },
        file: { type: 'string' },
        hex: { type: 'string' },
        exchange: { type: 'string' },
        profile: { type: 'string' },
        chunk: { type: 'string' },
        cut: { type: 'string' },
      },
      0,
    );
    const id = protocolId(required(values.protocol, '--protocol'));
    const given = [values.file, values.hex, values.exchange].filter((value) => value !== undefined);
    if (given.length !== 1) throw new UsageError('give one of --file, --hex and --exchange');
    const protocol = protocolOf(id);
    const settings = values.profile === undefined ? {} : { profile: readProfile(values.profile) };
    const cutting: Cutting = {
      chunk: values.chunk === undefined ? null : Math.max(1, wholeNumber(values.chunk, '--chunk')),
      cut: values.cut === undefined ? null : wholeNumber(values.cut, '--cut'),
    };
    const file = values.exchange ?? values.file;
    const lines = file === undefined ? null : readLines(file);
    if (values.exchange !== undefined && lines === null) {
      throw new UsageError(
        `${values.exchange}: line 1 of the exchange starts with neither > nor <`,
      );
    }
    const bytes =
      lines !== null
        ? Buffer.concat(lines.map((line) => line.bytes))
        : file !== undefined
          ? readFile(file)
          : parseHex(values.hex ?? '', '--hex');
    const observations =
      lines !== null && (values.exchange !== undefined || isConversation(lines))
        ? protocol.decodeExchange(cutExchange(lines, cutting), settings)
        : protocol.decodeStream(cutBytes(Uint8Array.from(bytes), cutting), settings);
    for (const observation of observations) output.answer(observation, describe(observation));
    return observations.some(({ type }) => type === 'reading') ? EXIT.done : EXIT.wrong;
  },
};
