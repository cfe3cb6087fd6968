import { randomUUID } from 'node:crypto';
import { resolve } from 'node:path';
import { toCodedError } from '../../core/coded-error.ts';
import { loadRules } from '../../core/config.ts';
import { valueOf } from '../../core/result-value.ts';
import { openStore } from '../../core/store/open.ts';
import { recordBackup, recordFailure } from '../../core/upkeep/backup-desk.ts';
import { backUp } from '../../core/upkeep/jobs.ts';
import { realClock } from '../../real-clock.ts';
import { RESOURCES } from '../resources.ts';
import { existingPath, EXIT, readArguments, required, type Verb } from '../verb.ts';

/** `station backup`: as the bench makes them; exit 1 when it, or its copy, could not be made. */
export const backup: Verb = {
  name: 'backup',
  usage: 'backup --data DIR [--to PATH]',
  about:
    'Makes a verified backup in DIR/backups and a copy in the second place of the policy, or in PATH ' +
    'instead. The bench has to be closed; a running bench makes its own.',
  async run(args, output) {
    const options = { data: { type: 'string' }, to: { type: 'string' } } as const;
    const { values } = readArguments(args, options, 0);
    const dataDir = existingPath(required(values.data, '--data'));
    const { keep, secondPath } = loadRules(RESOURCES, dataDir).policy.backup;
    const to = values.to === undefined ? secondPath : existingPath(resolve(values.to));
    // What somebody keeps on a medium of their own is not removed.
    const places = { dataDir, secondPath: to, rotateSecond: values.to === undefined };
    const clock = realClock;
    const store = valueOf(openStore({ dataDir, mode: null, clock, bootId: randomUUID() }));
    try {
      const moment = { utcMs: clock.utcMs(), keep, sqliteAddon: null };
      const made = await backUp({ ...places, ...moment });
      recordBackup(store, made, 'station');
      const { name, folder, seq, hash, second } = made;
      const copy = second?.folder ?? null;
      const whys = [made.why, second?.why ?? null].filter((why) => why !== null);
      output.answer(
        { name, folder, seq, hash, second },
        `${folder}: ${seq} records, verified${copy === null ? '' : `\n${copy}: copied, verified`}`,
      );
      for (const why of whys) output.problem(why);
      return whys.length === 0 ? EXIT.done : EXIT.wrong;
    } catch (error) {
      recordFailure(store, toCodedError(error), 'station');
      throw error;
    } finally {
      store.close();
    }
  },
};
