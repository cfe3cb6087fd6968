import type { RegisteredInstrument } from '../../../shared/bridge/register-contract.ts';
import { loadInstruments, loadRules } from '../../core/config.ts';
import { checksOf, isOverdue, registerOf } from '../../core/instruments/register.ts';
import { openRecordsForReading } from '../../core/store/read-records.ts';
import { realClock } from '../../real-clock.ts';
import { modeOf } from '../data-folder.ts';
import { RESOURCES } from '../resources.ts';
import { existingPath, EXIT, readArguments, required, wholeNumber, type Verb } from '../verb.ts';

function lineOf(one: RegisteredInstrument): string {
  const { id, protocol, port, identity, calibration, verification, lastCheck } = one;
  const due = (what: string, found: RegisteredInstrument['calibration']): string[] =>
    found === null
      ? []
      : [`${what} until ${found.day}${found.state === 'fine' ? '' : ` (${found.state})`}`];
  const plate =
    verification === null
      ? []
      : [
          `class ${verification.class}, e = ${verification.e}, Min ${verification.min}, Max ${verification.max}`,
          ...due('verified', verification.due),
        ];
  const checked =
    lastCheck === null
      ? []
      : [`last check ${new Date(lastCheck.atMs).toISOString().slice(0, 10)} ${lastCheck.result}`];
  const parts = [...due('calibrated', calibration), ...plate, ...checked];
  return [`${id}  ${protocol}  ${port}  ${identity ?? ''}`.trimEnd(), ...parts].join('\n    ');
}

/** `station instruments`: the register of a data folder's instruments. */
export const instruments: Verb = {
  name: 'instruments',
  usage: 'instruments --data DIR [--limit N]',
  about:
    'Lists the instruments of a data folder with their dates, ranges and latest checks; ends with 1 when one is overdue.',
  run(args, output) {
    const options = { data: { type: 'string' }, limit: { type: 'string', default: '5' } } as const;
    const { values } = readArguments(args, options, 0);
    const dataDir = existingPath(required(values.data, '--data'));
    const limit = wholeNumber(values.limit, '--limit');
    const configured = loadInstruments(dataDir, modeOf(undefined, dataDir));
    const warnDays = loadRules(RESOURCES, dataDir).policy.shift.dueWarningDays;
    const records = openRecordsForReading(dataDir);
    try {
      // Without the station nobody hears what instruments say of themselves; a background says it.
      const dosimeter = records.latest('background-taken', 1)[0]?.body['dosimeter'];
      const register = registerOf(configured, {
        records,
        nowMs: realClock.utcMs(),
        warnDays,
        identityOf: (id) =>
          id === 'dosimeter' && typeof dosimeter === 'string' ? dosimeter : null,
      });
      for (const one of register) {
        const page = { before: null, limit };
        const checks = one.judged && limit > 0 ? checksOf(records, one.kind, page).rows : [];
        output.answer({ ...one, checks }, lineOf(one));
      }
      if (register.length === 0 && !output.json) output.problem('no instrument is configured');
      return register.some(isOverdue) ? EXIT.wrong : EXIT.done;
    } finally {
      records.close();
    }
  },
};
