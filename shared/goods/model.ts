import { z } from 'zod';
import { GOODS_CATEGORIES } from './categories.ts';
import { BUCKETS, ROWS } from './features.ts';

const probability = z.number().min(0).max(1);
const perCategory = z.array(z.number()).length(GOODS_CATEGORIES.length);

/** What stands before the weights, as one line of JSON. */
const headerSchema = z.strictObject({
  format: z.literal('goods-model'),
  /** Of the way that features are made and weighed: another one reads other weights. */
  version: z.literal(1),
  categories: z.array(z.string()),
  buckets: z.literal(BUCKETS),
  /** SHA-256 of what it was trained on: knowledge, texts and phrases. */
  trainedOn: z.hex().length(64),
  /** SHA-256 of the weights that follow. */
  weights: z.hex().length(64),
  /** How many made and written declarations it was trained on. */
  samples: z.int().positive(),
  /** One step of a whole-number weight, by category. */
  steps: perCategory,
  /** Slope and shift of the calibration (Platt): p = 1 / (1 + exp(-(slope * sum + shift))). */
  slope: perCategory,
  shift: perCategory,
  /** From which score on a category is an alarm. */
  alarmAt: z.array(probability).length(GOODS_CATEGORIES.length),
  /** Below this score of the first category, nothing can be told. */
  tellAt: probability,
});
export type ModelHeader = z.output<typeof headerSchema>;

/** The trained weights. */
export interface Model {
  readonly header: ModelHeader;
  /** Of words and their parts: a row for each bucket, a column for each category, in steps. */
  readonly hashed: Int8Array;
  /** Of what the lexicon knows, and of every text: the rows behind the buckets, as they are. */
  readonly known: Float32Array;
}

const COLUMNS = GOODS_CATEGORIES.length;
const HASHED = BUCKETS * COLUMNS;
const KNOWN = (ROWS - BUCKETS) * COLUMNS;
const LINE_END = 0x0a;
const LONGEST_HEADER = 20_000;

/** The bytes of a model: header, line end, weights of one byte, weights of four bytes (little-endian). */
export function modelBytes({ header, hashed, known }: Model): Uint8Array {
  // ASCII: the header has ids, hashes and numbers only.
  const line = Uint8Array.from(`${JSON.stringify(header)}\n`, (letter) => letter.charCodeAt(0));
  const bytes = new Uint8Array(line.length + HASHED + KNOWN * 4);
  bytes.set(line);
  bytes.set(weightBytes({ hashed, known }), line.length);
  return bytes;
}

/** The weights alone, as they stand in the file. */
export function weightBytes({ hashed, known }: Pick<Model, 'hashed' | 'known'>): Uint8Array {
  const bytes = new Uint8Array(HASHED + KNOWN * 4);
  bytes.set(new Uint8Array(hashed.buffer, hashed.byteOffset, HASHED));
  const view = new DataView(bytes.buffer);
  known.forEach((weight, at) => view.setFloat32(HASHED + at * 4, weight, true));
  return bytes;
}

/**
 * Reads a model.
 * @param sha256 of bytes, in hex
 * @throws Error that says what is wrong with it
 */
export function readModel(bytes: Uint8Array, sha256: (bytes: Uint8Array) => string): Model {
  const end = bytes.subarray(0, LONGEST_HEADER).indexOf(LINE_END);
  if (end < 0) throw new Error('it does not begin with a line of JSON');
  const header = readHeader(String.fromCharCode(...bytes.subarray(0, end)));
  if (header.categories.join() !== GOODS_CATEGORIES.join())
    throw new Error('its categories are not those of this version');
  const body = bytes.subarray(end + 1);
  const whole = HASHED + KNOWN * 4;
  if (body.length !== whole)
    throw new Error(`it has ${body.length} bytes of weights where ${whole} belong`);
  if (sha256(body) !== header.weights) throw new Error('its weights were changed or damaged');
  const view = new DataView(body.buffer, body.byteOffset + HASHED, KNOWN * 4);
  const known = Float32Array.from({ length: KNOWN }, (_, at) => view.getFloat32(at * 4, true));
  return { header, hashed: new Int8Array(body.buffer, body.byteOffset, HASHED), known };
}

function readHeader(line: string): ModelHeader {
  let value: unknown;
  try {
    value = JSON.parse(line);
  } catch {
    throw new Error('its first line is no JSON');
  }
  const parsed = headerSchema.safeParse(value);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  throw new Error(`its header is not as it must be: ${issue?.path.join('.')} ${issue?.message}`);
}
