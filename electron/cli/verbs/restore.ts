import { randomUUID } from 'node:crypto';
import { resolve } from 'node:path';
import { MODES } from '../../../shared/words.ts';
import { valueOf } from '../../core/result-value.ts';
import { restoreBackup } from '../../core/store/restore.ts';
import { realClock } from '../../real-clock.ts';
import { existingPath, EXIT, readArguments, required, UsageError, type Verb } from '../verb.ts';

/** `station restore`: a data folder from a backup; exit 1 when the backup is bad or the folder in use. */
export const restore: Verb = {
  name: 'restore',
  usage: 'restore BACKUP --data DIR [--mode live|training]',
  about:
    'Makes a data folder from one backup, after reading it from end to end. DIR is new or has no ' +
    'records. Records go on in a new epoch; the backup stays as it is.',
  run(args, output) {
    const options = { data: { type: 'string' }, mode: { type: 'string' } } as const;
    const { values, words } = readArguments(args, options, 1);
    const backup = existingPath(resolve(words[0] ?? ''));
    const dataDir = resolve(required(values.data, '--data'));
    const mode = MODES.find((known) => known === values.mode) ?? null;
    if (values.mode !== undefined && mode === null) {
      throw new UsageError(`--mode is one of ${MODES.join(', ')}`);
    }
    const wanted = { backup, dataDir, mode, clock: realClock, bootId: randomUUID() };
    const restored = valueOf(restoreBackup(wanted));
    const { from, epoch, events, keysRemoved } = restored;
    const removed =
      keysRemoved === 0 ? '' : `; ${keysRemoved} keys that were purged since left out`;
    output.answer(
      { dataDir, ...restored },
      `${dataDir}: ${events} records, ${restored.mode}, from station ${from.station} epoch ` +
        `${from.epoch}; goes on as station ${restored.station} epoch ${epoch}${removed}`,
    );
    return EXIT.done;
  },
};
