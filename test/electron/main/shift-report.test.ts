import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { createShiftReport, type ShiftReportOptions } from '../../../electron/main/shift-report.ts';
import { PRINT_DEADLINE_MS } from '../../../shared/bridge/methods.ts';
import { temporaryFolders } from '../../tools/runtime/temporary-folder.ts';

const temporaryFolder = temporaryFolders();
const OPEN_SHIFT = { shift: null };

function createRig(more: Partial<ShiftReportOptions> = {}, name: unknown = 'shift-7') {
  const folder = path.join(temporaryFolder(), 'reports');
  const rendered: string[] = [];
  const asked: unknown[][] = [];
  const print = createShiftReport({
    askCore: (...values) => {
      asked.push(values);
      const csv = `CSV ${String(asked.length)}`;
      return Promise.resolve({ ok: true, value: { html: '<html></html>', csv, name } });
    },
    render: (html) => {
      rendered.push(html);
      return Promise.resolve(Buffer.from(`PDF ${String(rendered.length)}`));
    },
    folder,
    log: () => {},
    ...more,
  });
  return { folder, rendered, asked, print };
}

it('writes what core reports as PDF and CSV and says where', async () => {
  const { folder, print } = createRig();
  const [file, csvPath] = [path.join(folder, 'shift-7.pdf'), path.join(folder, 'shift-7.csv')];
  expect(await print(OPEN_SHIFT)).toEqual({ ok: true, value: { path: file, csvPath } });
  expect(readFileSync(file, 'utf8')).toBe('PDF 1');
  expect(readFileSync(csvPath, 'utf8')).toBe('CSV 1');
});

it('asks core for the shift that was named', async () => {
  const { asked, print } = createRig();
  await print({ shift: 'shift-3', more: 'dropped' });
  expect(asked).toEqual([[{ shift: 'shift-3' }, PRINT_DEADLINE_MS]]);
});

it.each([undefined, null, {}, 'shift-7', { shift: 7 }, { shift: '' }, { shift: 'x'.repeat(101) }])(
  'refuses %j and asks nobody',
  async (params) => {
    const { asked, print } = createRig();
    expect(await print(params)).toMatchObject({ ok: false, error: { code: 'malformed-call' } });
    expect(asked).toEqual([]);
  },
);

it('replaces earlier reports of that name and leaves nothing else behind', async () => {
  const { folder, print } = createRig();
  await print(OPEN_SHIFT);
  await print(OPEN_SHIFT);
  expect(readdirSync(folder).sort()).toEqual(['shift-7.csv', 'shift-7.pdf']);
  expect(readFileSync(path.join(folder, 'shift-7.pdf'), 'utf8')).toBe('PDF 2');
  expect(readFileSync(path.join(folder, 'shift-7.csv'), 'utf8')).toBe('CSV 2');
});

it('prints a shift once when it is asked again meanwhile, and another shift beside it', async () => {
  const { rendered, asked, print } = createRig();
  const [first, second] = await Promise.all([
    print(OPEN_SHIFT),
    print(OPEN_SHIFT),
    print({ shift: 'shift-3' }),
  ]);
  expect(second).toBe(first);
  expect(rendered).toHaveLength(2);
  expect(asked.map(([request]) => request)).toEqual([OPEN_SHIFT, { shift: 'shift-3' }]);
});

describe('when there is no report', () => {
  it('passes the refusal of core on', async () => {
    const refusal = { ok: false, error: { code: 'no-shift', message: 'm' } } as const;
    const { print } = createRig({ askCore: () => Promise.resolve(refusal) });
    expect(await print(OPEN_SHIFT)).toEqual(refusal);
  });

  it.each(['../escape', 'a/b', 'a\\b', '.hidden', '', 'a\0b', 'x'.repeat(101), 7])(
    'refuses the name %j',
    async (name) => {
      const { rendered, print } = createRig({}, name);
      expect(await print(OPEN_SHIFT)).toMatchObject({
        ok: false,
        error: { code: 'malformed-reply' },
      });
      expect(rendered).toEqual([]);
    },
  );

  it('refuses a report without its CSV', async () => {
    const value = { html: '<html></html>', name: 'shift-7' };
    const { print } = createRig({ askCore: () => Promise.resolve({ ok: true, value }) });
    expect(await print(OPEN_SHIFT)).toMatchObject({ error: { code: 'malformed-reply' } });
  });

  it('says that printing failed, and can be asked again', async () => {
    let attempts = 0;
    const render = (): Promise<Uint8Array> =>
      (attempts += 1) === 1
        ? Promise.reject(new Error('no window'))
        : Promise.resolve(Buffer.from('PDF'));
    const { print } = createRig({ render });
    expect(await print(OPEN_SHIFT)).toMatchObject({ error: { code: 'report-not-printed' } });
    expect(await print(OPEN_SHIFT)).toMatchObject({ ok: true });
  });

  it.each([
    ['pdf', 'csv'],
    ['csv', 'pdf'],
  ])('keeps what was there when the %s cannot be replaced', async (which, other) => {
    const { folder, print } = createRig();
    // A folder in the place of the file: also root cannot replace it.
    mkdirSync(path.join(folder, `shift-7.${which}`, 'inside'), { recursive: true });
    writeFileSync(path.join(folder, `shift-7.${other}`), 'earlier');
    expect(await print(OPEN_SHIFT)).toMatchObject({ error: { code: 'report-not-written' } });
    expect(readFileSync(path.join(folder, `shift-7.${other}`), 'utf8')).toBe('earlier');
    expect(readdirSync(folder).sort()).toEqual(['shift-7.csv', 'shift-7.pdf']);
    expect(readdirSync(path.join(folder, `shift-7.${which}`))).toEqual(['inside']);
  });

  it('leaves neither file when only one of them can be written', async () => {
    const { folder, print } = createRig();
    mkdirSync(path.join(folder, 'shift-7.csv', 'inside'), { recursive: true });
    expect(await print(OPEN_SHIFT)).toMatchObject({ error: { code: 'report-not-written' } });
    expect(readdirSync(folder)).toEqual(['shift-7.csv']);
  });
});
