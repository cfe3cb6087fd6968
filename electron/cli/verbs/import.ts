import { importInto, modeOf, openRecords } from '../data-folder.ts';
import { EXIT, readableFile, readArguments, required, UsageError, type Verb } from '../verb.ts';

/** Formats that this version reads. */
const FORMATS = ['auto', 'csv'];

/** `station import`: a manifest file becomes the generation in use; exit 1 when rows were rejected. */
export const importVerb: Verb = {
  name: 'import',
  usage: 'import FILE --data DIR [--mode live|training] [--format auto]',
  about:
    'Imports a manifest (neutral CSV) and puts it in use as a whole. A new folder is for training; ' +
    'give --mode live for a live one. The bench has to be closed.',
  async run(args, output) {
    const { values, words } = readArguments(
      args,
      {
        data: { type: 'string' },
        mode: { type: 'string' },
        format: { type: 'string', default: 'auto' },
      },
      1,
    );
    const dataDir = required(values.data, '--data');
    if (!FORMATS.includes(values.format)) throw new UsageError(`--format: ${FORMATS.join(', ')}`);
    const file = readableFile(words[0] ?? '');
    const store = openRecords(dataDir, modeOf(values.mode, dataDir));
    const { mode } = store;
    try {
      const report = await importInto(store, file);
      const rejected = report.rejected.map(({ line, reason }) => `  line ${line}: ${reason}`);
      const { items, lines, generation, seconds, peakRssMb } = report;
      output.answer(
        { mode, ...report },
        [
          `${mode} folder ${dataDir}: ${items} items, ${lines} lines, ${report.rejectedTotal} rows rejected, generation ` +
            `${generation}, ${seconds} s, ${peakRssMb} MB`,
          ...rejected,
        ].join('\n'),
      );
      return report.rejectedTotal === 0 ? EXIT.done : EXIT.wrong;
    } finally {
      store.close();
    }
  },
};
