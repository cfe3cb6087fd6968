import type { Live } from '../../../shared/bridge/contract.ts';
import { formatDoseRate, toMicrosieverts } from '../../../shared/measure/dose-rate.ts';
import { isFirst } from '../../../shared/measure/instrument.ts';
import type { DoseRateReading } from '../../../shared/measure/reading.ts';
import { FACT_INSTRUMENTS } from '../../../shared/session/known-facts.ts';
import { shownFault, type InstrumentState } from './instruments.ts';
import type { BenchMemory } from './memory.ts';

/** Seconds that the latest dose rate averages over; null while there is none. */
export function doseWindow(dosimeter: InstrumentState | undefined): number | null {
  return dosimeter?.dose?.reading.windowS ?? null;
}

/** Three significant digits: the last digits of one second's reading are noise. */
function shownDoseRate(
  reading: DoseRateReading | null,
  sievertPerRoentgen: number,
): {
  readonly doseRate: string | null;
  readonly unit: string | null;
} {
  if (reading === null) return { doseRate: null, unit: null };
  const rate = toMicrosieverts(reading.value, reading.unit, sievertPerRoentgen);
  if (rate === null) return { doseRate: reading.value, unit: reading.unit };
  return { doseRate: formatDoseRate(rate), unit: 'uSv/h' };
}

/** A further instrument as it is shown. */
function viewOther(
  instrument: InstrumentState,
  nowMs: number,
  sievertPerRoentgen: number,
): Live['others'][number] {
  const { config, mass, dose } = instrument;
  const { doseRate, unit } = shownDoseRate(dose?.reading ?? null, sievertPerRoentgen);
  const latest = mass ?? dose;
  return {
    id: config.id,
    kind: config.kind,
    value: mass?.reading.value ?? doseRate,
    unit: mass?.reading.unit ?? unit,
    stable: mass?.reading.stable ?? null,
    fault: shownFault(instrument),
    ageMs: latest === null ? 0 : nowMs - latest.atMs,
  };
}

/** The latest values with their age; a value is gone as soon as its instrument is in fault. */
export function viewLive(memory: BenchMemory, nowMs: number, sievertPerRoentgen: number): Live {
  const scale = memory.instruments.get(FACT_INSTRUMENTS.mass);
  const dosimeter = memory.instruments.get(FACT_INSTRUMENTS.doseRate);
  return {
    scale:
      scale === undefined
        ? null
        : {
            value: scale.mass?.reading.value ?? null,
            unit: scale.mass?.reading.unit ?? null,
            stable: scale.mass?.reading.stable ?? false,
            fault: shownFault(scale),
            ageMs: scale.mass === null ? 0 : nowMs - scale.mass.atMs,
          },
    dosimeter:
      dosimeter === undefined
        ? null
        : {
            ...shownDoseRate(dosimeter.dose?.reading ?? null, sievertPerRoentgen),
            counts: dosimeter.counts === null ? null : Number(dosimeter.counts.reading.value),
            fault: shownFault(dosimeter),
            ageMs: dosimeter.dose === null ? 0 : nowMs - dosimeter.dose.atMs,
          },
    others: [...memory.instruments.values()]
      .filter(({ config }) => !isFirst(config))
      .map((instrument) => viewOther(instrument, nowMs, sievertPerRoentgen)),
  };
}
