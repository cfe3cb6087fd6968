import { describe, expect, it } from 'vitest';
import { parseStartArguments } from '../../../electron/main/arguments.ts';

const parse = (values: readonly string[], packaged = false) =>
  parseStartArguments(['electron', '/opt/station', ...values], {
    packaged,
    applicationData: '/home/me/.config/Screening Station',
    currentDir: '/somewhere',
  });

describe('the mode', () => {
  it.each([
    ['training in a developer copy', false, 'training'],
    ['live in an installed station', true, 'live'],
  ])('is %s unless said otherwise', (_what, packaged, mode) => {
    expect(parse([], packaged)).toMatchObject({ ok: true, value: { mode } });
  });

  it('is what the command line says, the last time it says it', () => {
    expect(parse(['--mode=live', '--mode=training'], true)).toMatchObject({
      value: { mode: 'training' },
    });
  });

  it.each(['demo', 'Live', ''])('cannot be "%s"', (mode) => {
    expect(parse([`--mode=${mode}`])).toMatchObject({ ok: false, error: { code: 'bad-argument' } });
  });
});

describe('the data folder', () => {
  it('is one per mode', () => {
    const folders = ['live', 'training'].map((mode) => parse([`--mode=${mode}`]));
    expect(folders).toMatchObject([
      { value: { dataDir: '/home/me/.config/Screening Station/live' } },
      { value: { dataDir: '/home/me/.config/Screening Station/training' } },
    ]);
  });

  it.each([
    ['/srv/data', '/srv/data'],
    ['data', '/somewhere/data'],
  ])('can be given as %s', (given, dataDir) => {
    expect(parse([`--data=${given}`])).toMatchObject({ value: { dataDir } });
  });

  it('cannot be nothing', () => {
    expect(parse(['--data='])).toMatchObject({ ok: false, error: { code: 'bad-argument' } });
  });
});
