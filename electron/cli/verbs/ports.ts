import { createPortLister } from '../../devices/ports/port-lister.ts';
import { EXIT, readArguments, type Verb } from '../verb.ts';

/** `station ports`: the serial ports of this computer, one a line. */
export const ports: Verb = {
  name: 'ports',
  usage: 'ports',
  about: 'Lists the serial ports of this computer.',
  async run(args, output) {
    readArguments(args, {}, 0);
    const found = await createPortLister().list();
    for (const port of found) {
      output.answer(port, `${port.path}  ${port.manufacturer ?? ''}  ${port.stableId}`);
    }
    if (found.length === 0 && !output.json) output.problem('no serial port found');
    return EXIT.done;
  },
};
