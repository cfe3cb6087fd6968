import { shiftRows } from '../../core/reports/shift-rows.ts';
import { openRecordsForReading } from '../../core/store/read-records.ts';
import { existingPath, EXIT, readArguments, required, wholeNumber, type Verb } from '../verb.ts';

const utc = (ms: number): string => new Date(ms).toISOString().slice(0, 16).replace('T', ' ');

/** `station shift`: the shifts of a data folder, newest first. */
export const shift: Verb = {
  name: 'shift',
  usage: 'shift --data DIR [--limit N]',
  about: 'Lists the shifts of a data folder, newest first; works while the station runs.',
  run(args, output) {
    const options = { data: { type: 'string' }, limit: { type: 'string', default: '20' } } as const;
    const { values } = readArguments(args, options, 0);
    const dataDir = existingPath(required(values.data, '--data'));
    const limit = wholeNumber(values.limit, '--limit');
    const records = openRecordsForReading(dataDir);
    try {
      const shifts = shiftRows(records, { limit, offset: 0 });
      const lines = shifts.map((row) => {
        const closed = row.closedAtMs === null ? 'open' : `closed ${utc(row.closedAtMs)}`;
        const signed = row.countersignedBy === null ? '' : `, countersigned ${row.countersignedBy}`;
        const counts = Object.entries(row.outcomes).map(([name, n]) => `${name} ${n}`);
        return `${row.shift}  ${utc(row.openedAtMs)} UTC ${row.officer}, ${closed}${signed}: ${
          counts.length === 0 ? 'no decision' : counts.join(', ')
        }; ${row.overrides} overrides`;
      });
      output.answer({ shifts }, lines.length === 0 ? 'no shift was opened yet' : lines.join('\n'));
      return EXIT.done;
    } finally {
      records.close();
    }
  },
};
