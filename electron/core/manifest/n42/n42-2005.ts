import type { MeasurementClass } from '../../../../shared/measure/outside-measurement.ts';
import { countsOfKind, doseRatesOf, kindOf, sameOf } from './n42-amounts.ts';
import type { DetectorCounts } from './n42-amounts.ts';
import {
  createKeptParts,
  joinRemarks,
  NOTHING_MEASURED,
  UNKNOWN_INSTRUMENT,
} from './n42-content.ts';
import type { Alarm, Analysis, Instrument, MeasuredPart, NamedItem } from './n42-content.ts';
import type { N42Dialect } from './n42-dialect.ts';
import { allIn, childrenOf, textIn } from './n42-element.ts';
import type { N42Element } from './n42-element.ts';
import { nuclidesOf } from './n42-nuclides.ts';
import { readDoseRate, readDuration, readTime, shortText, sumOf } from './n42-values.ts';

/** What a spectrum is of (`SourceType`); what has another word for it is not taken for background. */
const CLASSES: Readonly<Record<string, MeasurementClass>> = {
  item: 'foreground',
  background: 'background',
  calibration: 'calibration',
};

const NAMES = [
  'Measurement',
  // Some instruments write these beside the measurement.
  'InstrumentInformation',
  'MeasuredItemInformation',
  'AnalysisResults',
] as const;

/**
 * ANSI N42.42 of 2005 and 2006, `N42InstrumentData`. It has no element of its own for an alarm: what
 * instruments find is a nuclide, or `Alarm` beside the counts.
 */
export function createDialect2005(): N42Dialect {
  const kept = createKeptParts();
  const items: NamedItem[] = [];
  let instrument: Instrument = UNKNOWN_INSTRUMENT;
  return {
    names: new Set(NAMES),
    take(element) {
      if (element.name === 'AnalysisResults') {
        kept.analyse(analysisOf(element, []));
        return;
      }
      const here = (name: string): readonly N42Element[] =>
        element.name === name ? [element] : childrenOf(element, name);
      for (const about of here('InstrumentInformation')) instrument = instrumentOf(about);
      for (const about of here('MeasuredItemInformation')) items.push(itemOf(about));
      if (element.name !== 'Measurement') return;
      // Nothing in the file names it; its line does.
      const name = `line ${element.line}`;
      for (const part of partsOf(element, name)) kept.add(part);
      for (const each of childrenOf(element, 'AnalysisResults')) {
        kept.analyse(analysisOf(each, [name]));
      }
    },
    content: () => ({ instrument, items, parts: kept.parts() }),
  };
}

function instrumentOf(element: N42Element): Instrument {
  return {
    kind: shortText(textIn(element, 'InstrumentType')),
    manufacturer: shortText(textIn(element, 'Manufacturer')),
    model: shortText(textIn(element, 'InstrumentModel')),
    serial: shortText(textIn(element, 'InstrumentID')),
  };
}

function itemOf(element: N42Element): NamedItem {
  const texts = ['ItemDescription', 'Remark', 'Remarks'].flatMap((name) =>
    childrenOf(element, name).map(({ text }) => text),
  );
  return { name: null, texts };
}

function classOf(spectrum: N42Element): MeasurementClass {
  const written = textIn(spectrum, 'SourceType') ?? spectrum.attributes.get('SourceType') ?? '';
  return CLASSES[written.trim().toLowerCase()] ?? 'not-specified';
}

/** The measurement itself, and the background that stands in it as a spectrum of its own. */
function partsOf(element: N42Element, name: string): MeasuredPart[] {
  const spectra = allIn(element, 'Spectrum');
  const classes = new Set(spectra.map(classOf));
  const [only = 'not-specified'] = classes;
  const main = classes.has('foreground') ? 'foreground' : classes.size > 1 ? 'not-specified' : only;
  const ofMain = spectra.filter((spectrum) => {
    const of = classOf(spectrum);
    return of === main || (of === 'not-specified' && main === 'foreground');
  });
  const background = spectra.filter((spectrum) => classOf(spectrum) === 'background');
  const part = { line: element.line, names: [name], items: [] };
  const measured = { ...part, measured: measuredOf(element, main, ofMain) };
  if (main === 'background' || background.length === 0) return [measured];
  const before = measuredOf(null, 'background', background);
  return [measured, { ...part, measured: before }];
}

/** @param element the measurement, with its counts and dose rates; null for spectra alone */
function measuredOf(
  element: N42Element | null,
  of: MeasurementClass,
  spectra: readonly N42Element[],
): MeasuredPart['measured'] {
  const counters = element === null ? [] : allIn(element, 'CountDoseData');
  const gross = counters
    .filter((each) => textIn(each, 'Counts') !== null)
    .map((each) => detectorCounts(each, sumOf(textIn(each, 'Counts'))));
  const sums = spectra.map((each) => detectorCounts(each, sumOf(textIn(each, 'ChannelData'))));
  const gamma = countsOfKind('gamma', gross, sums);
  const neutron = countsOfKind('neutron', gross, sums);
  const rates = doseRatesOf(counters.flatMap(ratesOf));
  const timed = [...spectra, ...counters, ...(element === null ? [] : [element])];
  const start = timed.map((each) => textIn(each, 'StartTime')).find((text) => text !== null);
  const time = readTime(start ?? null);
  const times = time.note === null ? [] : [time.note];
  const said = element === null ? [] : childrenOf(element, 'Remark');
  return {
    ...NOTHING_MEASURED,
    of,
    measuredAt: time.at,
    realS: sameOf(timed.map(realTime)),
    liveS: sameOf([...gross, ...sums].map((each) => each.liveS)),
    gammaCounts: gamma.counts,
    neutronCounts: neutron.counts,
    doseRate: rates.doseRate,
    maxDoseRate: rates.maxDoseRate,
    alarms: counters.flatMap(alarmsOf),
    remark: joinRemarks(said.map(({ text }) => shortText(text))),
    notes: [...new Set([...times, ...rates.notes, ...gamma.notes, ...neutron.notes])],
  };
}

function detectorCounts(element: N42Element, counts: number | null): DetectorCounts {
  return {
    kind: kindOf(detectorTypeOf(element)),
    detector: element.attributes.get('Detector') ?? '',
    counts,
    liveS: readDuration(textIn(element, 'LiveTime') ?? textIn(element, 'SampleLiveTime')),
  };
}

function detectorTypeOf(element: N42Element): string | null {
  return textIn(element, 'DetectorType') ?? element.attributes.get('DetectorType') ?? null;
}

function realTime(element: N42Element): number | null {
  return readDuration(textIn(element, 'RealTime') ?? textIn(element, 'SampleRealTime'));
}

/** Some write the hour as an attribute of its own: `Units="uSv" TimeRelation="h"`. */
function ratesOf(counter: N42Element) {
  return childrenOf(counter, 'DoseRate').map((rate) => {
    const unit = rate.attributes.get('Units') ?? '';
    const per = rate.attributes.get('TimeRelation');
    return readDoseRate(rate.text.trim(), per === undefined ? unit : `${unit}/${per}`);
  });
}

function alarmsOf(counter: N42Element): Alarm[] {
  const raised = textIn(counter, 'Alarm')?.toLowerCase();
  if (raised !== 'true' && raised !== '1') return [];
  return [
    {
      category: shortText(detectorTypeOf(counter)),
      description: shortText(textIn(counter, 'AlarmDescription')),
    },
  ];
}

function analysisOf(element: N42Element, about: readonly string[]): Analysis {
  return {
    line: element.line,
    alarms: [],
    // Some list nuclides without a list around them.
    nuclides: [element, ...childrenOf(element, 'NuclideAnalysis')].flatMap(nuclidesOf),
    remark: joinRemarks(
      ['AnalysisResultDescription', 'ThreatDescription'].map((name) =>
        shortText(textIn(element, name)),
      ),
    ),
    about,
  };
}
