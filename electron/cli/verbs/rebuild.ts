import { randomUUID } from 'node:crypto';
import { loadRules } from '../../core/config.ts';
import { valueOf } from '../../core/result-value.ts';
import { countRecords } from '../../core/store/inspect-folder.ts';
import { openStore } from '../../core/store/open.ts';
import { setAlteredAside } from '../../core/store/set-altered-aside.ts';
import { verifyPath } from '../../core/store/verify.ts';
import { realClock } from '../../real-clock.ts';
import { RESOURCES } from '../resources.ts';
import { existingPath, EXIT, readArguments, required, type Verb } from '../verb.ts';

/** What cannot be made good again, or shows that somebody has changed the records. */
const NOT_WHOLE: ReadonlySet<string> = new Set(['records-lost', 'records-cut', 'journal-fork']);

/** A site's second place for backups; a policy that cannot be read shall not hold up a rebuild. */
function secondPlaces(dataDir: string, problem: (text: string) => void): string[] {
  try {
    const { secondPath } = loadRules(RESOURCES, dataDir).policy.backup;
    return secondPath === null ? [] : [secondPath];
  } catch (error) {
    problem(`backups of the second place are not looked at: ${String(error)}`);
    return [];
  }
}

/** `station rebuild`: exit 1 when records are missing or do not verify afterwards. */
export const rebuild: Verb = {
  name: 'rebuild',
  usage: 'rebuild --data DIR [--new-key]',
  about:
    'Checks the database to its end, sets it aside and builds it again from journal and backups when ' +
    'it is damaged or gone, folds all lists again, and verifies. --new-key: the station’s key is ' +
    'lost; go on with a new one. The bench has to be closed.',
  run(args, output) {
    const options = { data: { type: 'string' }, 'new-key': { type: 'boolean' } } as const;
    const { values } = readArguments(args, options, 0);
    const dataDir = existingPath(required(values.data, '--data'));
    const altered = setAlteredAside(dataDir, null, realClock.utcMs());
    if (altered !== null) output.problem(`a record was altered: the database is now ${altered}`);
    const store = valueOf(
      openStore({
        dataDir,
        mode: null,
        clock: realClock,
        bootId: randomUUID(),
        wholeCheck: true,
        newKey: values['new-key'] === true,
        backupPlaces: secondPlaces(dataDir, (text) => output.problem(text)),
      }),
    );
    const { alarms, epoch, station } = store;
    try {
      store.rebuildProjections();
    } finally {
      store.close();
    }
    const counts = countRecords(dataDir);
    const { ok, firstBad } = valueOf(verifyPath(dataDir));
    const whole = ok && !alarms.some(({ code }) => NOT_WHOLE.has(code));
    const repaired = alarms.map(({ code, message }) => ({ code, message }));
    output.answer(
      { ok: whole, ...counts, station, epoch, repaired, firstBad },
      [
        `${dataDir}: ${counts.events} records, ${counts.sessions} sessions, ${counts.outcomes} ` +
          `outcomes, ${counts.shifts} shifts, ${counts.holds} open holds`,
        ...alarms.map(({ code, message }) => `${code}: ${message}`),
        ok ? 'all verified' : `record ${firstBad?.seq ?? '?'} is bad: ${firstBad?.reason ?? ''}`,
      ].join('\n'),
    );
    return whole ? EXIT.done : EXIT.wrong;
  },
};
