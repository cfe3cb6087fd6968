import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { accuRad } from '../../../../../electron/devices/dosimeters/accurad/protocol.ts';
import { bytesFrom, readExchange } from '../../../../fixtures/captures/read-exchange.ts';
import { itReadsCaptures } from '../../../../support/stream-checks.ts';

const DATA = bytesFrom(readExchange('accurad/prefixed-request.exchange'), 'instrument');
const codes = (...chunks: readonly Uint8Array[]) =>
  accuRad.decodeStream(chunks).map((one) => (one.type === 'fault' ? one.code : one.kind));

describe('AccuRad replies', () => {
  itReadsCaptures(accuRad, ['manual-examples', 'prefixed-request']);

  it('a changed byte is a fault and no reading', () => {
    for (let at = 0; at < DATA.length; at += 1) {
      const damaged = DATA.map((byte, index) => (index === at ? byte ^ 0x10 : byte));
      expect(new Set(codes(damaged)), `byte ${at}`).not.toContain('dose-rate');
      expect(codes(damaged).length).toBeGreaterThan(0);
    }
  });

  it('the same measurement again is dropped; four times is a fault', () => {
    expect(codes(DATA, DATA)).toEqual(['counts', 'dose-rate']);
    expect(codes(DATA, DATA, DATA, DATA)).toEqual(['counts', 'dose-rate', 'instrument-error']);
  });

  it('finds the next reply behind noise and half a reply', () => {
    expect(codes(DATA.subarray(0, 30), Buffer.from('noise'), DATA)).toEqual([
      ...['checksum', 'counts', 'dose-rate'],
    ]);
  });

  it('line ends between replies are no faults', () => {
    expect(codes(Buffer.from('\r\n'), DATA, Buffer.from('\r\n\0'))).toEqual([
      'counts',
      'dose-rate',
    ]);
  });

  it('random bytes never throw and never give a reading', () => {
    const mark = fc.constant(DATA.subarray(0, 13));
    fc.assert(
      fc.property(fc.array(fc.oneof(mark, fc.uint8Array({ maxLength: 200 }))), (chunks) =>
        accuRad.decodeStream(chunks).every(({ type }) => type === 'fault'),
      ),
    );
  });
});
