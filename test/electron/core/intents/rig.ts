import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { stringify } from 'yaml';
import { createSimulatedClock } from '../../../../electron/cli/simulated-clock.ts';
import { createCalls } from '../../../../electron/core/calls.ts';
import { openStation, type Station } from '../../../../electron/core/station.ts';
import { intentReplySchema } from '../../../../shared/bridge/contract.ts';
import type { Envelope } from '../../../../shared/bridge/envelope.ts';
import type { Intent } from '../../../../shared/bridge/intents.ts';
import type { Role } from '../../../../shared/people/roles.ts';
import type { RecordedEvent } from '../../../../shared/records/event.ts';
import type { Mode } from '../../../../shared/words.ts';
import { RESOURCES } from '../../../support/simulated-station.ts';
import { openOk } from '../store/support.ts';

/** Who has which role in both modes; training folders begin with these. */
export const BADGES: { readonly [role in Role]: string } = {
  operator: 'B-1042',
  supervisor: 'B-2001',
  manager: 'B-3001',
  administrator: 'B-9001',
  trainer: 'B-7001',
};

/** A real core on a real data folder with somebody of each role; no instrument is connected. */
export interface CoreRig {
  readonly station: Station;
  readonly pin: string;
  /** The refusal of an intent, or `done`. */
  ask(intent: Intent): string;
  /** The error of a call, or `done`. */
  call(method: string, params: object): string;
  /** The whole answer to an intent as the screen sends it, and in short: as `ask`, or the error. */
  send(intent: unknown): { readonly short: string; readonly answer: string };
  signIn(role: Role): void;
  signOut(): void;
  /** Runs the clock; timers come due. */
  advance(ms: number): Promise<void>;
  events(): number;
  /** Closes the station and reads its records. */
  records(): RecordedEvent[];
  close(): void;
}

const INSTRUMENTS = {
  instruments: [
    {
      id: 'scale',
      kind: 'scale',
      protocol: 'mt-sics',
      transport: { kind: 'serial', path: '/dev/not-connected' },
    },
  ],
};

function shortOf(answer: Envelope<unknown>): string {
  if (!answer.ok) return answer.error.code;
  const reply = intentReplySchema.parse(answer.value);
  return reply.accepted ? 'done' : reply.refusal.code;
}

/** @param policy what the site's own policy.yaml says */
export async function openCore(mode: Mode, policy: object = {}): Promise<CoreRig> {
  const folder = mkdtempSync(path.join(tmpdir(), 'station-intents-'));
  const dataDir = path.join(folder, 'data');
  const store = openOk(dataDir, { mode });
  store.close();
  writeFileSync(path.join(dataDir, 'policy.yaml'), stringify(policy));
  if (mode === 'live') {
    writeFileSync(path.join(dataDir, 'instruments.yaml'), stringify(INSTRUMENTS));
  }
  const clock = createSimulatedClock(Date.UTC(2026, 5, 1));
  let ids = 0;
  const station = await openStation(
    { mode, dataDir, resourcesDir: RESOURCES, appVersion: 'test', sqliteAddon: null },
    {
      clock,
      newId: () => `id-${(ids += 1)}`,
      toDevices: () => {},
      onChange: () => {},
      onLive: () => {},
      log: () => {},
    },
  );
  const calls = createCalls(station);
  const pin = mode === 'live' ? '739182' : '246810';
  const ask = (intent: Intent): string => {
    const reply = station.intend(intent);
    return reply.accepted ? 'done' : reply.refusal.code;
  };
  const must = (intent: Intent): void => {
    const answer = ask(intent);
    if (answer !== 'done') throw new Error(`${intent.kind}: ${answer}`);
  };
  if (mode === 'live') {
    const badge = BADGES.administrator;
    must({ kind: 'first-administrator', badge, name: 'Live administrator', pin });
    must({ kind: 'sign-in', who: badge, pin });
    for (const role of ['operator', 'supervisor', 'manager', 'trainer'] as const) {
      must({ kind: 'add-person', badge: BADGES[role], name: `Live ${role}`, role, pin });
    }
    must({ kind: 'sign-out' });
  }
  let isOpen = true;
  const end = (): void => {
    if (isOpen) station.close();
    isOpen = false;
  };
  return {
    station,
    pin,
    ask,
    call(method, params) {
      const answer = calls(method, params);
      if (!answer.ok) return answer.error.code;
      // Who may ask is told at once; a thread that still looks when the station closes is stopped.
      if (answer.value instanceof Promise) answer.value.catch(() => undefined);
      return 'done';
    },
    send(intent) {
      const answer = calls('intent', intent);
      return { short: shortOf(answer), answer: JSON.stringify(answer) };
    },
    signIn: (role) => must({ kind: 'sign-in', who: BADGES[role], pin }),
    signOut: () => must({ kind: 'sign-out' }),
    advance: (ms) => clock.advance(ms),
    events: () => station.state().events,
    records() {
      end();
      const closed = openOk(dataDir, { mode });
      const events = closed.events({ limit: -1, offset: 0 });
      closed.close();
      return events;
    },
    close() {
      end();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
