import { describe, expect, it } from 'vitest';
import { hear, impressionOf, labelIn } from '../../../../electron/devices/detect/hear.ts';
import type { Detection, Protocol } from '../../../../electron/devices/protocol.ts';
import { mightyohm } from '../../../../electron/devices/dosimeters/mightyohm/protocol.ts';
import { mtSics } from '../../../../electron/devices/scales/mt-sics/protocol.ts';
import { lineScanner } from '../../../../electron/devices/scanners/line-scanner/protocol.ts';
import { createSeededRandom } from '../../../../electron/devices/seeded-random.ts';
import { bytesOf } from '../../../support/scripted-transport.ts';

const WEIGHT = 'S S     100.00 g\r\n';
const weights = (count: number): string => WEIGHT.repeat(count);

/** MT-SICS with another claim about what its stream proves. */
function claiming(passive: Detection['passive']): Protocol {
  const { descriptor } = mtSics;
  const detection = { ...descriptor.detection, passive };
  return { ...mtSics, descriptor: { ...descriptor, detection } };
}

describe('bytes that come unasked', () => {
  it('are likely of a protocol when nearly all of them lie in valid frames of a strict form', () => {
    expect(hear(mtSics, bytesOf(weights(3)))).toEqual({
      confidence: 'likely',
      share: 1,
      reason: { code: 'frames', frames: 3, percent: 100 },
    });
  });

  it('may begin and end within a frame', () => {
    const cut = weights(4).slice(5, -7);
    expect(hear(mtSics, bytesOf(cut))).toMatchObject({
      confidence: 'likely',
      reason: { frames: 2, percent: 100 },
    });
  });

  it('are certain only where each frame has a checksum', () => {
    expect(hear(claiming('checksum'), bytesOf(weights(2)))?.confidence).toBe('certain');
    expect(hear(claiming('checksum'), bytesOf(weights(1)))?.confidence).toBe('likely');
    expect(hear(claiming('weak'), bytesOf(weights(9)))?.confidence).toBe('possible');
    expect(hear(claiming('weak'), bytesOf(weights(1)))).toBeNull();
  });

  it('count a fault that the instrument told as a frame: an overload is no other protocol', () => {
    expect(hear(mtSics, bytesOf('S +\r\nS +\r\nS +\r\n'))).toMatchObject({
      confidence: 'likely',
      reason: { frames: 3 },
    });
  });

  it('speak for nothing when most of them are something else', () => {
    const other = `${weights(1)}${'GROSS    12.5 lb\r\n'.repeat(5)}`;
    expect(hear(mtSics, bytesOf(other))).toBeNull();
    expect(hear(claiming('checksum'), bytesOf(other))).toBeNull();
  });

  it('speak for a protocol that reads bare numbers too only with its mark', () => {
    const named = 'CPS, 0, CPM, 13, uSv/hr, 0.07, SLOW\r\n';
    expect(hear(mightyohm, bytesOf('60\r\n'.repeat(5)))).toBeNull();
    expect(hear(mightyohm, bytesOf(named.repeat(3)))?.confidence).toBe('possible');
  });

  it('never speak for a reader of labels, which reads any line', () => {
    expect(hear(lineScanner, bytesOf('RR473124829US\r\n'))).toBeNull();
  });

  it('speak for no protocol when they are noise', () => {
    const random = createSeededRandom(5);
    for (let round = 0; round < 50; round += 1) {
      expect(hear(claiming('checksum'), random.bytes(600))).toBeNull();
    }
  });
});

describe('a label', () => {
  it.each([
    ['RR473124829US\r\n', 'RR473124829US'],
    ['\u0002]C1010123\u001d10A\u0003', ']C1010123 10A'],
    ['RR473124829US\rRR473124829US\r', 'RR473124829US'],
  ])('is one line of text: %j', (bytes, text) => expect(labelIn(bytesOf(bytes))).toBe(text));

  it.each([
    ['two lines', 'ABC1\r\nABC2\r\n'],
    ['the same line again and again', 'ABC1\r\n'.repeat(5)],
    ['no end', 'RR473124829US'],
    ['too short', 'A\r\n'],
    ['other bytes', 'AB\u00e9\u0001CD\r\n'],
  ])('is not %s', (_, bytes) => expect(labelIn(bytesOf(bytes))).toBeNull());
});

describe('bytes of no protocol look like', () => {
  it.each([
    ['nothing', ''],
    ['label', 'RR473124829US\r'],
    ['text', 'temperature 21.5\r\nhumidity 40\r\n'],
    ['garbage', '\u00f9\u0080\u0013\u00ff\u00fe'],
    ['bytes', '\u0001\u0002\u0003\u0004'],
  ])('%s', (impression, bytes) => expect(impressionOf(bytesOf(bytes))).toBe(impression));
});
