import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { previewManifest } from '../../../../../electron/core/manifest/preview.ts';
import { cp1251 } from '../../../../support/text-encoders.ts';
import { temporaryFolder } from '../../store/support.ts';
import { importedFile, refusedFile } from '../support.ts';

const PROFILE = `profile: mine
version: 1
title: Mine
shape: table
encoding: windows-1251
fields:
  item_id: Number
  addressee_name: Name
`;
const ROWS = 'Number,Name\nA1,Вікторія Петрова\n';

function withProfile() {
  const dataDir = temporaryFolder();
  mkdirSync(join(dataDir, 'manifest-profiles'));
  writeFileSync(join(dataDir, 'manifest-profiles', 'mine.yaml'), PROFILE);
  return { dataDir, profile: 'mine' };
}

describe('with a profile that names windows-1251', () => {
  it.each([
    ['UTF-8 is read as UTF-8', 'utf-8', Buffer.from(ROWS)],
    ['windows-1251 is read as the profile says', 'windows-1251', cp1251(ROWS)],
    [
      'windows-1251 that begins far behind is, too',
      'windows-1251',
      cp1251(`Number,Name\n${'B,x\n'.repeat(20_000)}A1,Петрова Вікторія\n`),
    ],
  ])('%s', async (_name, encoding, bytes) => {
    const given = withProfile();
    const { report, find } = await importedFile(bytes, given);
    expect([report.encoding, report.encodingGuessed]).toEqual([encoding, false]);
    expect(find('A1')?.addressee_name).toContain('Вікторія');
  });

  it('the preview says the same', async () => {
    const [utf8, other] = [join(temporaryFolder(), 'a'), join(temporaryFolder(), 'b')];
    writeFileSync(utf8, ROWS);
    writeFileSync(other, cp1251(ROWS));
    const seen = async (file: string) => previewManifest({ file, ...withProfile() });
    expect(await seen(utf8)).toMatchObject({ encoding: 'utf-8', ready: true });
    expect(await seen(other)).toMatchObject({ encoding: 'windows-1251', ready: true });
  });

  it('UTF-8 that is damaged is refused, not read as something else', async () => {
    const damaged = Buffer.concat([Buffer.from(`${ROWS}A2,Пет`), Buffer.from([0xd0, 0x0a])]);
    expect((await refusedFile(damaged, withProfile())).message).toContain('is damaged in line 3');
  });
});
