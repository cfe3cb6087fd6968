import { PROTOCOL_IDS } from '../../../shared/measure/instrument.ts';
import { createDetectionDesk } from '../../devices/detect/detection-desk.ts';
import { openSerial } from '../../devices/detect/open-serial.ts';
import { createPortLister } from '../../devices/ports/port-lister.ts';
import { protocolOf } from '../../devices/protocols.ts';
import { realClock } from '../../real-clock.ts';
import { describeResult, describeStep } from '../detection-text.ts';
import { EXIT, readArguments, type ExitCode, type Verb } from '../verb.ts';

/** `station detect`: what is on a port, or on every port that no other program uses. */
export const detect: Verb = {
  name: 'detect',
  usage: 'detect [PATH]',
  about:
    'Finds out what is on a port, by listening and by safe questions; exit 1 when it does not.',
  async run(args, output) {
    const { words } = readArguments(args, {}, { atLeast: 0 });
    if (words.length > 1) readArguments(args, {}, 1);
    let found = false;
    const exit = await new Promise<ExitCode>((resolve) => {
      const desk = createDetectionDesk({
        clock: realClock,
        protocols: PROTOCOL_IDS.map(protocolOf),
        list: createPortLister().list,
        open: (path) => openSerial(path, realClock),
        isInUse: () => false,
        hold: () => Promise.resolve(() => {}),
        tell(news) {
          if (news.state === 'step') output.problem(describeStep(news.step));
          else if (news.state === 'result') {
            found ||= news.result.outcome === 'found';
            output.answer(news.result, describeResult(news.result));
          } else {
            if (news.ports === 0) output.problem(news.why ?? 'no serial port found');
            resolve(found ? EXIT.done : EXIT.wrong);
          }
        },
      });
      // The port is restored and closed first.
      for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, desk.cancel);
      desk.start(words[0] ?? null);
    });
    return exit;
  },
};
