import { beforeEach, describe, expect, it } from 'vitest';
import { createSimulatedClock } from '../../../../electron/cli/simulated-clock.ts';
import type { SimulatedClock } from '../../../../electron/cli/simulated-clock.ts';
import {
  createDetectionDesk,
  type DetectablePort,
  type DetectionDesk,
} from '../../../../electron/devices/detect/detection-desk.ts';
import { mtSics } from '../../../../electron/devices/scales/mt-sics/protocol.ts';
import { createVirtualInstrument } from '../../../../electron/devices/transport/virtual.ts';
import type { DetectionNews } from '../../../../shared/bridge/detection.ts';

const port = (path: string): DetectablePort => ({
  path,
  vendorId: null,
  productId: null,
  names: [],
});
const PORTS = [port('COM3'), port('COM4'), port('COM5')];

let clock: SimulatedClock;
let news: DetectionNews[];
let held: string[];
let list: () => Promise<readonly DetectablePort[]>;
let refusal: Error | null;
let desk: DetectionDesk;

beforeEach(() => {
  clock = createSimulatedClock();
  news = [];
  held = [];
  list = () => Promise.resolve(PORTS);
  refusal = null;
  const scale = createVirtualInstrument({ protocol: mtSics, seed: 7, clock });
  desk = createDetectionDesk({
    clock,
    protocols: [mtSics],
    list: () => list(),
    // All names lead to the same scale, which is busy while one of them is open.
    open: () => scale.createTransport,
    isInUse: ({ path }) => path === 'COM4',
    hold({ path }) {
      if (refusal !== null) return Promise.reject(refusal);
      held.push(`hold ${path}`);
      return Promise.resolve(() => held.push(`give back ${path}`));
    },
    tell: (one) => news.push(one),
  });
});

const results = (): string[] =>
  news.flatMap((one) =>
    one.state === 'result' ? [`${one.result.path} ${one.result.outcome}`] : [],
  );
const ended = (): DetectionNews[] => news.filter(({ state }) => state === 'ended');

describe('a detection of all ports', () => {
  it('takes one after the other and leaves those alone that an instrument is on', async () => {
    desk.start(null);
    await clock.advance(60_000);
    expect(results()).toEqual(['COM3 found', 'COM5 found']);
    expect(ended()).toEqual([{ state: 'ended', ports: 2, why: null }]);
  });

  it('says why it cannot list them', async () => {
    list = () => Promise.reject(new Error('no permission'));
    desk.start(null);
    await clock.advance(100);
    expect(news).toEqual([{ state: 'ended', ports: 0, why: 'no permission' }]);
  });

  it('ends as a whole when it is cancelled', async () => {
    desk.start(null);
    await clock.advance(1000);
    desk.cancel();
    await clock.advance(100);
    expect(results()).toEqual(['COM3 cancelled']);
    expect(ended()).toHaveLength(1);
  });
});

describe('a detection of one port', () => {
  it('takes the port from the instrument that is on it, and gives it back', async () => {
    desk.start('COM4');
    await clock.advance(1000);
    expect(held).toEqual(['hold COM4']);
    await clock.advance(30_000);
    expect(held).toEqual(['hold COM4', 'give back COM4']);
    expect(results()).toEqual(['COM4 found']);
  });

  it('needs no list: a port may be named that the system does not list', async () => {
    list = () => Promise.reject(new Error('no permission'));
    desk.start('/tmp/pty');
    await clock.advance(30_000);
    expect(results()).toEqual(['/tmp/pty found']);
  });

  it('takes the place of one that goes on', async () => {
    desk.start('COM3');
    await clock.advance(1000);
    desk.start('COM5');
    await clock.advance(30_000);
    expect(results()).toEqual(['COM3 cancelled', 'COM5 found']);
  });

  it('says why it broke off, and the next one begins as ever', async () => {
    refusal = new Error('the line does not close');
    desk.start('COM4');
    await clock.advance(100);
    expect(news).toEqual([{ state: 'ended', ports: 1, why: 'the line does not close' }]);
    refusal = null;
    desk.start('COM4');
    await clock.advance(30_000);
    expect(results()).toEqual(['COM4 found']);
  });

  it('says nothing more once the desk is closed, and closes the port first', async () => {
    desk.start('COM4');
    await clock.advance(1000);
    const before = news.length;
    const closed = desk.close();
    await clock.advance(10);
    await closed;
    expect(held).toEqual(['hold COM4', 'give back COM4']);
    expect(news).toHaveLength(before);
  });
});
