import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { adm300 } from '../../../../../electron/devices/dosimeters/adm-300/protocol.ts';
import { bytesFrom, readExchange } from '../../../../fixtures/captures/read-exchange.ts';
import { expectCapture } from '../../../../support/capture-checks.ts';
import { faultCodes, readingsOf } from '../../../../support/protocol-rig.ts';

const RECORDED = bytesFrom(readExchange('adm-300/sentences.exchange'), 'instrument');
const sentenceAt = (index: number): Uint8Array => RECORDED.slice(index * 49, (index + 1) * 49);

/** A sentence with its checksum, by the rule of the captures in plain code. */
function sentence(text: string): Uint8Array {
  const head = Buffer.from(`\r\n${text} `, 'latin1');
  let check = 0;
  for (const byte of head) check ^= byte;
  const digits = check.toString(16).toUpperCase().padStart(2, '0');
  return Uint8Array.from(Buffer.concat([head, Buffer.from(`${digits}]`, 'latin1')]));
}
const withRate = (rate: string): Uint8Array =>
  sentence(`01a${rate} 143-1 209+1 R..L.I00U3aA4401 600-1`);

describe('ADM-300 sentences', () => {
  it.each(['sentences', 'flags'])('capture %s decodes in any chunking', (name) => {
    expectCapture(adm300, name);
  });

  it('the checksum rule holds for every recorded sentence', () => {
    for (let index = 0; index < RECORDED.length / 49; index += 1) {
      const text = Buffer.from(sentenceAt(index)).toString('latin1');
      expect(sentence(text.slice(2, 45))).toEqual(sentenceAt(index));
    }
  });

  it.each([
    ['000-1', '0', 'uR/h'],
    ['009-1', '9', 'uR/h'],
    ['999-1', '999', 'uR/h'],
    ['100+0', '1.00', 'mR/h'],
    ['232+1', '23.2', 'mR/h'],
    ['999+2', '999', 'mR/h'],
    ['100+3', '1.00', 'R/h'],
    ['101+4', '10.1', 'R/h'],
    ['999+6', '9990', 'R/h'],
    ['050-2', '5.0', 'uR/h'],
    ['005-3', '0.05', 'uR/h'],
  ])('%s is %s %s', (rate, value, unit) => {
    expect(adm300.decodeStream([withRate(rate)])).toMatchObject([{ value, unit, windowS: 2 }]);
  });

  it('a changed bit in any byte is refused', () => {
    for (let at = 0; at < 49; at += 1) {
      for (let bit = 0; bit < 8; bit += 1) {
        const changed = sentenceAt(0).map((byte, index) =>
          index === at ? byte ^ (1 << bit) : byte,
        );
        expect(readingsOf(adm300.decodeStream([changed]), 'dose-rate')).toEqual([]);
      }
    }
  });

  it('tells a wrong checksum and a wrong form from noise', () => {
    const wrong = sentenceAt(0).with(5, 0x39);
    expect(faultCodes(adm300.decodeStream([wrong, sentenceAt(1)]))).toEqual(['checksum']);
    const form = sentence('01b232+1 143-1 209+1 R..L.I00U3aA4401 600-1');
    expect(faultCodes(adm300.decodeStream([form]))).toEqual(['malformed']);
  });

  it('finds the next sentence behind noise and behind the rest of one', () => {
    const noise = Uint8Array.from({ length: 300 }, (_, index) => (index * 7) % 128);
    const observations = adm300.decodeStream([noise, sentenceAt(0).slice(10), sentenceAt(1)]);
    expect(readingsOf(observations, 'dose-rate')).toMatchObject([{ value: '23.0' }]);
  });

  it('random bytes give no reading', () => {
    fc.assert(
      fc.property(fc.array(fc.uint8Array({ maxLength: 300 })), (chunks) => {
        return readingsOf(adm300.decodeStream(chunks), 'dose-rate').length === 0;
      }),
    );
  });

  it('a probe is recognised by a whole sentence only', () => {
    const [probe] = adm300.descriptor.detection.probes;
    const answer = Buffer.concat([sentenceAt(0).slice(20), sentenceAt(1)]);
    expect(probe?.recognise(answer)).toBe('ADM-300');
    expect(probe?.recognise(answer.subarray(0, -1))).toBeNull();
  });
});
