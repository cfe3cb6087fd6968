import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { radexOne } from '../../../../../electron/devices/dosimeters/radex-one/protocol.ts';
import { readExchange } from '../../../../fixtures/captures/read-exchange.ts';
import { itReadsCaptures } from '../../../../support/stream-checks.ts';

const REAL = readExchange('radex-one/real-frames.exchange');
const VALUES = REAL[1]?.bytes ?? new Uint8Array();

/** Values with right checksums. */
function values(doseRate: number, cpm: number): Uint8Array {
  const bytes = Buffer.from(VALUES);
  bytes.writeUInt32LE(doseRate, 20);
  bytes.writeUInt32LE(cpm, 28);
  let sum = 0;
  for (let at = 12; at < bytes.length - 2; at += 2) sum += bytes.readUInt16LE(at);
  bytes.writeUInt16LE(0xffff - (sum % 0xffff), bytes.length - 2);
  return bytes;
}
const codes = (...chunks: readonly Uint8Array[]) =>
  radexOne.decodeStream(chunks).map((one) => (one.type === 'fault' ? one.code : one.kind));

describe('RADEX ONE replies', () => {
  itReadsCaptures(radexOne, ['real-frames']);

  it('a changed byte is a fault and no reading', () => {
    for (let at = 0; at < VALUES.length; at += 1) {
      const damaged = VALUES.map((byte, index) => (index === at ? byte ^ 0x10 : byte));
      expect(codes(damaged), `byte ${at}`).not.toContain('dose-rate');
      expect(codes(damaged).length).toBeGreaterThan(0);
    }
  });

  it.each([
    [0, '0.00'],
    [7, '0.07'],
    [12_345, '123.45'],
  ])('%d hundredths are %s uSv/h', (doseRate, value) => {
    expect(radexOne.decodeStream([values(doseRate, 20)])[1]).toMatchObject({ value });
  });

  it('the end of the range is a fault, and so is a rate that no tube has', () => {
    expect(codes(values(99_900, 20))).toEqual(['saturated']);
    expect(codes(values(12, 5_000_000))).toEqual(['malformed']);
  });

  it('finds the next reply behind noise and half a reply', () => {
    expect(codes(VALUES.subarray(0, 20), VALUES)).toEqual(['checksum', 'counts', 'dose-rate']);
    expect(codes(Buffer.from('noise'), VALUES)).toEqual(['malformed', 'counts', 'dose-rate']);
  });

  it('random bytes never throw and never give a reading', () => {
    const head = fc.constant(VALUES.subarray(0, 12));
    fc.assert(
      fc.property(fc.array(fc.oneof(head, fc.uint8Array({ maxLength: 200 }))), (chunks) =>
        radexOne.decodeStream(chunks).every(({ type }) => type === 'fault'),
      ),
    );
  });
});
