import { valueOf } from '../../core/result-value.ts';
import { activateUnlessOpen, modeOf, prepareFolder } from '../data-folder.ts';
import { runImporter } from '../run-importer.ts';
import { EXIT, readableFile, readArguments, required, UsageError, type Verb } from '../verb.ts';

/** Formats that this version reads. */
const FORMATS = ['auto', 'csv', 'n42'];

/** `station import`: a manifest file becomes the newest generation; exit 1 when rows were rejected. */
export const importVerb: Verb = {
  name: 'import',
  usage: 'import FILE --data DIR [--mode live|training] [--format auto] [--item ID]',
  about:
    'Imports a manifest (neutral CSV) as a whole, beside those that are in use; an item that comes ' +
    'again is updated. The bench may stay open: it takes the manifest into use by itself. A new ' +
    'folder is for training; give --mode live for a live one. A measurement of another instrument ' +
    '(ANSI N42.42) is imported for the item that it names; --item says it where the file does not.',
  async run(args, output) {
    const { values, words } = readArguments(
      args,
      {
        data: { type: 'string' },
        mode: { type: 'string' },
        item: { type: 'string' },
        format: { type: 'string', default: 'auto' },
      },
      1,
    );
    const dataDir = required(values.data, '--data');
    if (!FORMATS.includes(values.format)) throw new UsageError(`--format: ${FORMATS.join(', ')}`);
    const file = readableFile(words[0] ?? '');
    const mode = modeOf(values.mode, dataDir);
    prepareFolder(dataDir, mode);
    const given = values.item === undefined ? {} : { item: values.item };
    const report = valueOf(
      await runImporter({ file, dataDir, sqliteAddon: null, ...given }, ({ bytes, ofBytes }) => {
        if (!output.json) process.stderr.write(`${Math.floor((100 * bytes) / ofBytes)} %\n`);
      }),
    );
    const { items, lines, measurements, generation, seconds, peakRssMb, rejectedTotal } = report;
    const activated = activateUnlessOpen(dataDir, mode, generation);
    output.answer(
      { mode, ...report, activated },
      [
        `${mode} folder ${dataDir}: ${items} items, ${lines} lines, ${measurements} measurements, ${rejectedTotal} rows rejected, ` +
          `generation ${generation}, ${seconds} s, ${peakRssMb} MB`,
        activated ? 'It is in use.' : 'The open bench takes it into use within seconds.',
        ...report.rejected.map(({ line, reason }) => `  line ${line}: ${reason}`),
      ].join('\n'),
    );
    return rejectedTotal === 0 ? EXIT.done : EXIT.wrong;
  },
};
