import { accessProblem, portUse } from '../../devices/ports/port-problem.ts';
import { createPortLister } from '../../devices/ports/port-lister.ts';
import { findStrayAdapters } from '../../devices/ports/stray-adapters.ts';
import { EXIT, readArguments, type Verb } from '../verb.ts';

/** `station ports`: the serial ports of this computer, one a line, with what is wrong with them. */
export const ports: Verb = {
  name: 'ports',
  usage: 'ports',
  about: 'Lists the serial ports of this computer and what is wrong with them.',
  async run(args, output) {
    readArguments(args, {}, 0);
    const found = await createPortLister().list();
    for (const port of found) {
      const problem = (await accessProblem(port)) ?? (await portUse(port));
      const text = `${port.path}  ${port.manufacturer ?? ''}  ${port.stableId}`;
      output.answer({ ...port, problem }, problem === null ? text : `${text}\n    ${problem}`);
    }
    for (const stray of await findStrayAdapters()) output.problem(stray.advice);
    if (found.length === 0 && !output.json) output.problem('no serial port found');
    return EXIT.done;
  },
};
