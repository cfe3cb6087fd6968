import { exportRecords, type ExportWhat } from '../../core/store/export.ts';
import { valueOf } from '../../core/result-value.ts';
import {
  existingPath,
  EXIT,
  readArguments,
  required,
  UsageError,
  wholeNumber,
  type Verb,
} from '../verb.ts';

interface Wanted {
  readonly shift?: string | undefined;
  readonly from?: string | undefined;
  readonly to?: string | undefined;
}

function what({ shift, from, to }: Wanted): ExportWhat {
  if (shift !== undefined) {
    if (from === undefined && to === undefined) return { shift };
    throw new UsageError('--shift says the range already: leave --from and --to out');
  }
  return {
    from: from === undefined ? 1 : wholeNumber(from, '--from'),
    to: to === undefined ? null : wholeNumber(to, '--to'),
  };
}

/** `station export`: records in a signed file that `station verify` checks; exit 1 when it cannot be. */
export const exportVerb: Verb = {
  name: 'export',
  usage: 'export --data DIR [--shift ID] [--from SEQ] [--to SEQ] --out FILE.jsonl',
  about:
    'Writes records into a signed file; works while the station runs. Personal values stay encrypted.',
  run(args, output) {
    const text = { type: 'string' } as const;
    const options = { data: text, shift: text, from: text, to: text, out: text };
    const { values } = readArguments(args, options, 0);
    const dataDir = existingPath(required(values.data, '--data'));
    const out = required(values.out, '--out');
    if (!out.endsWith('.jsonl')) throw new UsageError('--out has to end with .jsonl');
    const exported = valueOf(exportRecords({ dataDir, out, what: what(values) }));
    const { from, to, count, hash } = exported;
    output.answer(
      { ...exported, file: out },
      `${count} records, ${from} to ${to}, are in ${out}\nlast hash ${hash}`,
    );
    return EXIT.done;
  },
};
