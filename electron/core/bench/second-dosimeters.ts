import { isFirst } from '../../../shared/measure/instrument.ts';
import type { CountsReading, DoseRateReading, Fault } from '../../../shared/measure/reading.ts';
import { chanceOfAgreement, type DosedCounts } from '../../../shared/radiation/agreement.ts';
import { isDeadTube } from '../../../shared/radiation/tube-faults.ts';
import type { DwellResult } from '../../../shared/session/events.ts';
import type { SessionInput } from '../../../shared/session/step.ts';
import {
  earlierBackgrounds,
  hasRunLongEnough,
  judgeBackground,
  measureBackground,
  readBackground,
  type Background,
  type BackgroundState,
} from './background.ts';
import { addReading, startMeter, type DwellMeter } from './dwell-meter.ts';
import { createBackgroundTracking, type BackgroundTracking } from './background-tracking.ts';
import { lastingFault, type InstrumentState } from './instruments.ts';
import type { BenchMemory, BenchOptions } from './memory.ts';
import type { SessionKeeper } from './session-keeper.ts';
import { judgedBy, judgingPolicy, lookAtDwell, sensitivity, type SurveyLook } from './survey.ts';

/** Latest backgrounds of further dosimeters that are looked through for those of earlier shifts. */
const LOOKED_THROUGH = 400;

/** What is measured with a further dosimeter, beside the first one and apart from it. */
export interface SecondDosimeter {
  readonly background: BackgroundState;
  /** Null while no dwell runs in which it takes part. */
  readonly dwell: SecondDwell | null;
}

interface SecondDwell {
  readonly background: Background;
  readonly meter: DwellMeter;
  /** What was measured so far; null before there is anything to judge. */
  readonly result: DwellResult | null;
  readonly alarm: boolean;
}

/** Further dosimeters: each alarms for itself, none clears anything. */
export interface SecondDosimeters {
  /** Their backgrounds are taken while the first one's is. */
  startBackground(): void;
  /** What is being measured as a background is none. */
  faultBackgrounds(why: string): void;
  /** Those that would measure along in a dwell that begins now. */
  ready(): readonly string[];
  /** They measure along in a dwell that the first one begins. */
  startDwell(): void;
  /** Adds a reading that arrived at `atMs`; false when it served nothing. */
  take(id: string, reading: CountsReading | DoseRateReading, atMs: number): boolean;
  /** What they have measured in a dwell that ends with the first one's result. */
  results(first: DwellResult, firstMeter: DwellMeter): readonly SessionInput[];
  /** One has a lasting fault: what it was measuring is not measured. */
  interrupt(id: string, code: string): void;
  /** The line says which dosimeter it is: another one makes its background worthless. */
  identified(id: string, identity: string | null): void;
  /** Why a tube is not to be believed at `atMs`; null when it is, or is no further dosimeter's. */
  tubeFault(instrument: InstrumentState, atMs: number): Pick<Fault, 'code' | 'detail'> | null;
  /** Takes the backgrounds of the open shift from the records, after a restart. */
  resume(): void;
}

const TAKEN = 'second-background-taken';
const REFUSED = 'second-background-refused';
const TOO_OLD = 'The background is too old. Take the background again.';
const MOVED = 'The background has moved faster than it drifts. Take the background again.';

/** Counts of a dwell with what one stands for in uSv/h; null where that is not known. */
function dosed(meter: DwellMeter, background: Background): DosedCounts | null {
  const perCount = sensitivity(meter, background);
  const { counted } = judgedBy(meter, background);
  return perCount === null || counted.seconds === 0 ? null : { ...counted, perCount };
}

export function createSecondDosimeters(
  options: BenchOptions,
  memory: BenchMemory,
  keeper: SessionKeeper,
): SecondDosimeters {
  const { clock, records } = options;
  const policy = options.rules.policy.radiation;
  const { sievertPerRoentgen } = policy;
  const { seconds } = memory;
  const tracked = new Map<string, BackgroundTracking>();

  function change(id: string, to: Partial<SecondDosimeter>): void {
    seconds.set(id, { background: { state: 'not-yet' }, dwell: null, ...seconds.get(id), ...to });
  }

  function taken(id: string, background: Background, ageS = 0): void {
    const tracking = createBackgroundTracking(policy);
    tracking.begin(background, clock.monotonicMs(), ageS);
    tracked.set(id, tracking);
    change(id, { background: { state: 'value', background } });
  }

  function refuse(id: string, why: string): void {
    tracked.delete(id);
    keeper.note(REFUSED, { instrument: id, why });
    change(id, { background: { state: 'fault', why } });
  }

  const healthy = () =>
    [...memory.instruments.values()]
      .filter(({ config }) => config.kind === 'dosimeter' && !isFirst(config))
      .filter((instrument) => lastingFault(instrument) === null)
      .map(({ config }) => config.id);

  /** Those of them with a background. */
  const ready = () =>
    healthy().filter(
      (id) =>
        seconds.get(id)?.background.state === 'value' &&
        tracked.get(id)?.current(clock.monotonicMs()) !== null,
    );

  function followBackground(id: string, meter: DwellMeter): void {
    if (!hasRunLongEnough(meter, policy) || memory.shift === null) return;
    const identity = memory.instruments.get(id)?.link.identity ?? null;
    const before = records.latest(TAKEN, LOOKED_THROUGH).filter(({ body }) => isOf(body, id));
    const earlier = earlierBackgrounds(before, memory.shift.shift);
    const judged = judgeBackground(meter, policy, earlier, identity);
    if (judged.state === 'fault') return refuse(id, judged.why);
    keeper.note(TAKEN, { instrument: id, ...judged.background });
    taken(id, judged.background);
  }

  /** Follows a background while nothing is at the bench. */
  function followFree(id: string, reading: CountsReading | DoseRateReading, atMs: number): void {
    const tracking = tracked.get(id);
    if (memory.session !== null || memory.pan.state === 'loaded') tracking?.pause();
    else if (tracking?.addFree(reading, atMs)) refuse(id, MOVED);
    else if (tracking?.current(clock.monotonicMs()) === null) refuse(id, TOO_OLD);
  }

  function followDwell(id: string, before: SecondDwell, meter: DwellMeter): void {
    const start = memory.session?.state.dwell;
    if (start === undefined || start === null) return change(id, { dwell: null });
    const look = before.alarm && before.result ? alarmLook(before.result) : null;
    const running = { dwell: start.dwell, meter, look };
    const now = lookAtDwell(running, before.background, judgingPolicy(policy, start));
    const { result } = now;
    const alarm = isAlarm(now);
    change(id, { dwell: { ...before, meter, result, alarm } });
    if (!alarm || result === null) return;
    const { distance } = start;
    keeper.tell({ kind: 'second-alarm', result: { ...result, instrument: id, distance } });
  }

  function agrees(dwell: SecondDwell, firstMeter: DwellMeter): boolean | null {
    const first = memory.background.state === 'value' ? memory.background.background : null;
    const one = first === null ? null : dosed(firstMeter, first);
    const other = dosed(dwell.meter, dwell.background);
    if (one === null || other === null) return null;
    return chanceOfAgreement(one, other, policy.dosimetersWithinFactor) >= policy.falseAlarm;
  }

  return {
    startBackground() {
      seconds.clear();
      tracked.clear();
      for (const id of healthy()) {
        change(id, { background: measureBackground(clock.monotonicMs()) });
      }
    },
    faultBackgrounds(why) {
      for (const [id, { background }] of seconds) {
        if (background.state === 'measuring') change(id, { background: { state: 'fault', why } });
      }
    },
    ready,
    startDwell() {
      const nowMs = clock.monotonicMs();
      const measuring = ready();
      for (const id of seconds.keys()) {
        const known = seconds.get(id)?.background;
        const measures = known?.state === 'value' && measuring.includes(id);
        const background = tracked.get(id)?.current(nowMs) ?? null;
        const dwell = measures
          ? {
              background: background ?? known.background,
              meter: startMeter(nowMs),
              result: null,
              alarm: false,
            }
          : null;
        change(id, { dwell });
      }
    },
    take(id, reading, atMs) {
      const second = seconds.get(id);
      if (second === undefined) return false;
      const { background, dwell } = second;
      followFree(id, reading, atMs);
      if (background.state === 'measuring') {
        const meter = addReading(background.meter, reading, atMs, sievertPerRoentgen);
        change(id, { background: { state: 'measuring', meter } });
        followBackground(id, meter);
        return true;
      }
      if (dwell === null) return false;
      followDwell(id, dwell, addReading(dwell.meter, reading, atMs, sievertPerRoentgen));
      return true;
    },
    results(first, firstMeter) {
      const start = memory.session?.state.dwell;
      if (start === undefined || start === null) return [];
      const { dwell, face, distance } = start;
      return [...seconds].flatMap(([id, { dwell: running }]): SessionInput[] => {
        if (running === null || running.result === null) return [];
        const { result, alarm } = running;
        return [
          {
            kind: 'second-end',
            result: {
              ...{ ...result, dwell, face, distance, instrument: id, alarm },
              // No dosimeter but the first one clears.
              clearedTo: null,
              agrees: agrees(running, firstMeter),
              first: first.doseRate,
            },
          },
        ];
      });
    },
    interrupt(id, code) {
      const second = seconds.get(id);
      if (second === undefined) return;
      tracked.get(id)?.pause();
      const why = `The dosimeter has a fault: ${code}.`;
      const measuring = second.background.state === 'measuring';
      change(id, { dwell: null, ...(measuring ? { background: { state: 'fault', why } } : {}) });
    },
    identified(id, identity) {
      const known = seconds.get(id)?.background;
      if (known?.state !== 'value') return;
      const { dosimeter } = known.background;
      if (dosimeter === null || identity === null || dosimeter === identity) return;
      tracked.delete(id);
      const why = `Another dosimeter is connected (${identity}). Take the background again.`;
      change(id, { dwell: null, background: { state: 'fault', why } });
    },
    tubeFault({ config, lastPulseMs }, atMs) {
      const known = seconds.get(config.id)?.background;
      if (known?.state !== 'value' || lastPulseMs === null) return null;
      const quietS = (atMs - lastPulseMs) / 1000;
      if (!isDeadTube(quietS, known.background)) return null;
      return { code: 'dead-tube', detail: `no pulse for ${Math.round(quietS)} s` };
    },
    resume() {
      if (memory.shift === null) return;
      const { shift } = memory.shift;
      const kinds = [TAKEN, REFUSED];
      for (const { kind, body, at_ms } of records.events({
        shift,
        kinds,
        limit: 1000,
        offset: 0,
      })) {
        const id = body['instrument'];
        if (typeof id !== 'string' || !memory.instruments.has(id)) continue;
        const background = kind === TAKEN ? readBackground(body) : null;
        const ageS = Math.max(0, (clock.utcMs() - at_ms) / 1000);
        if (background === null) seconds.delete(id);
        else taken(id, background, ageS);
      }
    },
  };
}

function isOf(body: { readonly [name: string]: unknown }, id: string): boolean {
  return body['instrument'] === id;
}

function alarmLook(result: DwellResult): SurveyLook {
  return { kind: 'alarm', result };
}

function isAlarm(look: SurveyLook): boolean {
  return look.kind === 'alarm' || look.kind === 'step-back' || (look.kind === 'end' && look.alarm);
}
