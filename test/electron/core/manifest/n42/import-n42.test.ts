import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import {
  ALARM_2011,
  document2011,
  measurementsOf,
  NEUTRON_2005,
  QUIET_2011,
  written,
} from './support.ts';

const detector = (id: string, kind: string) =>
  `<RadDetectorInformation id="${id}"><RadDetectorCategoryCode>${kind}</RadDetectorCategoryCode></RadDetectorInformation>`;
const measurement = (id: string, inside: string) =>
  `<RadMeasurement id="${id}"><MeasurementClassCode>Foreground</MeasurementClassCode>${inside}</RadMeasurement>`;

async function read2011(elements: string) {
  const file = written(document2011(elements), 'RR473124829US.n42');
  const { measurements } = await measurementsOf(file, 'RR473124829US');
  return measurements;
}

describe('a measurement of N42 of 2011', () => {
  it('has what the file says of instrument, time, counts, dose rate, alarm and nuclide', async () => {
    const { report, measurements } = await measurementsOf(ALARM_2011, 'RR473124829US');
    expect(report).toMatchObject({ items: 0, lines: 0, measurements: 1, format: 'n42' });
    expect(measurements).toEqual([
      {
        item: 'RR473124829US',
        number: 1,
        of: 'foreground',
        instrument: {
          kind: 'Radionuclide Identifier',
          manufacturer: 'Acme Radiometrics',
          model: 'Finder 3',
          serial: 'A-00017',
        },
        measuredAt: '2026-11-28T14:03:07.250+01:00',
        realS: 60.5,
        liveS: 59.8,
        gammaCounts: 1000,
        neutronCounts: 2,
        doseRate: { value: '0.85', unit: 'uSv/h' },
        maxDoseRate: null,
        alarms: [{ category: 'Gamma', description: 'Gamma rate above threshold' }],
        nuclides: [{ name: 'Cs-137', confidence: '92', category: 'Industrial' }],
        remark: 'Held by officer Lee at the side of the belt; Medical or industrial source',
        notes: ['summed'],
        file: '2011-alarm.n42',
        sha256: createHash('sha256').update(readFileSync(ALARM_2011)).digest('hex'),
      },
    ]);
  });

  it('keeps background and parcel apart, and says that their times have no zone', async () => {
    const { measurements } = await measurementsOf(QUIET_2011, 'rr 473 124 829 us');
    expect(measurements).toMatchObject([
      { of: 'background', measuredAt: null, gammaCounts: 3000, realS: 300, alarms: [] },
      { of: 'foreground', measuredAt: null, gammaCounts: 305, nuclides: [] },
    ]);
    expect(measurements.map(({ notes }) => notes)).toEqual([
      ['no-zone', 'item-by-name'],
      ['no-zone', 'item-by-name'],
    ]);
    expect(measurements[0]?.doseRate).toEqual({ value: '0.09', unit: 'uSv/h' });
  });

  it('gives of several dose rates the highest, and none as the only one', async () => {
    const { measurements } = await measurementsOf(QUIET_2011, 'RR473124829US');
    expect(measurements[1]).toMatchObject({
      doseRate: null,
      maxDoseRate: { value: '0.11', unit: 'uSv/h' },
    });
  });

  it('knows nothing that the file does not say', async () => {
    const [only] = await read2011(measurement('m', ''));
    expect(only).toMatchObject({
      instrument: { kind: null, manufacturer: null, model: null, serial: null },
      measuredAt: null,
      realS: null,
      liveS: null,
      gammaCounts: null,
      neutronCounts: null,
      doseRate: null,
      maxDoseRate: null,
      remark: null,
    });
  });

  it('takes exposure in roentgen as exposure where there is no dose rate', async () => {
    const rate = '<ExposureRate><ExposureRateValue>0.02</ExposureRateValue></ExposureRate>';
    const [only] = await read2011(measurement('m', rate));
    expect(only?.doseRate).toEqual({ value: '0.02', unit: 'mR/h' });
  });

  it('has no sum of two spectra of one detector: they may be of the same pulses', async () => {
    const spectrum =
      '<Spectrum radDetectorInformationReference="d"><ChannelData>1 2</ChannelData></Spectrum>';
    const [only] = await read2011(detector('d', 'Gamma') + measurement('m', spectrum + spectrum));
    expect(only).toMatchObject({ gammaCounts: null, notes: ['counts-unclear', 'item-by-name'] });
  });

  it('adds the counts of two detectors of one kind', async () => {
    const counts = (id: string, count: number) =>
      `<GrossCounts radDetectorInformationReference="${id}"><CountData>${count}</CountData></GrossCounts>`;
    const detectors = detector('a', 'Gamma') + detector('b', 'Gamma');
    const [only] = await read2011(detectors + measurement('m', counts('a', 5) + counts('b', 7)));
    expect(only?.gammaCounts).toBe(12);
  });

  it('gives an alarm to the measurement that the analysis names, not to its background', async () => {
    const background =
      '<RadMeasurement id="b"><MeasurementClassCode>Background</MeasurementClassCode></RadMeasurement>';
    const alarm =
      '<AnalysisResults radMeasurementReferences="b m"><RadAlarm><RadAlarmCategoryCode>Neutron</RadAlarmCategoryCode></RadAlarm></AnalysisResults>';
    const found = await read2011(background + measurement('m', '') + alarm);
    expect(found.map(({ alarms }) => alarms.length)).toEqual([0, 1]);
  });

  it('keeps an alarm whose measurement is not in the file', async () => {
    const alarm =
      '<AnalysisResults radMeasurementReferences="lost"><RadAlarm><RadAlarmCategoryCode>Gamma</RadAlarmCategoryCode></RadAlarm></AnalysisResults>';
    const found = await read2011(alarm);
    expect(found).toMatchObject([{ of: 'not-specified', alarms: [{ category: 'Gamma' }] }]);
  });

  it('keeps twenty of many, the highest dose rate among them, and says that there are more', async () => {
    const many = Array.from({ length: 300 }, (_, at) =>
      measurement(
        `m${at}`,
        `<DoseRate><DoseRateValue>${at === 150 ? 7 : 0.1}</DoseRateValue></DoseRate>`,
      ),
    );
    const found = await read2011(many.join(''));
    expect(found).toHaveLength(20);
    expect(found.filter(({ doseRate }) => doseRate?.value === '7')).toHaveLength(1);
    expect(found.every(({ notes }) => notes.includes('further'))).toBe(true);
  });
});

describe('a measurement of N42 of 2005', () => {
  it('is read within another element, with alarm, nuclide and a dose rate in rem', async () => {
    const { measurements } = await measurementsOf(NEUTRON_2005, 'LX876543216DE');
    expect(measurements[0]).toMatchObject({
      of: 'foreground',
      instrument: {
        kind: 'RIID',
        manufacturer: 'Oldtimer Instruments',
        model: 'Seeker',
        serial: '751',
      },
      measuredAt: '2026-11-28T14:03:07Z',
      realS: 30,
      liveS: 29,
      gammaCounts: 20,
      neutronCounts: 44,
      doseRate: { value: '0.00015', unit: 'mSv/h' },
      alarms: [{ category: 'Neutron', description: 'Neutrons above background' }],
      nuclides: [{ name: 'Cf-252', confidence: '7', category: 'Industrial' }],
      remark: 'Threat',
      notes: ['summed'],
    });
  });

  it('has its background as a measurement of its own, without alarm', async () => {
    const { measurements } = await measurementsOf(NEUTRON_2005, 'LX876543216DE');
    expect(measurements[1]).toMatchObject({
      of: 'background',
      gammaCounts: 120,
      alarms: [],
      nuclides: [],
      doseRate: null,
    });
  });

  it('has no dose rate in a unit that is none of dose rate, and says so', async () => {
    const file = written(
      '<N42InstrumentData><Measurement><CountDoseData DetectorType="Gamma"><DoseRate Units="uSv">1</DoseRate></CountDoseData></Measurement></N42InstrumentData>',
      'RR473124829US.n42',
    );
    const { measurements } = await measurementsOf(file, 'RR473124829US');
    expect(measurements).toMatchObject([
      { doseRate: null, maxDoseRate: null, notes: ['unit-unknown', 'item-by-name'] },
    ]);
  });
});
