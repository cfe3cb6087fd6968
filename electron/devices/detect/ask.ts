import type { SafeProbe } from '../protocol.ts';
import type { DetectionLine } from './line.ts';

/** Silence after which an answer that was recognised is complete. */
const REST_MS = 150;

/** What came back to a question. */
export interface Answer {
  readonly bytes: Uint8Array;
  /** What the instrument says it is; null when the answer is of another protocol, or none. */
  readonly identity: string | null;
}

/**
 * Asks one safe question. What it began on the instrument is taken back whatever happens.
 * @throws Cancelled, or TransportError when the port is lost
 */
export async function askProbe(line: DetectionLine, probe: SafeProbe): Promise<Answer> {
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
    if (probe.restore !== undefined) await line.restore(probe.restore);
  }
}

/** Longest that a question takes, in milliseconds. */
export function longestMs({ steps }: SafeProbe): number {
  return steps.reduce((sum, { listenMs }) => sum + listenMs, REST_MS);
}
