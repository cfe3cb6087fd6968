import path from 'node:path';
import { refusedFile } from '../../inbox/outcome.ts';
import type { FileOutcome } from '../../inbox/outcome.ts';
import { emptyInbox, watchInbox } from '../../inbox/watch-inbox.ts';
import type { WatchOptions } from '../../inbox/watch-inbox.ts';
import { realClock } from '../../real-clock.ts';
import { toCodedError } from '../../core/coded-error.ts';
import type { ImportRefusal, ImportReport } from '../../core/manifest/import-manifest.ts';
import type { ImporterTask } from '../../core/manifest/importer.ts';
import { MANIFEST_FORMATS } from '../../core/manifest/recognise.ts';
import { quotedText } from '../../core/manifest/quoted-text.ts';
import { valueOf } from '../../core/result-value.ts';
import type { Result } from '../../../shared/result.ts';
import type { Mode } from '../../../shared/words.ts';
import { activateUnlessOpen, modeOf, prepareFolder } from '../data-folder.ts';
import { RESOURCES } from '../resources.ts';
import { runImporter } from '../run-importer.ts';
import {
  existingPath,
  EXIT,
  readableFile,
  readArguments,
  required,
  UsageError,
  type ExitCode,
  type Output,
  type Verb,
} from '../verb.ts';
import { saidOf, showPreview } from './import-preview.ts';

interface Target {
  readonly dataDir: string;
  readonly mode: Mode;
  /** What somebody says of the files; the content decides what is left out. */
  readonly task: Pick<ImporterTask, 'format' | 'profile' | 'encoding' | 'item'>;
}

interface Imported {
  readonly report: ImportReport;
  /** Whether it is in use already. */
  readonly activated: boolean;
}

/**
 * `station import`: each file becomes the newest generation, or all that come into a folder; exit 1
 * when rows or files were rejected.
 */
export const importVerb: Verb = {
  name: 'import',
  usage:
    'import (FILE… | --watch FOLDER [--once]) --data DIR [--mode live|training] ' +
    `[--format auto|${MANIFEST_FORMATS.join('|')}] [--profile ID] [--encoding NAME] [--item ID] ` +
    '[--preview]',
  about:
    'Imports manifests as a whole, beside those that are in use; an item that comes again is updated. ' +
    'The bench may stay open: it takes the manifest into use by itself. A new folder is for training; ' +
    'give --mode live for a live one. --profile: how columns or elements are named, where the content ' +
    'does not say it. --item: what a measurement (N42) is of. --preview: shows the beginning and ' +
    'imports nothing. --watch imports what comes into a folder until it is ended, --once what lies ' +
    'there now.',
  async run(args, output) {
    const { values, words } = readArguments(
      args,
      {
        data: { type: 'string' },
        mode: { type: 'string' },
        format: { type: 'string', default: 'auto' },
        watch: { type: 'string' },
        once: { type: 'boolean', default: false },
        profile: { type: 'string' },
        encoding: { type: 'string' },
        preview: { type: 'boolean', default: false },
        item: { type: 'string' },
      },
      { atLeast: 0 },
    );
    const dataDir = required(values.data, '--data');
    const { watch } = values;
    if ((watch === undefined) === (words.length === 0)) {
      throw new UsageError('give files, or a folder with --watch');
    }
    if (values.once && watch === undefined) throw new UsageError('--once goes with --watch');
    const said = saidOf(values);
    const files = words.map(readableFile);
    const folder = watch === undefined ? null : path.resolve(existingPath(watch));
    const task = { ...formatOf(values.format), ...said, ...(values.item && { item: values.item }) };
    if (values.preview) {
      const [file = '', ...more] = files;
      if (folder !== null || more.length > 0) throw new UsageError('--preview shows one file');
      return showPreview(
        { file, dataDir, sqliteAddon: null, resourcesDir: RESOURCES, ...task },
        output,
      );
    }
    const target = { dataDir, mode: modeOf(values.mode, dataDir), task };
    await prepareFolder(dataDir, target.mode);
    if (folder !== null) return importFolder(folder, values.once, target, output);
    let exit: ExitCode = EXIT.done;
    for (const file of files) {
      const { report, activated } = valueOf(await importOne(file, target, output));
      tell(report, activated, target, output);
      if (report.rejectedTotal > 0) exit = EXIT.wrong;
    }
    return exit;
  },
};

function formatOf(text: string): Target['task'] {
  if (text === 'auto') return {};
  const format = MANIFEST_FORMATS.find((known) => known === text);
  if (format === undefined) {
    throw new UsageError(`--format: auto, ${MANIFEST_FORMATS.join(', ')}`);
  }
  return { format };
}

/** @throws StationError or StoreError when it was imported and cannot be put in use */
async function importOne(
  file: string,
  { dataDir, mode, task }: Target,
  output: Output,
): Promise<Result<Imported, ImportRefusal>> {
  const whole = { file, dataDir, sqliteAddon: null, resourcesDir: RESOURCES, ...task };
  const result = await runImporter(whole, ({ bytes, ofBytes }) => {
    if (!output.json) process.stderr.write(`${Math.floor((100 * bytes) / ofBytes)} %\n`);
  });
  if (!result.ok) return result;
  const report = result.value;
  return {
    ok: true,
    value: { report, activated: activateUnlessOpen(dataDir, mode, report.generation) },
  };
}

function tell(
  report: ImportReport,
  activated: boolean,
  { mode, dataDir }: Target,
  output: Output,
): void {
  const { items, lines, measurements, generation, seconds, peakRssMb, rejectedTotal } = report;
  const { encoding, encodingGuessed } = report;
  output.answer(
    { mode, ...report, activated },
    [
      `${mode} folder ${dataDir}: ${items} items, ${lines} lines, ${measurements} measurements, ${rejectedTotal} rows rejected, ` +
        `generation ${generation}, ${seconds} s, ${peakRssMb} MB`,
      activated ? 'It is in use.' : 'The open bench takes it into use within seconds.',
      ...(encodingGuessed ? [`  encoding ${encoding} (guessed): look at names in it`] : []),
      ...report.otherSheets.map((name) => `  sheet "${quotedText(name)}": not read`),
      ...report.rejected.map(({ line, reason }) => `  line ${line}: ${reason}`),
    ].join('\n'),
  );
}

/** Until it is ended by SIGINT or SIGTERM, or what lies there now. */
async function importFolder(
  folder: string,
  once: boolean,
  target: Target,
  output: Output,
): Promise<ExitCode> {
  const importFile = async (file: string): Promise<FileOutcome> => {
    try {
      const result = await importOne(file, target, output);
      if (!result.ok) return refusedFile(result.error);
      const { report, activated } = result.value;
      tell(report, activated, target, output);
      return { ok: true, ...report };
    } catch (error) {
      return refusedFile(toCodedError(error));
    }
  };
  const options: WatchOptions = {
    folder,
    importFile,
    clock: realClock,
    say: ({ file, text }) => output.problem(file === null ? text : `${file}: ${text}`),
  };
  if (once) {
    const { imported, failed, left, again } = await emptyInbox(options);
    output.answer(
      { imported, failed, left },
      `${folder}: imported ${imported}, failed ${failed}, not taken ${left}`,
    );
    return failed > 0 || again ? EXIT.wrong : EXIT.done;
  }
  const watch = watchInbox(options);
  output.problem(`${folder} is watched; end with Ctrl+C`);
  await ended();
  await watch.stop();
  return EXIT.done;
}

function ended(): Promise<void> {
  return new Promise((resolve) => {
    // The second one ends at once: what is in the middle is put back by the next start.
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => resolve());
  });
}
