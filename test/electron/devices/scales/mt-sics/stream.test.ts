import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { mtSics } from '../../../../../electron/devices/scales/mt-sics/protocol.ts';
import {
  bytesFrom,
  readCapture,
  rechunk,
  splitsOf,
} from '../../../../fixtures/captures/read-exchange.ts';

const ascii = (text: string): Uint8Array => Uint8Array.from(Buffer.from(text, 'latin1'));
const captures = ['mt-sics/manual-replies.exchange', 'mt-sics/level-0-test.exchange'];

describe('MT-SICS recordings', () => {
  it.each(captures)('%s: reads what the document says', (name) => {
    const { lines, expected } = readCapture(name);
    const decoded = mtSics.decodeExchange(lines);
    expect(decoded).toMatchObject(expected);
    expect(decoded).toHaveLength(expected.length);
  });

  it.each(captures)('%s: byte by byte and split at every offset alike', (name) => {
    const { lines } = readCapture(name);
    const whole = mtSics.decodeExchange(lines);
    expect(mtSics.decodeExchange(rechunk(lines, 1))).toEqual(whole);
    for (const halves of splitsOf(bytesFrom(lines, 'instrument'))) {
      expect(mtSics.decodeStream(halves)).toEqual(whole);
    }
  });

  it('gives a frame as it came', () => {
    expect(mtSics.decodeStream([ascii('S S     100.00 g\r\n')])).toEqual([
      {
        type: 'reading',
        kind: 'mass',
        value: '100.00',
        unit: 'g',
        stable: true,
        basis: 'unknown',
        tare: null,
        zero: false,
        raw: '53205320202020203130302e303020670d0a',
      },
    ]);
  });

  it('knows gross and net only from a tare reply in the stream', () => {
    const stream =
      'S S 5.0 g\r\nTA A 0.0 g\r\nS S 5.0 g\r\nTA A 1.0 g\r\nS S 5.0 g\r\nTA I\r\nS S 5.0 g\r\n';
    expect(mtSics.decodeStream([ascii(stream)])).toMatchObject([
      { basis: 'unknown' },
      { basis: 'gross' },
      { basis: 'net' },
      { basis: 'unknown' },
    ]);
  });

  it('a fall to zero makes the basis unknown until the tare is told again', () => {
    const stream = 'TA A 0.0 g\r\nS S 5.0 g\r\nS S 0.0 g\r\nTA A 0.0 g\r\nS S 0.0 g\r\n';
    expect(mtSics.decodeStream([ascii(stream)])).toMatchObject([
      { basis: 'gross' },
      { basis: 'unknown', zero: true },
      { basis: 'gross', zero: true },
    ]);
  });

  it('reports what an idle line would flush', () => {
    expect(mtSics.decodeStream([ascii('S S     100')])).toMatchObject([
      { type: 'fault', code: 'malformed', detail: expect.stringContaining('partial') },
    ]);
  });

  it('reports an endless line once and reads on behind it', () => {
    const stream = ascii(`${'x'.repeat(100_000)}\r\nS S 5.0 g\r\n`);
    expect(mtSics.decodeStream([stream])).toMatchObject([{ code: 'malformed' }, { value: '5.0' }]);
  });

  it('random bytes never throw and never become a weight', () => {
    fc.assert(
      fc.property(fc.array(fc.uint8Array({ maxLength: 300 })), (chunks) => {
        const decoded = mtSics.decodeStream(chunks);
        return decoded.every((one) => one.type === 'fault' || one.raw.startsWith('5320'));
      }),
    );
  });

  it('weights between noise come from whole frames only', () => {
    const frames = ['S S     100.00 g\r\n', 'S D      -1.50 kg\r\n', 'S S 431.31 g\r\n'];
    const frame = fc.constantFrom(...frames).map(ascii);
    const noise = fc.uint8Array({ min: 0x80, maxLength: 300 });
    fc.assert(
      fc.property(fc.array(fc.oneof(frame, noise)), (chunks) => {
        const raws = frames.map((text) => Buffer.from(text).toString('hex'));
        const decoded = mtSics.decodeStream(chunks);
        return decoded.every((one) => one.type === 'fault' || raws.includes(one.raw));
      }),
    );
  });

  it('a lost byte never becomes another weight', () => {
    const frame = ascii('S S     123.45 g\r\n');
    for (let at = 0; at < frame.length; at += 1) {
      const lost = Uint8Array.from([...frame.slice(0, at), ...frame.slice(at + 1)]);
      expect(mtSics.decodeStream([lost])).toMatchObject([{ type: 'fault' }]);
    }
  });
});
