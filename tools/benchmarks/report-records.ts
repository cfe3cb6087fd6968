import { randomUUID } from 'node:crypto';
import type { Store } from '../../electron/core/store/store.ts';
import type { Clock } from '../../shared/clock.ts';
import type { Body, NewEvent } from '../../shared/records/event.ts';
import { itemId } from './manifest-file.ts';
import { parcelIntents } from './parcel-intents.ts';
import { seeded } from '../seeded.ts';

const DAY_MS = 24 * 3_600_000;
/** First shift of the station; one shift a day from then on. */
const FIRST_DAY_MS = Date.UTC(2020, 0, 1, 6);
/** Between two records: some 11 of them are a parcel of half a minute. */
const STEP_MS = 3_000;
const OFFICERS = ['B-1042', 'B-1043', 'B-1051', 'B-1077'];
const SUPERVISOR = 'B-2000';
/** Of `parcelIntents`: an ordinary parcel, one that is not in the manifest, one that is too heavy. */
const KINDS = { ordinary: 0, missing: 1, heavy: 3 } as const;
const POSITIONS = 5;
const RULES = [
  'weight.under',
  'data.vague',
  'data.value-implausible',
  'data.gift-commercial',
  'goods.ozone-climate',
  'goods.lithium',
  'identity.duplicate',
  'radiation.alarm',
] as const;

/** Shares of all parcels, as a busy bench might have them. */
const SHARE = {
  notReleased: 0.05,
  prompted: 0.12,
  override: 0.04,
  fault: 0.01,
  typed: 0.02,
  missing: 0.02,
  heavy: 0.03,
  corrected: 0.003,
} as const;
/** Share of the items that are searched for later. */
const SAMPLED = 0.001;
/** Share of the open holds that the next shift resolves. */
const RESOLVED = 0.95;
const NOT_RELEASED = ['hold', 'hold', 'hold', 'detain', 'refer', 'seize', 'return'] as const;

/** A clock that goes on by a step with each look at the time of day. */
export function recordingClock(): Clock & { toDay(day: number): void } {
  let now = 0;
  return {
    utcMs: () => FIRST_DAY_MS + (now += STEP_MS),
    monotonicMs: () => now,
    after: () => ({ cancel: () => {} }),
    toDay(day) {
      now = Math.max(now, day * DAY_MS);
    },
  };
}

/** What was recorded, to ask for it later. */
export interface Recorded {
  readonly shifts: readonly string[];
  /** Some of the items. */
  readonly items: readonly string[];
  readonly parcels: number;
}

/**
 * Records shifts with parcels until there are so many events: by the store's own `append`, that is
 * with the real hash chain, projections and journal; one append for each shift instead of one for each
 * intent, and a shift's personal values sealed under one key instead of one for each session.
 */
export function recordShifts(
  store: Pick<Store, 'append' | 'eventCount'>,
  clock: ReturnType<typeof recordingClock>,
  events: number,
  parcelsPerShift: number,
  log: (line: string) => void,
): Recorded {
  const random = seeded(7);
  const one = <T>(from: readonly T[]): T => from[Math.floor(random() * from.length)] as T;
  const shifts: string[] = [];
  const items: string[] = [];
  let held: { item: string; position: number }[] = [];
  let parcels = 0;

  function parcel(officer: string, shift: string, again?: { position: number }): NewEvent[] {
    const kind =
      random() < SHARE.missing ? 'missing' : random() < SHARE.heavy ? 'heavy' : 'ordinary';
    const position = again?.position ?? parcels * POSITIONS + KINDS[kind];
    parcels += 1;
    const item = itemId(position);
    if (items.length === 0 || random() < SAMPLED) items.push(item);
    const session = randomUUID();
    const released = again !== undefined || random() >= SHARE.notReleased;
    const outcome = released ? 'release' : one(NOT_RELEASED);
    const leavesOpen = ['hold', 'detain', 'refer'].includes(outcome);
    if (leavesOpen) held.push({ item, position });
    const overridden = released && random() < SHARE.override;
    const typed = random() < SHARE.typed;
    const of = (kindOf: string, body: Body): NewEvent => ({
      ...{ kind: kindOf, session, actor: officer, body },
    });
    const made = parcelIntents(position)
      .flat()
      .map((event): NewEvent => {
        const about = { ...event, session, actor: officer, sealedUnder: `shift:${shift}` };
        if (event.kind === 'identity-read' && typed) {
          return { ...about, body: { ...event.body, source: 'keyboard' } };
        }
        if (event.kind !== 'decided') return about;
        const reason = overridden ? { personal: `seen with the paper form ${session}` } : null;
        const override = overridden ? { reason } : null;
        const open = overridden ? ['weight.over'] : [];
        return { ...about, body: { ...event.body, outcome, reason, override, open } as Body };
      });
    const middle: NewEvent[] = [];
    if (random() < SHARE.prompted) {
      const rule = one(RULES);
      const because = 'What was declared and what was measured do not fit together.';
      const facts = { because, source: 'site policy', steps: ['steps.open-declaration'] };
      const head = { rule, version: 1, pack: 'starter', severity: 'check', result: 'true' };
      middle.push(of('prompted', { ...head, ...facts, values: {} }));
    }
    if (random() < SHARE.fault) {
      const fault = { instrument: 'scale', code: 'disconnected', detail: 'unplugged' };
      middle.push(of('fault-raised', fault), of('fault-cleared', { instrument: 'scale' }));
    }
    return [...made.slice(0, 3), ...middle, ...made.slice(3)];
  }

  function shiftEvents(shift: string): NewEvent[] {
    const officer = one(OFFICERS);
    const of = (kind: string, body: Body): NewEvent => ({
      ...{ kind, session: null, actor: officer, body },
    });
    const counts = 25 + Math.floor(random() * 15);
    const background = { counts, seconds: 60, doseRate: counts / 300, dosimeter: 'GMC-500 1' };
    const resolved = held.filter(() => random() < RESOLVED);
    held = held.filter((hold) => !resolved.includes(hold));
    return [
      of('shift-opened', { shift, officer }),
      of('background-taken', background),
      of('shift-check', { check: 'background', result: 'pass', detail: `${counts} counts` }),
      of('shift-check', { check: 'test-mass', result: 'pass', detail: '500.1 g' }),
      of('shift-check', { check: 'scanner', result: 'pass', detail: 'STATION-TEST' }),
      ...resolved.flatMap((hold) => parcel(officer, shift, hold)),
      ...Array.from({ length: parcelsPerShift }, () => parcel(officer, shift)).flat(),
      of('shift-closed', { shift, handover: { personal: `Nothing to hand over. ${shift}` } }),
    ];
  }

  /** Corrections and the countersignature, which name records of before. */
  function reviewed(shift: string, made: ReturnType<Store['append']>): NewEvent[] {
    const about = { actor: SUPERVISOR } as const;
    const decided = made.filter(({ kind }) => kind === 'decided');
    const corrected = decided.filter(
      ({ body }) => body['outcome'] === 'seize' || random() < SHARE.corrected,
    );
    return [
      ...corrected.map(({ seq, session, body }): NewEvent => ({
        ...{ ...about, kind: 'outcome-corrected', session, sealedUnder: `shift:${shift}` },
        body: {
          ...{ of: seq, item: body['item'] ?? '', from: body['outcome'] ?? '', outcome: 'return' },
          reason: { personal: 'the addressee refused it' },
        },
      })),
      ...corrected.map(({ seq, session }): NewEvent => ({
        ...{ ...about, kind: 'annotated', session, sealedUnder: `shift:${shift}` },
        body: { of: seq, note: { personal: 'see the letter of the addressee' } },
      })),
      { ...about, kind: 'shift-countersigned', session: null, body: { shift, by: SUPERVISOR } },
    ];
  }

  while (store.eventCount() < events) {
    const shift = randomUUID();
    clock.toDay(shifts.length);
    const made = store.append(shiftEvents(shift), shift);
    store.append(reviewed(shift, made), shift);
    shifts.push(shift);
    if (shifts.length % 100 === 0) log(`  ${shifts.length} shifts, ${store.eventCount()} events`);
  }
  return { shifts, items, parcels };
}
