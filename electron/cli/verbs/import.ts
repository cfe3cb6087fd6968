import { quotedText } from '../../core/manifest/quoted-text.ts';
import { valueOf } from '../../core/result-value.ts';
import { activateUnlessOpen, modeOf, prepareFolder } from '../data-folder.ts';
import { RESOURCES } from '../resources.ts';
import { runImporter } from '../run-importer.ts';
import { EXIT, readableFile, readArguments, required, UsageError, type Verb } from '../verb.ts';
import { saidOf, showPreview } from './import-preview.ts';

/** Formats that this version reads. */
const FORMATS = ['auto', 'csv'];

/** `station import`: a manifest file becomes the newest generation; exit 1 when rows were rejected. */
export const importVerb: Verb = {
  name: 'import',
  usage:
    'import FILE --data DIR [--mode live|training] [--format auto] [--profile ID] [--encoding NAME] ' +
    '[--preview]',
  about:
    'Imports a manifest (neutral CSV) as a whole, beside those that are in use; an item that comes ' +
    'again is updated. The bench may stay open: it takes the manifest into use by itself. A new ' +
    'folder is for training; give --mode live for a live one. --profile: how its columns or elements ' +
    'are named, where the content does not say it. --preview: shows the beginning and imports nothing.',
  async run(args, output) {
    const { values, words } = readArguments(
      args,
      {
        data: { type: 'string' },
        mode: { type: 'string' },
        format: { type: 'string', default: 'auto' },
        profile: { type: 'string' },
        encoding: { type: 'string' },
        preview: { type: 'boolean', default: false },
      },
      1,
    );
    const dataDir = required(values.data, '--data');
    if (!FORMATS.includes(values.format)) throw new UsageError(`--format: ${FORMATS.join(', ')}`);
    const file = readableFile(words[0] ?? '');
    const said = { resourcesDir: RESOURCES, ...saidOf(values) };
    if (values.preview) return showPreview({ file, dataDir, sqliteAddon: null, ...said }, output);
    const mode = modeOf(values.mode, dataDir);
    prepareFolder(dataDir, mode);
    const report = valueOf(
      await runImporter({ file, dataDir, sqliteAddon: null, ...said }, ({ bytes, ofBytes }) => {
        if (!output.json) process.stderr.write(`${Math.floor((100 * bytes) / ofBytes)} %\n`);
      }),
    );
    const { items, lines, generation, seconds, peakRssMb, rejectedTotal } = report;
    const activated = activateUnlessOpen(dataDir, mode, generation);
    output.answer(
      { mode, ...report, activated },
      [
        `${mode} folder ${dataDir}: ${items} items, ${lines} lines, ${rejectedTotal} rows rejected, ` +
          `generation ${generation}, ${seconds} s, ${peakRssMb} MB`,
        activated ? 'It is in use.' : 'The open bench takes it into use within seconds.',
        ...(report.encodingGuessed ? [`  encoding ${report.encoding ?? ''}: a guess`] : []),
        ...report.otherSheets.map((name) => `  sheet "${quotedText(name)}": not read`),
        ...report.rejected.map(({ line, reason }) => `  line ${line}: ${reason}`),
      ].join('\n'),
    );
    return rejectedTotal === 0 ? EXIT.done : EXIT.wrong;
  },
};
