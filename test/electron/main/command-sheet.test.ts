import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { expect, it } from 'vitest';
import {
  createCommandSheet,
  type CommandSheetOptions,
} from '../../../electron/main/command-sheet.ts';
import { temporaryFolders } from '../../tools/runtime/temporary-folder.ts';

const temporaryFolder = temporaryFolders();

function createRig(more: Partial<CommandSheetOptions> = {}) {
  const folder = path.join(temporaryFolder(), 'reports');
  const value = { html: '<html></html>', name: 'command-sheet-3' };
  const print = createCommandSheet({
    askCore: () => Promise.resolve({ ok: true, value }),
    render: (html) => Promise.resolve(Buffer.from(`PDF of ${html}`)),
    folder,
    log: () => {},
    ...more,
  });
  return { folder, print };
}

it('writes the PDF and says where, and nothing of what is on it', async () => {
  const { folder, print } = createRig();
  const file = path.join(folder, 'command-sheet-3.pdf');
  expect(await print()).toEqual({ ok: true, value: { path: file } });
  expect(readFileSync(file, 'utf8')).toBe('PDF of <html></html>');
  expect(readdirSync(folder)).toEqual(['command-sheet-3.pdf']);
});

it('hands on why core refuses', async () => {
  const refused = { ok: false, error: { code: 'not-allowed', message: 'managers only' } } as const;
  const { print } = createRig({ askCore: () => Promise.resolve(refused) });
  expect(await print()).toEqual(refused);
});

it.each([null, {}, { html: 1, name: 'a' }, { html: '', name: '../a' }, { html: '', name: '.a' }])(
  'an answer of core like %j is printed nowhere',
  async (value) => {
    const { print } = createRig({ askCore: () => Promise.resolve({ ok: true, value }) });
    expect(await print()).toMatchObject({ ok: false, error: { code: 'malformed-reply' } });
  },
);

it('says what is safe when it could not be rendered or written', async () => {
  const late = createRig({ render: () => Promise.reject(new Error('late')) });
  expect(await late.print()).toMatchObject({ ok: false, error: { code: 'sheet-not-printed' } });
  const folder = path.join(temporaryFolder(), 'file');
  writeFileSync(folder, '');
  const answer = await createRig({ folder }).print();
  expect(answer).toMatchObject({ ok: false, error: { code: 'sheet-not-written' } });
});
