import type { DriverSettings } from '../../../../shared/measure/instrument.ts';
import { asciiBytes } from '../../framing/wire-bytes.ts';
import type { Driver } from '../../protocol.ts';
import type { Asking, Question } from '../asking-driver.ts';
import { createAskingDriver } from '../asking-driver.ts';
import { commaForm } from './reader.ts';

/** Five a second. */
const POLL_MS = 200;

const question = (text: string): Question => ({ send: asciiBytes(text), pollMs: POLL_MS });

/**
 * `Q` (A&D), `READ` (Dini Argeo, Excell), `w` (Kern DE and FKB) and `W` (Kern EOC, KFN), the last two
 * without line end. The empty line makes scales that read lines forget the two letters; nothing
 * answers it.
 */
const ASKING: Asking = {
  questions: [
    question('Q\r\n'),
    question('READ\r\n'),
    question('w'),
    question('W'),
    question('\r\n'),
  ],
  // The slowest streams send twice a second.
  listenMs: 1500,
  // All of them answer at once; a line takes 80 ms at 2400 baud.
  answerMs: 600,
};

/** Listens to the indicators that send, asks those that do not. */
export function createStGsDriver(settings?: DriverSettings): Driver {
  return createAskingDriver(commaForm, ASKING, settings);
}
