import { describe, expect, it } from 'vitest';
import { runStation } from '../../support/run-station.ts';
import { newDataFolder } from '../../support/simulated-station.ts';
import { ALARM_2011, named, QUIET_2011 } from '../core/manifest/n42/support.ts';

const ITEM = 'RR473124829US';

describe('station import and lookup of a measurement', () => {
  it('answer how many there are, and each of them', () => {
    const dataDir = newDataFolder();
    const imported = runStation('import', ALARM_2011, '--data', dataDir);
    expect(imported).toMatchObject({
      status: 0,
      answers: [{ items: 0, lines: 0, measurements: 1, rejected: [], activated: true }],
    });
    const { status, answers } = runStation('lookup', ITEM, '--data', dataDir);
    expect(status).toBe(1);
    expect(answers).toMatchObject([
      {
        found: false,
        measurements: [{ item: ITEM, nuclides: [{ name: 'Cs-137' }], file: '2011-alarm.n42' }],
      },
    ]);
  });

  it('take the item from --item where the file does not say it', () => {
    const dataDir = newDataFolder();
    const file = named(QUIET_2011, 'export.n42');
    const imported = runStation('import', file, '--data', dataDir, '--item', ITEM);
    expect(imported).toMatchObject({ status: 0, answers: [{ measurements: 2 }] });
  });
});
