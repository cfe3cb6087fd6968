import type { OutsideView, SessionView } from '../../../shared/bridge/contract.ts';
import { formatDoseRate, toMicrosieverts } from '../../../shared/measure/dose-rate.ts';
import {
  isAlarming,
  isOfItem,
  type OutsideDoseRate,
  type OutsideMeasurement,
} from '../../../shared/measure/outside-measurement.ts';

/** Measurements that the bench screen shows; the record has them all. */
const SHOWN = 3;
/** Alarms and nuclides of each, and characters of their texts; the snapshot stays below 16 kB. */
const SHOWN_FINDINGS = 5;
const SHOWN_CHARACTERS = 80;

/** What other instruments measured of the open item: what was found first, backgrounds last. */
export function viewOutside(
  outside: readonly OutsideMeasurement[],
  sievertPerRoentgen: number,
): Pick<SessionView, 'outside' | 'moreOutside'> {
  const rank = (measurement: OutsideMeasurement): number =>
    isAlarming(measurement) ? 0 : isOfItem(measurement) ? 1 : 2;
  const sorted = [...outside].sort((one, other) => rank(one) - rank(other));
  return {
    outside: sorted.slice(0, SHOWN).map((measurement) => view(measurement, sievertPerRoentgen)),
    moreOutside: Math.max(0, outside.length - SHOWN),
  };
}

function view(measurement: OutsideMeasurement, sievertPerRoentgen: number): OutsideView {
  const { of, instrument, measuredAt, doseRate, maxDoseRate, alarms, nuclides } = measurement;
  const { manufacturer, model, kind } = instrument;
  const named = [manufacturer, model].filter((name) => name !== null).join(' ');
  const inMicro = (rate: OutsideDoseRate | null): string | null => {
    const value = rate && toMicrosieverts(rate.value, rate.unit, sievertPerRoentgen);
    return value === null ? null : formatDoseRate(value);
  };
  return {
    of,
    instrument: named === '' ? kind : named.slice(0, SHOWN_CHARACTERS),
    measuredAt,
    doseRate: inMicro(doseRate),
    maxDoseRate: inMicro(maxDoseRate),
    alarms: texts(alarms.map(({ category, description }) => category ?? description ?? '?')),
    nuclides: texts(
      nuclides.map(({ name, confidence }) =>
        confidence === null ? name : `${name} (${confidence})`,
      ),
    ),
    alarming: isAlarming(measurement),
    notes: [...measurement.notes],
  };
}

function texts(found: readonly string[]): string[] {
  return [...new Set(found)]
    .slice(0, SHOWN_FINDINGS)
    .map((each) => each.slice(0, SHOWN_CHARACTERS));
}
