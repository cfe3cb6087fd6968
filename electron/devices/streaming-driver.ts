import type { DriverSettings, InstrumentRequest } from '../../shared/measure/instrument.ts';
import type { Observation } from '../../shared/measure/reading.ts';
import { countHighBits, faultOf, looksLikeWrongSettings } from './framing/wire-bytes.ts';
import type { Driver, DriverStep, Protocol } from './protocol.ts';
import { createRestWatch } from './scales/rest-watch.ts';

/** Cuts a stream into pieces; any chunking gives the same pieces. `DelimiterFramer` is one. */
export interface StreamFramer<P> {
  /** Takes bytes that arrived at `nowMs`; silence since the last call is judged first. */
  push(bytes: Uint8Array, nowMs: number): readonly P[];
  /** Judges silence at `nowMs`. */
  idle(nowMs: number): readonly P[];
  /** The stream has ended: gives what is unfinished. */
  flush(): readonly P[];
  /** When `idle` would have something to do, or null. */
  deadlineMs(): number | null;
}

/** Gives pieces their meaning; may remember earlier ones. */
export interface StreamReader<P> {
  /** `nowMs` null: a recording without times. */
  observe(piece: P, nowMs: number | null): readonly Observation[];
  /** The bytes that ask for it; null where this instrument has none. Only for descriptors with `requests`. */
  encodeRequest?(request: InstrumentRequest): Uint8Array | null;
}

/** A protocol whose instrument sends unasked. */
export interface StreamForm<P> {
  /** What the instrument is called once a valid frame has come: such a stream names no model. */
  readonly identity: string;
  /** Plain ASCII: many bytes with the eighth bit set then mean another baud rate or parity. */
  readonly ascii: boolean;
  createFramer(settings: DriverSettings): StreamFramer<P>;
  createReader(settings: DriverSettings): StreamReader<P>;
}

/**
 * Bytes without one valid frame after which the driver gives up: five of the longest lines that
 * instruments stream, where one is enough to find the frames again.
 */
const GIVE_UP_BYTES = 512;

/** Whether the instrument said it in a frame that is as it should be. */
function isValid(observation: Observation): boolean {
  if (observation.type === 'reading') return true;
  return !['malformed', 'checksum', 'wrong-settings'].includes(observation.code);
}

/**
 * Listens. The instrument is identified by its first valid frame; 512 bytes without one end the
 * session (`wrong-settings` or `malformed`); silence is the link's to watch.
 */
export function createStreamingDriver<P>(
  form: StreamForm<P>,
  settings: DriverSettings = {},
): Driver {
  const framer = form.createFramer(settings);
  const reader = form.createReader(settings);
  const rest = createRestWatch();
  let identified = false;
  let isFirstPiece = true;
  /** Since the last valid frame. */
  let receivedBytes = 0;
  let highBitBytes = 0;

  const observe = (piece: P, nowMs: number): readonly Observation[] => {
    const observations = reader.observe(piece, nowMs);
    const entersFrame = isFirstPiece;
    isFirstPiece = false;
    if (observations.some(isValid)) receivedBytes = highBitBytes = 0;
    // The port opens in the middle of a frame: its tail is no fault of the instrument.
    else if (entersFrame) return [];
    return observations;
  };

  const failureNow = (): Pick<DriverStep, 'failure'> => {
    if (receivedBytes < GIVE_UP_BYTES) return {};
    const wrong = form.ascii && looksLikeWrongSettings(highBitBytes, receivedBytes);
    const failure = wrong
      ? faultOf('wrong-settings', new Uint8Array(), 'this looks like another baud rate or parity')
      : faultOf('malformed', new Uint8Array(), `no frame of this protocol: ${form.identity}`);
    return { failure };
  };

  const step = (pieces: readonly P[], nowMs: number): DriverStep => {
    const observations = pieces.flatMap((piece) => observe(piece, nowMs));
    rest.see(observations);
    const identifies = !identified && observations.some(isValid);
    identified ||= identifies;
    return {
      send: [],
      observations,
      wakeAtMs: framer.deadlineMs(),
      ...(identifies ? { identity: form.identity } : {}),
      ...failureNow(),
    };
  };

  return {
    start: (nowMs) => step([], nowMs),
    receive(bytes, nowMs) {
      receivedBytes += bytes.length;
      highBitBytes += countHighBits(bytes);
      return step(framer.push(bytes, nowMs), nowMs);
    },
    wake: (nowMs) => step(framer.idle(nowMs), nowMs),
    request(request, nowMs) {
      const bytes = reader.encodeRequest?.(request) ?? null;
      const asked = step(framer.idle(nowMs), nowMs);
      const moving = rest.refusal(request);
      if (bytes !== null && moving === null) return { ...asked, send: [bytes] };
      if (bytes !== null && moving !== null) {
        return { ...asked, observations: [...asked.observations, moving] };
      }
      const detail = `this instrument takes no ${request} from the bench`;
      const refused = faultOf('not-executable', new Uint8Array(), detail);
      return { ...asked, observations: [...asked.observations, refused] };
    },
  };
}

/** Everything of such a protocol but its descriptor and simulator. A recording decodes as it is heard. */
export function streamingProtocol<P>(
  form: StreamForm<P>,
): Pick<Protocol, 'createDriver' | 'decodeStream' | 'decodeExchange'> {
  const decodeStream: Protocol['decodeStream'] = (chunks, settings = {}) => {
    const framer = form.createFramer(settings);
    const reader = form.createReader(settings);
    const pieces = [...chunks.flatMap((chunk) => framer.push(chunk, 0)), ...framer.flush()];
    return pieces.flatMap((piece) => reader.observe(piece, null));
  };
  return {
    createDriver: (settings) => createStreamingDriver(form, settings),
    decodeStream,
    decodeExchange: (lines, settings) =>
      decodeStream(
        lines.filter((line) => line.from === 'instrument').map((line) => line.bytes),
        settings,
      ),
  };
}
