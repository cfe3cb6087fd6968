import { formatLineSettings } from '../../../shared/measure/line-settings.ts';
import { protocolOf } from '../../devices/protocols.ts';
import { record as recordLine } from '../../devices/record.ts';
import {
  EXIT,
  lineSettings,
  protocolId,
  readArguments,
  required,
  UsageError,
  type Verb,
} from '../verb.ts';

/** `station record`: raw bytes of a port with their times, until Ctrl-C. */
export const record: Verb = {
  name: 'record',
  usage: 'record --port PATH (--settings 9600-8N1 | --protocol ID) --out F',
  about: 'Records the bytes of a port; with --protocol it asks the instrument as the bench does.',
  async run(args, output) {
    const { values } = readArguments(
      args,
      {
        port: { type: 'string' },
        settings: { type: 'string' },
        protocol: { type: 'string' },
        out: { type: 'string' },
      },
      0,
    );
    const path = required(values.port, '--port');
    const out = required(values.out, '--out');
    const protocol = values.protocol === undefined ? null : protocolOf(protocolId(values.protocol));
    const settings =
      protocol !== null && values.settings === undefined
        ? protocol.descriptor.lineSettings[0]
        : lineSettings(required(values.settings, '--settings'));
    const about = { port: path, settings: formatLineSettings(settings), out };
    try {
      const { bytes, seconds, lost } = await recordLine({
        path,
        settings,
        protocol,
        out,
        started: () =>
          output.answer({ ready: true, ...about }, `recording ${path} to ${out}; Ctrl-C ends it`),
      });
      const told = `${bytes} bytes in ${seconds.toFixed(1)} s are in ${out}`;
      output.answer({ ...about, bytes, seconds, lost }, told);
      if (lost !== null) output.problem(`${path}: ${lost}. ${told}.`);
      // What was recorded is whole either way; that the port went is for scripts to know.
      return lost === null ? EXIT.done : EXIT.wrong;
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
      throw new UsageError(`${out} exists. Nothing was changed: choose a name that is free.`);
    }
  },
};
