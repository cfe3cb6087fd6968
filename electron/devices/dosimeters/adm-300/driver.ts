import type { DriverSettings } from '../../../../shared/measure/instrument.ts';
import type { FixedPiece } from '../../framing/fixed-framer.ts';
import { createFixedFramer } from '../../framing/fixed-framer.ts';
import { faultOf } from '../../framing/wire-bytes.ts';
import type { Driver, DriverStep } from '../../protocol.ts';
import type { StreamForm } from '../../streaming-driver.ts';
import { createStreamingDriver } from '../../streaming-driver.ts';
import { CR, createSentenceReader, FRAME_BYTES, isSentence, START } from './codec.ts';

/** A byte takes 33 ms at 300 baud. */
const IDLE_MS = 300;
/** Four missing sentences: a meter that was switched off and on has forgotten that it should send. */
const RESTART_MS = 8000;
/** Unanswered starts before the port is opened anew. */
const MAX_STARTS = 3;

/** The sentences, once they come. */
export const admForm: StreamForm<FixedPiece> = {
  identity: 'ADM-300',
  ascii: true,
  createFramer: () =>
    createFixedFramer({
      length: FRAME_BYTES,
      start: CR,
      isFrame: isSentence,
      proof: 1,
      idleMs: IDLE_MS,
    }),
  createReader: createSentenceReader,
};

/** Starts the sentences and listens; starts them again when they stop. */
export function createAdm300Driver(settings: DriverSettings = {}): Driver {
  const listening = createStreamingDriver(admForm, settings);
  let startAtMs = 0;
  let unanswered = 0;

  const keepStarted = (step: DriverStep, nowMs: number): DriverStep => {
    if (step.failure !== undefined) return step;
    if (step.observations.some((one) => one.type === 'reading')) {
      unanswered = 0;
      startAtMs = nowMs + RESTART_MS;
    }
    const due = nowMs >= startAtMs;
    if (due && unanswered === MAX_STARTS) {
      const detail = 'no sentence comes: the meter is off, or its line is not the data port';
      return { ...step, wakeAtMs: null, failure: faultOf('silent', new Uint8Array(), detail) };
    }
    if (due) {
      unanswered += 1;
      startAtMs = nowMs + RESTART_MS;
    }
    return {
      ...step,
      send: due ? [START] : [],
      wakeAtMs: Math.min(startAtMs, step.wakeAtMs ?? Infinity),
    };
  };

  return {
    start(nowMs) {
      startAtMs = nowMs;
      return keepStarted(listening.start(nowMs), nowMs);
    },
    receive: (bytes, nowMs) => keepStarted(listening.receive(bytes, nowMs), nowMs),
    wake: (nowMs) => keepStarted(listening.wake(nowMs), nowMs),
  };
}
