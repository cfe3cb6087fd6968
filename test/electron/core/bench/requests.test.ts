import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { valueOf } from '../../../../electron/core/result-value.ts';
import { openStore } from '../../../../electron/core/store/open.ts';
import { realClock } from '../../../../electron/real-clock.ts';
import type { IntentReply } from '../../../../shared/bridge/contract.ts';
import type { InstrumentRequest } from '../../../../shared/measure/instrument.ts';
import type { MassReading } from '../../../../shared/measure/reading.ts';
import type { RecordedEvent } from '../../../../shared/records/event.ts';
import {
  openShift,
  startSimulated,
  type SimulatedStation,
} from '../../../support/simulated-station.ts';

const SHIRTS = 'LX876543216DE';
const WRONG_DIGIT = 'LX876543217DE';

let bench: SimulatedStation;
beforeEach(async () => {
  bench = await startSimulated();
});
afterEach(() => bench.close());

const ask = (kind: 'zero-scale' | 'tare-scale' | 'clear-tare'): IntentReply =>
  bench.station.intend({ kind });
const refusal = (reply: IntentReply): string | null => (reply.accepted ? null : reply.refusal.code);

/** What an instrument was asked for so far. */
const askedOf = (instrument: string): readonly InstrumentRequest[] =>
  bench
    .sent()
    .flatMap((message) =>
      message.kind === 'request' && message.instrument === instrument ? [message.request] : [],
    );

/** What the line of an instrument says of itself. */
function link(instrument: string, requests: readonly InstrumentRequest[]): void {
  const report = { instrument, state: 'ready', fault: null, detail: '' } as const;
  const rest = { identity: null, requests, atMs: 0 };
  bench.station.observe({ kind: 'link', report: { ...report, ...rest } });
}

function weigh(value: string, basis: MassReading['basis']): void {
  const reading = { type: 'reading', kind: 'mass', unit: 'g', stable: true, raw: '' } as const;
  const observation = { ...reading, value, basis, tare: null, zero: false };
  const observed = { instrument: 'scale', atMs: 0, seq: 0, observation };
  bench.station.observe({ kind: 'observed', observed });
}

/** What is recorded, read after the bench was left as by a crash. */
async function recorded(kind: string): Promise<RecordedEvent[]> {
  await bench.crash();
  const { dataDir } = bench;
  const store = valueOf(openStore({ dataDir, mode: null, clock: realClock, bootId: 'look' }));
  try {
    return store.events({ kinds: [kind], limit: 1000, offset: 0 });
  } finally {
    store.close();
    bench = await startSimulated(dataDir);
  }
}

describe('zero and tare', () => {
  beforeEach(() => openShift(bench));

  it('are asked of the scale and recorded, with who asked', async () => {
    for (const kind of ['zero-scale', 'tare-scale', 'clear-tare'] as const) {
      expect(refusal(ask(kind))).toBeNull();
    }
    expect(askedOf('scale')).toEqual(['zero', 'tare', 'clear-tare']);
    const events = await recorded('instrument-requested');
    expect(
      events.map(({ body }) => ({ instrument: body['instrument'], request: body['request'] })),
    ).toEqual(['zero', 'tare', 'clear-tare'].map((request) => ({ instrument: 'scale', request })));
    expect(new Set(events.map(({ actor }) => actor)).has('station')).toBe(false);
  });

  it('are refused where the protocol has no such command, and nothing is sent or recorded', async () => {
    link('scale', ['tare']);
    expect(refusal(ask('zero-scale'))).toBe('why.request-unknown');
    expect(refusal(ask('clear-tare'))).toBe('why.request-unknown');
    expect(askedOf('scale')).toEqual([]);
    expect(await recorded('instrument-requested')).toEqual([]);
  });

  it('are refused while the scale does not deliver', async () => {
    bench.world('scale', 'fault disconnected');
    await bench.clock.advance(2_000);
    expect(refusal(ask('zero-scale'))).toBe('todo.fix-instrument');
  });

  it('are refused while an item lies on the scale, and once its mass was taken', async () => {
    bench.world('scanner', `scan ${SHIRTS}`);
    await bench.clock.advance(1_000);
    expect(refusal(ask('zero-scale'))).toBeNull();
    await bench.clock.advance(1_000);
    bench.world('scale', 'place 452 g');
    await bench.clock.advance(3_000);
    for (const kind of ['zero-scale', 'tare-scale', 'clear-tare'] as const) {
      expect(refusal(ask(kind))).toBe('why.item-weighed');
    }
    bench.world('scale', 'remove');
    await bench.clock.advance(3_000);
    expect(refusal(ask('tare-scale'))).toBe('why.item-weighed');
  });

  it('clears a tare that keeps the item from its gross mass', async () => {
    bench.world('scanner', `scan ${SHIRTS}`);
    await bench.clock.advance(1_000);
    await bench.host.close();
    weigh('452.0', 'net');
    expect(bench.station.state().session?.todo).toContain('todo.clear-tare');
    expect(refusal(ask('clear-tare'))).toBeNull();
    weigh('652.0', 'gross');
    expect(refusal(ask('clear-tare'))).toBe('why.item-weighed');
  });
});

describe('a scanner that can answer', () => {
  beforeEach(() => openShift(bench));

  const answers = (): readonly InstrumentRequest[] => askedOf('scanner');
  const scan = async (text: string): Promise<void> => {
    bench.world('scanner', `scan ${text}`);
    await bench.clock.advance(1_000);
  };

  it('hears of a good read for the item at hand, and of a bad read for another one', async () => {
    const before = answers().length;
    await scan(SHIRTS);
    await scan(SHIRTS);
    await scan('RR473124829US');
    expect(answers().slice(before)).toEqual(['good-read', 'good-read', 'bad-read']);
  });

  it('hears of a bad read for a wrong check digit, though it is recorded', async () => {
    const before = answers().length;
    await scan(WRONG_DIGIT);
    expect(answers().slice(before)).toEqual(['bad-read']);
  });

  it('hears nothing while nobody is signed in, and where its protocol has no answer', async () => {
    const before = answers().length;
    link('scanner', []);
    await scan(SHIRTS);
    link('scanner', ['good-read', 'bad-read']);
    bench.station.intend({ kind: 'sign-out' });
    await scan('B-17');
    expect(answers().slice(before)).toEqual([]);
  });
});
