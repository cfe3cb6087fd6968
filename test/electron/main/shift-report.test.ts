import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { createShiftReport, type ShiftReportOptions } from '../../../electron/main/shift-report.ts';
import { temporaryFolders } from '../../tools/runtime/temporary-folder.ts';

const temporaryFolder = temporaryFolders();

function createRig(more: Partial<ShiftReportOptions> = {}, name: unknown = 'shift-7') {
  const folder = path.join(temporaryFolder(), 'reports');
  const rendered: string[] = [];
  const print = createShiftReport({
    askCore: () => Promise.resolve({ ok: true, value: { html: '<html></html>', name } }),
    render: (html) => {
      rendered.push(html);
      return Promise.resolve(Buffer.from(`PDF ${String(rendered.length)}`));
    },
    folder,
    log: () => {},
    ...more,
  });
  return { folder, rendered, print };
}

it('writes what core reports and says where', async () => {
  const { folder, print } = createRig();
  const file = path.join(folder, 'shift-7.pdf');
  expect(await print()).toEqual({ ok: true, value: { path: file } });
  expect(readFileSync(file, 'utf8')).toBe('PDF 1');
});

it('replaces an earlier report of that name and leaves nothing else behind', async () => {
  const { folder, print } = createRig();
  await print();
  await print();
  expect(readdirSync(folder)).toEqual(['shift-7.pdf']);
  expect(readFileSync(path.join(folder, 'shift-7.pdf'), 'utf8')).toBe('PDF 2');
});

it('prints once when it is asked again meanwhile', async () => {
  const { rendered, print } = createRig();
  const [first, second] = await Promise.all([print(), print()]);
  expect(second).toEqual(first);
  expect(rendered).toHaveLength(1);
});

describe('when there is no report', () => {
  it('passes the refusal of core on', async () => {
    const refusal = { ok: false, error: { code: 'no-shift', message: 'm' } } as const;
    const { print } = createRig({ askCore: () => Promise.resolve(refusal) });
    expect(await print()).toEqual(refusal);
  });

  it.each(['../escape', 'a/b', 'a\\b', '.hidden', '', 'a\0b', 'x'.repeat(101), 7])(
    'refuses the name %j',
    async (name) => {
      const { rendered, print } = createRig({}, name);
      expect(await print()).toMatchObject({ ok: false, error: { code: 'malformed-reply' } });
      expect(rendered).toEqual([]);
    },
  );

  it('says that printing failed, and can be asked again', async () => {
    let attempts = 0;
    const render = (): Promise<Uint8Array> =>
      (attempts += 1) === 1
        ? Promise.reject(new Error('no window'))
        : Promise.resolve(Buffer.from('PDF'));
    const { print } = createRig({ render });
    expect(await print()).toMatchObject({ error: { code: 'report-not-printed' } });
    expect(await print()).toMatchObject({ ok: true });
  });

  it('says that the file could not be written, and leaves no part of it', async () => {
    const { folder, print } = createRig();
    // A folder in the place of the file: also root cannot replace it.
    mkdirSync(path.join(folder, 'shift-7.pdf'), { recursive: true });
    writeFileSync(path.join(folder, 'shift-7.pdf', 'inside'), '');
    expect(await print()).toMatchObject({ error: { code: 'report-not-written' } });
    expect(readdirSync(folder)).toEqual(['shift-7.pdf']);
  });
});
