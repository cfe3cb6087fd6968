import type {
  DetectedInstrument,
  DetectionOutcome,
  DetectionResult,
  DetectionStep,
  EvidenceChunk,
} from '../../../shared/bridge/detection.ts';
import type { Clock } from '../../../shared/clock.ts';
import type { LineSettings } from '../../../shared/measure/instrument.ts';
import { formatLineSettings } from '../../../shared/measure/line-settings.ts';
import type { FaultCode } from '../../../shared/measure/reading.ts';
import { toPrintable } from '../framing/wire-bytes.ts';
import type { Protocol, ProtocolDescriptor } from '../protocol.ts';
import type { Transport } from '../transport/transport.ts';
import { TransportError } from '../transport/transport.ts';
import { askProbe, longestMs } from './ask.ts';
import { impressionOf } from './hear.ts';
import { candidatesOf, noteOf, rank, toCandidate, trimEvidence, type Heard } from './judge.ts';
import {
  Cancelled,
  DISCARD_MS,
  MOST_DRAIN_MS,
  openDetectionLine,
  type DetectionLine,
} from './line.ts';
import { lineKey, planDetection, type AskStep, type PortUsb } from './plan.ts';

/** How to open a port at some settings. */
export type OpenPort = (
  settings: LineSettings,
  controlLines?: ProtocolDescriptor['controlLines'],
) => Transport;

/** What the detection on one port is made of. */
export interface DetectPortOptions {
  readonly path: string;
  readonly usb: PortUsb;
  readonly protocols: readonly Protocol[];
  readonly open: OpenPort;
  readonly clock: Clock;
  /** Ends the detection at once: the port is restored and closed, the result says `cancelled`. */
  readonly signal: AbortSignal;
  onStep(step: DetectionStep): void;
}

/** The slowest streams speak every 5 s, and a hand with a scanner needs as long. */
const FIRST_MS = 5200;
/**
 * Once the line has been silent that long, other speeds get less: an instrument that talks is heard
 * at any speed, as garbage. Most streams come every 1.05 s or faster (Automess 6150AD).
 */
const SILENT_MS = 1200;
/** Two frames of a stream that comes every second. */
const HEARD_MS = 2400;
/** More than ten frames of any protocol. */
const ENOUGH_BYTES = 600;
/** What a counter's heartbeat brings meanwhile, a word of four bytes a second; its question ends it. */
const HEARTBEAT_BYTES = 12;
/** Neither phase begins anything new after this long. */
const LISTEN_LIMIT_MS = 45_000;
const ASK_LIMIT_MS = 75_000;

/** A port that was flooded with bytes is released by the system some time after it was closed. */
const RELEASE_MS = 300;
const MOST_ATTEMPTS = 10;

/** Faults of a port that end the detection, and what the result says. */
const OUTCOMES: Partial<Record<FaultCode, DetectionOutcome>> = {
  'port-busy': 'busy',
  'port-denied': 'denied',
};

/**
 * Finds out what is on a port: listens first, then asks safe questions only, one protocol at a time.
 * Takes two minutes at most (45 s of listening, 75 s of questions, and the last step of each).
 */
export async function detectPort(options: DetectPortOptions): Promise<DetectionResult> {
  const { path } = options;
  const detection = createDetection(options);
  try {
    return await detection.run();
  } catch (error) {
    const nothing = { path, candidates: [], evidence: [] };
    if (error instanceof Cancelled) return { ...nothing, outcome: 'cancelled', notes: [] };
    if (!(error instanceof TransportError)) throw error;
    const notes = [{ code: 'port-failed', detail: error.message }] as const;
    return { ...nothing, outcome: OUTCOMES[error.code] ?? 'missing', notes };
  }
}

/** What came back to a question that nobody knows. */
interface Strange extends Pick<Heard, 'settings' | 'bytes'> {
  readonly record: readonly EvidenceChunk[];
}

function createDetection(options: DetectPortOptions) {
  const { path, usb, protocols, clock, signal } = options;
  const plan = planDetection(protocols, usb);
  const steps = plan.listen.length + plan.ask.length;
  const heard: Heard[] = [];
  let strange: Strange | null = null;
  /** The port was open for this detection: if it is busy now, the system is still closing it. */
  let opened = false;

  const tell = (step: number, about: Pick<DetectionStep, 'settings' | 'protocol'>, ms: number) => {
    const doing = about.protocol === null ? 'listening' : 'asking';
    const upToS = Math.ceil(ms / 1000);
    options.onStep({ path, step, of: steps, doing, ...about, upToS });
  };
  const askMs = Math.min(
    ASK_LIMIT_MS,
    plan.ask.reduce((sum, step) => sum + longestMs(step) + DISCARD_MS + MOST_DRAIN_MS, 0),
  );

  /** Null for settings that the port refuses: another program's, or an adapter without that speed. */
  async function open(
    settings: LineSettings,
    lines?: ProtocolDescriptor['controlLines'],
  ): Promise<DetectionLine | null> {
    for (let attempt = 1; ; attempt += 1) {
      try {
        const line = await openDetectionLine(options.open(settings, lines), clock, signal);
        opened = true;
        return line;
      } catch (error) {
        if (!(error instanceof TransportError)) throw error;
        if (error.code === 'wrong-settings') return null;
        const ownLock = opened && error.code === 'port-busy' && attempt < MOST_ATTEMPTS;
        if (!ownLock) throw error;
        await new Promise<void>((resolve) => clock.after(RELEASE_MS, resolve));
      }
    }
  }

  /** Listens at each setting until something is understood. */
  async function listen(): Promise<readonly DetectedInstrument[]> {
    const startMs = clock.monotonicMs();
    const silentSpeeds = new Set<number>();
    let waitMs = FIRST_MS;
    let found: readonly DetectedInstrument[] = [];
    for (const [index, { settings, protocols: spoken }] of plan.listen.entries()) {
      const leftMs = startMs + LISTEN_LIMIT_MS - clock.monotonicMs();
      if (leftMs <= 0) break;
      if (silentSpeeds.has(settings.baudRate)) continue;
      tell(index + 1, { settings: formatLineSettings(settings), protocol: null }, leftMs + askMs);
      const line = await open(settings);
      if (line === null) continue;
      const one = await listenOn(line, waitMs).finally(() => line.close());
      if (one.bytes.length === 0) {
        silentSpeeds.add(settings.baudRate);
        if (heard.length === 0) waitMs = SILENT_MS;
        continue;
      }
      waitMs = Math.max(SILENT_MS, one.firstMs + SILENT_MS);
      heard.push({ settings, bytes: one.bytes, record: one.record });
      found = rank([...found, ...candidatesOf({ settings, ...one }, spoken, usb)]);
      if (found.some(isEnough)) break;
    }
    return found;
  }

  async function listenOn(line: DetectionLine, waitMs: number) {
    const startMs = clock.monotonicMs();
    const first = await line.listen(waitMs, () => true);
    const firstMs = clock.monotonicMs() - startMs;
    const bytes =
      first.length === 0
        ? first
        : await line.listen(HEARD_MS, ({ length }) => length >= ENOUGH_BYTES);
    return { bytes, firstMs, record: line.record() };
  }

  /** Asks until one question is answered by an instrument of its protocol. */
  async function ask(
    questions: readonly AskStep[],
    understood: boolean,
  ): Promise<DetectedInstrument | null> {
    const startMs = clock.monotonicMs();
    let line: DetectionLine | null = null;
    let key = '';
    try {
      for (const step of questions) {
        const leftMs = startMs + askMs - clock.monotonicMs();
        if (leftMs <= 0) break;
        if (!understood && isTalking(step.settings)) continue;
        const about = {
          settings: formatLineSettings(step.settings),
          protocol: step.protocol.descriptor.id,
        };
        tell(plan.listen.length + plan.ask.indexOf(step) + 1, about, leftMs);
        if (lineKey(step) !== key) {
          await line?.close();
          line = null;
          key = lineKey(step);
          line = await open(step.settings, step.protocol.descriptor.controlLines);
        }
        // A line that talks without a pause in an unknown language would drown any answer.
        if (line !== null && !(await line.quiet()) && !understood) {
          await line.close();
          line = null;
        }
        if (line === null) continue;
        const found = await askOne(line, step);
        if (found !== null) return found;
      }
      return null;
    } finally {
      await line?.close();
    }
  }

  /**
   * Whether something unknown sends at this speed: nobody knows what a question is to it, and a pause
   * between two of its frames is no silence.
   */
  function isTalking({ baudRate }: LineSettings): boolean {
    return heard.some(({ settings, bytes }) => {
      if (settings.baudRate !== baudRate) return false;
      const impression = impressionOf(bytes);
      return impression === 'text' || (impression === 'bytes' && bytes.length > HEARTBEAT_BYTES);
    });
  }

  async function askOne(line: DetectionLine, step: AskStep): Promise<DetectedInstrument | null> {
    const { settings, protocol, probe } = step;
    const { bytes, identity } = await askProbe(line, step);
    const record = line.record();
    if (identity === null) {
      if (bytes.length > 0) strange ??= { settings, bytes, record };
      return null;
    }
    const asked = probe.steps.map(({ send }) => toPrintable(send)).join(' ');
    const reason = { code: 'answer', asked } as const;
    const about = { confidence: 'certain', identity, settings, reason, record } as const;
    return toCandidate({ protocol, usb }, about);
  }

  /** The questions of the protocols that were heard; of any scanner where a label was. */
  function questionsFor(found: readonly DetectedInstrument[]): readonly AskStep[] {
    return plan.ask.filter(({ protocol: { descriptor }, settings }) =>
      found.some(
        ({ protocol, reasons, settings: at }) =>
          at === formatLineSettings(settings) &&
          (protocol === descriptor.id ||
            (reasons[0]?.code === 'label' && descriptor.kind === 'scanner')),
      ),
    );
  }

  return {
    async run(): Promise<DetectionResult> {
      const found = await listen();
      const understood = found.length > 0;
      const answered = await ask(understood ? questionsFor(found) : plan.ask, understood);
      if (answered !== null) {
        const others = found.filter(({ protocol }) => protocol !== answered.protocol);
        return result('found', [answered, ...others]);
      }
      if (understood) return result('found', found);
      return result(heard.length === 0 && strange === null ? 'silent' : 'not-recognised', []);
    },
  };

  function result(
    outcome: DetectionOutcome,
    candidates: readonly DetectedInstrument[],
  ): DetectionResult {
    const evidence = trimEvidence(heard[0]?.record ?? strange?.record ?? []);
    const notes = candidates.length > 0 ? [] : [noteOf(heard, strange)];
    return { path, outcome, candidates, notes, evidence: notes.length > 0 ? evidence : [] };
  }
}

/** Enough to end listening: another setting would not say more. A label comes only once. */
function isEnough({ confidence, reasons }: DetectedInstrument): boolean {
  return confidence !== 'possible' || reasons[0]?.code === 'label';
}
