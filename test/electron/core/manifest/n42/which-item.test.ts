import { describe, expect, it } from 'vitest';
import {
  ALARM_2011,
  document2011,
  importFile,
  measurementsOf,
  named,
  QUIET_2011,
  written,
} from './support.ts';

const item = (id: string, text: string) =>
  `<RadItemInformation id="${id}"><RadItemDescription>${text}</RadItemDescription></RadItemInformation>`;
const measurement = (of: string) =>
  `<RadMeasurement${of === '' ? '' : ` radItemInformationReferences="${of}"`}/>`;

async function refusal(file: string, given?: string) {
  const result = await importFile(file, given);
  if (result.ok) throw new Error('it was imported');
  return result.error;
}

describe('the item of a measurement', () => {
  it('is given with the import where neither the file nor its name says it', async () => {
    const file = named(QUIET_2011, 'export-17.n42');
    const { measurements } = await measurementsOf(file, 'lx876543216de', 'LX 876 543 216 DE');
    expect(measurements[1]?.notes).toContain('item-given');
    expect(measurements[1]?.item).toBe('LX876543216DE');
  });

  it('may be a number of a courier that has no check digit here', async () => {
    const file = named(QUIET_2011, 'export-17.n42');
    const { measurements } = await measurementsOf(file, 'PARCEL-0042', 'parcel-0042');
    expect(measurements).toHaveLength(2);
  });

  it('that nobody says is refused with words that say how', async () => {
    const error = await refusal(named(QUIET_2011, 'export-17.n42'));
    expect(error.code).toBe('measurement-item-unknown');
    expect(error.message).toContain('--item ID');
    expect(error.message).toContain('Nothing was imported');
  });

  it('is refused where the number given is not the one in the file', async () => {
    const error = await refusal(ALARM_2011, 'LX876543216DE');
    expect(error.code).toBe('measurement-item-contradicted');
    expect(error.message).toContain('RR473124829US in the file, LX876543216DE given');
  });

  it('is refused where the number given has a wrong check digit', async () => {
    const error = await refusal(named(QUIET_2011, 'export-17.n42'), 'RR473124828US');
    expect(error).toMatchObject({ code: 'measurement-item-unknown' });
  });

  it('is no part of an import of a manifest', async () => {
    const file = written('item_id,gross_g\nRR473124829US,1\n', 'manifest.csv');
    expect(await refusal(file, 'RR473124829US')).toMatchObject({
      code: 'measurement-item-needless',
    });
  });

  it('of a file with several is the one that each measurement refers to', async () => {
    const file = written(
      document2011(
        item('a', 'RR473124829US') +
          item('b', 'LX876543216DE') +
          measurement('b') +
          measurement('a') +
          measurement(''),
      ),
    );
    const { report, measurements } = await measurementsOf(file, 'LX876543216DE');
    expect(measurements.map(({ number }) => number)).toEqual([1]);
    expect(report.measurements).toBe(2);
    expect(report.rejected).toEqual([
      {
        line: 1,
        reason: 'the file has several items, and the measurement does not say which it is of',
      },
    ]);
  });

  it('with two numbers in its description is refused', async () => {
    const text = 'RR473124829US or LX876543216DE';
    const error = await refusal(written(document2011(item('a', text) + measurement('a'))));
    expect(error.code).toBe('measurement-item-contradicted');
  });
});
