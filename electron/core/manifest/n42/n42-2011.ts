import type { MeasurementClass } from '../../../../shared/measure/outside-measurement.ts';
import { countsOfKind, doseRatesOf, kindOf, sameOf } from './n42-amounts.ts';
import type { DetectorCounts } from './n42-amounts.ts';
import { createKeptParts, joinRemarks, UNKNOWN_INSTRUMENT } from './n42-content.ts';
import type { Alarm, Instrument, MeasuredPart, N42Content, NamedItem } from './n42-content.ts';
import type { N42Dialect } from './n42-dialect.ts';
import { allIn, childrenOf, referencesIn, textIn } from './n42-element.ts';
import type { N42Element } from './n42-element.ts';
import { nuclidesOf } from './n42-nuclides.ts';
import { readDoseRate, readDuration, readTime, shortText, sumOf } from './n42-values.ts';

const CLASSES: Readonly<Record<string, MeasurementClass>> = {
  Foreground: 'foreground',
  Background: 'background',
  Calibration: 'calibration',
  IntrinsicActivity: 'intrinsic-activity',
};

const NAMES = [
  'RadInstrumentInformation',
  'RadDetectorInformation',
  'RadItemInformation',
  'RadMeasurement',
  'AnalysisResults',
] as const;

/** ANSI N42.42 of 2011 (IEC 62755), `RadInstrumentData`. Data derived from measurements are left out. */
export function createDialect2011(): N42Dialect {
  const kept = createKeptParts();
  const detectors = new Map<string, string | null>();
  const items: NamedItem[] = [];
  let instrument: Instrument = UNKNOWN_INSTRUMENT;
  return {
    names: new Set(NAMES),
    take(element) {
      switch (element.name as (typeof NAMES)[number]) {
        case 'RadInstrumentInformation':
          instrument = instrumentOf(element);
          return;
        case 'RadDetectorInformation': {
          const id = element.attributes.get('id') ?? '';
          detectors.set(id, textIn(element, 'RadDetectorCategoryCode'));
          return;
        }
        case 'RadItemInformation':
          items.push(itemOf(element));
          return;
        case 'RadMeasurement':
          kept.add(measurementOf(element, detectors));
          return;
        case 'AnalysisResults':
          kept.analyse(analysisOf(element));
      }
    },
    content: (): N42Content => ({ instrument, items, parts: kept.parts() }),
  };
}

function instrumentOf(element: N42Element): Instrument {
  return {
    kind: shortText(textIn(element, 'RadInstrumentClassCode')),
    manufacturer: shortText(textIn(element, 'RadInstrumentManufacturerName')),
    model: shortText(textIn(element, 'RadInstrumentModelName')),
    serial: shortText(textIn(element, 'RadInstrumentIdentifier')),
  };
}

function itemOf(element: N42Element): NamedItem {
  const id = element.attributes.get('id') ?? null;
  const texts = [
    textIn(element, 'RadItemDescription'),
    ...allIn(element, 'CharacteristicValue').map(({ text }) => text),
    ...childrenOf(element, 'Remark').map(({ text }) => text),
  ];
  return { name: id, texts: [id, ...texts].filter((text) => text !== null) };
}

function measurementOf(
  element: N42Element,
  detectors: ReadonlyMap<string, string | null>,
): MeasuredPart {
  const counted = (name: string, countOf: (each: N42Element) => number | null): DetectorCounts[] =>
    childrenOf(element, name).map((each) => {
      const detector = each.attributes.get('radDetectorInformationReference') ?? '';
      const liveS = readDuration(textIn(each, 'LiveTimeDuration'));
      const kind = kindOf(detectors.get(detector) ?? null);
      return { kind, detector, counts: countOf(each), liveS };
    });
  const gross = counted('GrossCounts', (each) => sumOf(textIn(each, 'CountData')));
  const spectra = counted('Spectrum', (each) => sumOf(textIn(each, 'ChannelData')));
  const gamma = countsOfKind('gamma', gross, spectra);
  const neutron = countsOfKind('neutron', gross, spectra);
  const rates = ratesOf(element);
  const time = readTime(textIn(element, 'StartDateTime'));
  return {
    line: element.line,
    names: [
      ...(element.attributes.has('id') ? [element.attributes.get('id') ?? ''] : []),
      ...referencesIn(element, 'radMeasurementGroupReferences'),
    ],
    items: referencesIn(element, 'radItemInformationReferences'),
    measured: {
      of: CLASSES[textIn(element, 'MeasurementClassCode') ?? ''] ?? 'not-specified',
      measuredAt: time.at,
      realS: readDuration(textIn(element, 'RealTimeDuration')),
      liveS: sameOf([...gross, ...spectra].map((each) => each.liveS)),
      gammaCounts: gamma.counts,
      neutronCounts: neutron.counts,
      doseRate: rates.doseRate,
      maxDoseRate: rates.maxDoseRate,
      alarms: [],
      nuclides: [],
      remark: joinRemarks(childrenOf(element, 'Remark').map(({ text }) => shortText(text))),
      notes: [
        ...new Set([
          ...(time.note === null ? [] : [time.note]),
          ...rates.notes,
          ...gamma.notes,
          ...neutron.notes,
        ]),
      ],
    },
  };
}

/** Dose rates are in uSv/h; where there are none, exposure rates in mR/h (both fixed by the standard). */
function ratesOf(element: N42Element): ReturnType<typeof doseRatesOf> {
  const rate = (name: string, value: string, unit: string) =>
    childrenOf(element, name).map((each) => readDoseRate(textIn(each, value), unit));
  const doses = rate('DoseRate', 'DoseRateValue', 'uSv/h');
  return doseRatesOf(doses.length > 0 ? doses : rate('ExposureRate', 'ExposureRateValue', 'mR/h'));
}

function alarmOf(element: N42Element): Alarm {
  return {
    category: shortText(textIn(element, 'RadAlarmCategoryCode')),
    description: shortText(textIn(element, 'RadAlarmDescription')),
  };
}

function analysisOf(element: N42Element) {
  return {
    line: element.line,
    alarms: childrenOf(element, 'RadAlarm').map(alarmOf),
    nuclides: childrenOf(element, 'NuclideAnalysisResults').flatMap(nuclidesOf),
    remark: shortText(textIn(element, 'AnalysisResultDescription')),
    about: referencesIn(
      element,
      'radMeasurementReferences',
      'radMeasurementGroupReferences',
      'derivedDataReferences',
    ),
  };
}
