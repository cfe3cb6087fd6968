import type { DetectionLine } from './line.ts';
import type { AskStep } from './plan.ts';

/** Silence after which an answer that was recognised is complete. */
const REST_MS = 150;

/** What an adapter takes to begin sending. */
const ADAPTER_MS = 50;
/** Start, eight data bits, parity and two stop bits. */
const BITS_PER_BYTE = 12;

/** What came back to a question. */
export interface Answer {
  readonly bytes: Uint8Array;
  /** What the instrument says it is; null when the answer is of another protocol, or none. */
  readonly identity: string | null;
}

/**
 * Asks one safe question, and again when something else came back: what an earlier question left
 * unfinished in the instrument's input spoils the first answer. What it began on the instrument is taken back whatever happens.
 * @throws Cancelled, or TransportError when the port is lost
 */
export async function askProbe(line: DetectionLine, step: AskStep): Promise<Answer> {
  const first = await askOnce(line, step);
  return first.identity === null && first.bytes.length > 0 ? askOnce(line, step) : first;
}

async function askOnce(line: DetectionLine, step: AskStep): Promise<Answer> {
  const { probe } = step;
  const last = probe.steps.length - 1;
  const isRecognised = (bytes: Uint8Array): boolean => probe.recognise(bytes) !== null;
  let bytes: Uint8Array = new Uint8Array();
  line.check();
  line.begin();
  try {
    for (const [index, { send, listenMs }] of probe.steps.entries()) {
      await line.ask(send);
      bytes = await line.listen(listenMs, index === last ? isRecognised : undefined);
    }
    let identity = probe.recognise(bytes);
    if (identity !== null) {
      bytes = await line.listen(REST_MS);
      identity = probe.recognise(bytes) ?? identity;
    }
    return { bytes, identity };
  } finally {
    if (probe.restore !== undefined) await line.restore(probe.restore, restoreMs(step));
  }
}

/** Longest that a question takes when it is asked twice, in milliseconds. */
export function longestMs(step: AskStep): number {
  const { steps } = step.probe;
  return steps.reduce((sum, { listenMs }) => sum + 2 * listenMs, REST_MS + 2 * restoreMs(step));
}

/** Until what takes a question back has left at the speed of the line. */
function restoreMs({ probe, settings }: AskStep): number {
  const { restore } = probe;
  if (restore === undefined) return 0;
  return ADAPTER_MS + Math.ceil((restore.length * BITS_PER_BYTE * 1000) / settings.baudRate);
}
