import { beforeEach, describe, expect, it } from 'vitest';
import { createSimulatedClock } from '../../../electron/cli/simulated-clock.ts';
import type { SimulatedClock } from '../../../electron/cli/simulated-clock.ts';
import { openLink } from '../../../electron/devices/link.ts';
import type { Link } from '../../../electron/devices/link.ts';
import type { ProtocolDescriptor } from '../../../electron/devices/protocol.ts';
import type { LinkReport } from '../../../shared/measure/instrument.ts';
import type { Observed } from '../../../shared/measure/reading.ts';
import { fakeProtocol } from '../../support/fake-protocol.ts';
import { bytesOf, createScriptedLine } from '../../support/scripted-transport.ts';
import type { ScriptedLine, ScriptedOpening } from '../../support/scripted-transport.ts';

let clock: SimulatedClock;
let line: ScriptedLine;
let observed: Observed[];
let reports: LinkReport[];

beforeEach(() => {
  clock = createSimulatedClock();
  line = createScriptedLine();
  observed = [];
  reports = [];
});

function open(descriptor: Partial<ProtocolDescriptor> = {}): Link {
  let seq = 0;
  return openLink({
    config: {
      id: 'scale',
      kind: 'scale',
      protocol: 'mt-sics',
      transport: { kind: 'virtual', seed: 1 },
    },
    protocol: fakeProtocol(descriptor),
    openTransport: line.createTransport,
    clock,
    random: () => 0.5,
    nextSeq: () => (seq += 1),
    onObserved: (entry) => observed.push(entry),
    onReport: (report) => reports.push(report),
  });
}

function opening(index = line.openings.length - 1): ScriptedOpening {
  const found = line.openings[index];
  if (found === undefined) throw new Error(`opening ${index} did not happen`);
  return found;
}

function say(text: string): void {
  opening().handlers.data(bytesOf(text));
}

/** Brings the link to `ready` at 300 ms. */
async function openReady(): Promise<Link> {
  const link = open();
  await clock.advance(300);
  say('ID fake 1.0\n');
  return link;
}

const states = (): string[] => reports.map(({ state, fault }) => `${state} ${fault ?? '-'}`);
const codes = (): string[] =>
  observed.map(({ observation }) =>
    observation.type === 'fault' ? observation.code : observation.kind,
  );

describe('opening', () => {
  it('throws away what comes while the line settles', async () => {
    open();
    await clock.advance(299);
    say('V 1\n');
    await clock.advance(1);
    say('V 2\n');
    expect(observed.map(({ observation }) => observation)).toMatchObject([{ value: '2' }]);
  });

  it('starts the driver after the settling time, not before', async () => {
    open();
    await clock.advance(299);
    expect(opening().written).toEqual([]);
    await clock.advance(1);
    expect(opening().written).toEqual(['I\n']);
  });

  it('is ready, with its identity, once the instrument has answered', async () => {
    const link = await openReady();
    expect(link.report()).toMatchObject({
      state: 'ready',
      fault: null,
      identity: 'fake 1.0',
      atMs: 300,
    });
  });

  it('is ready without an answer when the instrument speaks only if used', async () => {
    const link = open({ silentAfterMs: null });
    await clock.advance(60_000);
    expect(link.report().state).toBe('ready');
  });

  it('stamps observations with time and a rising number', async () => {
    await openReady();
    await clock.advance(25);
    say('V 5\nV 6\n');
    expect(observed.map(({ atMs, seq }) => [atMs, seq])).toEqual([
      [325, 1],
      [325, 2],
    ]);
  });

  it('wakes the driver when it asked for it', async () => {
    await openReady();
    await clock.advance(1000);
    expect(opening().written).toEqual(['I\n', 'Q\n']);
  });
});

describe('silence', () => {
  it('is told once, as a stale line and as a fault', async () => {
    await openReady();
    await clock.advance(60_000);
    expect(states().filter((state) => state.startsWith('stale'))).toEqual(['stale silent']);
    expect(codes()).toEqual(['silent']);
  });

  it('comes exactly when the protocol says', async () => {
    const link = await openReady();
    await clock.advance(1999);
    expect(link.report().state).toBe('ready');
    await clock.advance(1);
    expect(link.report()).toMatchObject({ state: 'stale', atMs: 2300 });
  });

  it('is over with the next valid observation, and told again later', async () => {
    const link = await openReady();
    await clock.advance(5000);
    say('V 5\n');
    expect(link.report()).toMatchObject({ state: 'ready', fault: null });
    await clock.advance(5000);
    expect(codes()).toEqual(['silent', 'mass', 'silent']);
  });

  it('is called noise when bytes arrive that the driver says nothing of', async () => {
    const link = await openReady();
    say('half a frame');
    await clock.advance(5000);
    expect(link.report()).toMatchObject({ state: 'stale', fault: 'malformed' });
  });

  it('is not ended by malformed bytes', async () => {
    const link = await openReady();
    await clock.advance(5000);
    say('garbage\n');
    expect(link.report().state).toBe('stale');
  });

  it('is put off by a valid frame that carries a fault of the instrument', async () => {
    const link = await openReady();
    await clock.advance(1500);
    say('OVER\n');
    await clock.advance(1500);
    expect(link.report().state).toBe('ready');
  });

  it('blames the settings when bytes come but no valid frame', async () => {
    const link = await openReady();
    await clock.advance(1500);
    say('garbage\n');
    await clock.advance(500);
    expect(link.report()).toMatchObject({ state: 'stale', fault: 'malformed' });
  });
});

describe('loss', () => {
  it('is reported at once with its code', async () => {
    const link = await openReady();
    opening().handlers.lost('disconnected', 'unplugged');
    expect(link.report()).toMatchObject({
      state: 'lost',
      fault: 'disconnected',
      detail: 'unplugged',
    });
  });

  it.each([
    ['port-busy', [500, 1000, 2000, 4000, 8000, 16000, 30000, 30000, 30000]],
    ['port-missing', [500, 1000, 2000, 2000, 2000, 2000, 2000, 2000, 2000]],
  ] as const)(
    'because of %s is followed by attempts after waits that grow to a limit',
    async (code, expected) => {
      line.refusal = code;
      const attempts: number[] = [];
      const createTransport = line.createTransport.bind(line);
      line.createTransport = () => {
        attempts.push(clock.monotonicMs());
        return createTransport();
      };
      open();
      await clock.advance(122_000);
      const waits = attempts.slice(1).map((atMs, index) => atMs - (attempts[index] ?? 0));
      expect(waits.slice(0, expected.length)).toEqual(expected);
    },
  );

  it('tells an unchanged reason only once', async () => {
    line.refusal = 'port-missing';
    open();
    await clock.advance(60_000);
    expect(states()).toEqual(['opening -', 'lost port-missing']);
  });

  it('starts a new driver on a new opening', async () => {
    const link = await openReady();
    opening().handlers.lost('disconnected', 'unplugged');
    await clock.advance(500 + 300);
    expect(line.openings).toHaveLength(2);
    expect(opening().written).toEqual(['I\n']);
    say('ID fake 1.0\n');
    expect(link.report().state).toBe('ready');
  });

  it('starts with short waits again after 10 s of readiness', async () => {
    line.refusal = 'port-missing';
    open();
    await clock.advance(1600);
    line.refusal = null;
    await clock.advance(2000 + 300);
    say('ID fake 1.0\n');
    for (let second = 0; second < 10; second += 1) {
      await clock.advance(1000);
      say('V 1\n');
    }
    opening().handlers.lost('disconnected', 'unplugged');
    await clock.advance(500);
    expect(line.openings).toHaveLength(2);
  });

  it('keeps long waits after a short readiness', async () => {
    line.refusal = 'port-busy';
    open();
    await clock.advance(1600);
    line.refusal = null;
    await clock.advance(2000 + 300);
    say('ID fake 1.0\n');
    await clock.advance(1000);
    opening().handlers.lost('instrument-error', 'gave up');
    await clock.advance(3900);
    expect(line.openings).toHaveLength(1);
    await clock.advance(100);
    expect(line.openings).toHaveLength(2);
  });

  it('is mended at once when a port has come, however long the wait', async () => {
    const link = open();
    line.refusal = 'port-busy';
    await clock.advance(300);
    opening().handlers.lost('disconnected', 'unplugged');
    await clock.advance(60_000);
    line.refusal = null;
    const before = line.openings.length;
    link.retryNow();
    await clock.advance(1);
    expect(line.openings).toHaveLength(before + 1);
    link.retryNow();
    await clock.advance(300);
    expect(line.openings).toHaveLength(before + 1);
  });

  it('drops what the old opening still says', async () => {
    const link = await openReady();
    const old = opening();
    old.handlers.lost('disconnected', 'unplugged');
    await clock.advance(800);
    say('ID fake 1.0\n');
    old.handlers.data(bytesOf('V 7\n'));
    old.handlers.lost('disconnected', 'again');
    expect(observed).toEqual([]);
    expect(link.report().state).toBe('ready');
  });

  it('follows when the driver gives up', async () => {
    const link = open();
    await clock.advance(1300);
    expect(link.report()).toMatchObject({
      state: 'lost',
      fault: 'silent',
      detail: 'no answer to I',
    });
    expect(opening().closed).toBe(true);
    expect(codes()).toEqual(['silent']);
    await clock.advance(500);
    expect(line.openings).toHaveLength(2);
  });

  it('blames the settings when the driver gives up although bytes came', async () => {
    const link = open();
    await clock.advance(400);
    say('garbage\n');
    await clock.advance(900);
    expect(link.report()).toMatchObject({ state: 'lost', fault: 'malformed' });
    expect(link.report().detail).toContain('check protocol and line settings');
  });

  it('follows when the driver has a mistake, and spares the process', async () => {
    const link = await openReady();
    opening().handlers.data(Uint8Array.of(0xee));
    expect(link.report()).toMatchObject({ state: 'lost', fault: 'instrument-error' });
  });
});

describe('a babbling instrument', () => {
  it('is passed on at most ten times a second, and counted', async () => {
    await openReady();
    for (let ms = 0; ms < 3000; ms += 10) {
      say('?\n?\n');
      await clock.advance(10);
    }
    await clock.advance(2000);
    const details = observed.map(({ observation }) =>
      'detail' in observation ? (observation.detail ?? '') : '',
    );
    const leftOut = details
      .map((detail) => Number(/(\d+) more malformed/.exec(detail)?.[1] ?? 0))
      .reduce((sum, count) => sum + count, 0);
    const shown = codes().filter((code) => code === 'malformed').length;
    expect(shown).toBeLessThanOrEqual(31);
    expect(shown + leftOut).toBe(600);
  });

  it('whose noise looks like readings is stopped by a fault', async () => {
    await openReady();
    for (let block = 0; block < 100; block += 1) say('V 5\n'.repeat(50));
    await clock.advance(100);
    expect(observed).toHaveLength(200 + 9);
    expect(codes().at(-1)).toBe('malformed');
    await clock.advance(1000);
    say('V 5\n');
    expect(codes().slice(-2)).toEqual(['malformed', 'mass']);
  });

  it('cannot hide behind an earlier value', async () => {
    await openReady();
    say('?\n'.repeat(50));
    say('V 5\n');
    say('?\n');
    expect(codes().at(-1)).toBe('malformed');
  });

  it('does not take back a later value with its summary', async () => {
    await openReady();
    say('?\n'.repeat(50));
    say('V 5\n');
    await clock.advance(1500);
    expect(codes().at(-1)).toBe('mass');
  });
});

describe('closing', () => {
  it('ends everything', async () => {
    const link = await openReady();
    const told = reports.length;
    const { handlers } = opening();
    await link.close();
    handlers.data(bytesOf('V 5\n'));
    handlers.lost('disconnected', 'unplugged');
    await clock.advance(60_000);
    expect([observed.length, reports.length, line.openings.length]).toEqual([0, told, 1]);
    expect(opening().closed).toBe(true);
  });

  it('ends retries', async () => {
    line.refusal = 'port-busy';
    const link = open();
    await clock.advance(100);
    await link.close();
    line.refusal = null;
    await clock.advance(60_000);
    expect(line.openings).toEqual([]);
  });
});
