import { join } from 'node:path';
import { loadRules } from '../../core/config.ts';
import { openKeyIndex } from '../../core/store/purged-keys.ts';
import { openRecordsForReading } from '../../core/store/read-records.ts';
import { dueForPurge } from '../../core/upkeep/due-for-purge.ts';
import { realClock } from '../../real-clock.ts';
import { RESOURCES } from '../resources.ts';
import { existingPath, EXIT, readArguments, required, UsageError, type Verb } from '../verb.ts';

/** `station purge --dry-run`: what retention would erase now. Nothing is changed. */
export const purge: Verb = {
  name: 'purge',
  usage: 'purge --data DIR --dry-run',
  about:
    'Counts what the retention policy would erase now, and changes nothing. The purge itself needs ' +
    'two people and is started in the app.',
  run(args, output) {
    const options = { data: { type: 'string' }, 'dry-run': { type: 'boolean' } } as const;
    const { values } = readArguments(args, options, 0);
    const dataDir = existingPath(required(values.data, '--data'));
    if (values['dry-run'] !== true) {
      throw new UsageError('a purge needs two people in the app; here it can be tried: --dry-run');
    }
    const { retention } = loadRules(RESOURCES, dataDir).policy;
    const records = openRecordsForReading(dataDir);
    try {
      const keys = openKeyIndex(join(dataDir, 'keys.db'), null);
      try {
        const due = dueForPurge({ ...records, keys }, retention, realClock.utcMs());
        const { sessions, shifts, manifests } = due;
        output.answer(
          { sessions, shifts, manifests, policy: retention },
          `${sessions.length} sessions, ${shifts.length} shifts, ${manifests.length} manifests are ` +
            'over their time; nothing was changed',
        );
      } finally {
        keys.close();
      }
    } finally {
      records.close();
    }
    return EXIT.done;
  },
};
