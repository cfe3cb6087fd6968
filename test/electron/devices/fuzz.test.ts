import { describe, expect, it } from 'vitest';
import { protocolOf } from '../../../electron/devices/protocols.ts';
import { createSeededRandom } from '../../../electron/devices/seeded-random.ts';
import { PROTOCOL_IDS, type DriverSettings } from '../../../shared/measure/instrument.ts';
import { allCaptures } from '../../support/conformance.ts';
import {
  feedDriver,
  heapBytes,
  mutatedBatches,
  mutatedExchange,
  randomBatches,
  readingsWithoutFrame,
} from '../../support/fuzz.ts';
import { shippedProfile } from '../../support/shipped-profile.ts';

/** Bytes of each kind for each protocol; ten million in `npm run test:long`. */
const BYTES = Number(process.env['STATION_FUZZ_BYTES'] ?? 200_000);
/** A driver that keeps what it cannot use would hold all of it. */
const ENDLESS_BYTES = 4_000_000;
const MOST_HEAP_BYTES = 1_500_000;

const PROFILES: Readonly<Record<string, string>> = {
  'generic-scale': 'sterling-7600',
  'generic-dosimeter': 'ludlum-375',
};
const captures = allCaptures();

describe.each(PROTOCOL_IDS)('%s', { timeout: 3_600_000 }, (id) => {
  const protocol = protocolOf(id);
  const profile = PROFILES[id];
  const settings: DriverSettings =
    profile === undefined ? {} : { profile: shippedProfile(profile) };
  const own = captures.filter((capture) => capture.protocol === id);
  const frames = own.flatMap(({ lines }) =>
    lines.filter(({ from }) => from === 'instrument').map(({ bytes }) => bytes),
  );

  it('makes no reading of random bytes but from a whole frame in them', () => {
    for (const chunks of randomBatches(BYTES, createSeededRandom(1))) {
      const decoded = protocol.decodeStream(chunks, settings);
      expect(readingsWithoutFrame(protocol, settings, chunks, decoded)).toEqual([]);
    }
  });

  it('makes no reading of damaged frames but from a whole frame among them', () => {
    for (const chunks of mutatedBatches(frames, BYTES, createSeededRandom(2))) {
      const decoded = protocol.decodeStream(chunks, settings);
      expect(readingsWithoutFrame(protocol, settings, chunks, decoded)).toEqual([]);
    }
  });

  it('never throws at damaged conversations', () => {
    const random = createSeededRandom(3);
    for (let done = 0; done < BYTES;) {
      for (const { lines } of own) {
        const damaged = mutatedExchange(lines, random);
        done += 1 + damaged.reduce((sum, { bytes }) => sum + bytes.length, 0);
        for (const one of protocol.decodeExchange(damaged, settings)) {
          if (one.type === 'reading') expect(one.raw).not.toBe('');
        }
      }
    }
  });

  it('reads again after at most one frame behind garbage', () => {
    const random = createSeededRandom(4);
    for (const frame of frames) {
      const good = protocol.decodeStream([frame], settings).at(-1);
      if (good?.type !== 'reading') continue;
      for (let round = 0; round < 20; round += 1) {
        const garbage = random.bytes(1 + Math.floor(random.next() * 300));
        const last = protocol.decodeStream([garbage, frame, frame], settings).at(-1);
        expect(last).toMatchObject({ type: 'reading', kind: good.kind });
      }
    }
  });

  it('the driver stays whole under random and damaged bytes', () => {
    const random = createSeededRandom(5);
    expect(feedDriver(protocol, settings, randomBatches(BYTES, random))).toBeGreaterThan(0);
    expect(feedDriver(protocol, settings, mutatedBatches(frames, BYTES, random))).toBeGreaterThan(
      0,
    );
  });

  it.each([0x00, 0x02, 0x41, 0xff])('the driver keeps nothing of endless bytes %s', (byte) => {
    const chunk = new Uint8Array(2000).fill(byte);
    const driver = protocol.createDriver(settings);
    driver.start(0);
    driver.receive(chunk, 0);
    const before = heapBytes();
    for (let sent = 0; sent < ENDLESS_BYTES; sent += chunk.length)
      driver.receive(chunk, sent / 100);
    expect(heapBytes() - before).toBeLessThan(MOST_HEAP_BYTES);
    expect(driver.wake(ENDLESS_BYTES / 100).observations.length).toBeLessThan(1000);
  });
});
