import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { Protocol } from '../../electron/devices/protocol.ts';
import type { Observation } from '../../shared/measure/reading.ts';
import { readCapture, rechunk, splitsOf, bytesFrom } from '../fixtures/captures/read-exchange.ts';

/** Declares that the captures decode to what they expect: whole, byte by byte, split at every offset. */
export function itReadsCaptures(protocol: Protocol, names: readonly string[]): void {
  it.each(names)('%s: whole, byte by byte and split at every offset alike', (name) => {
    const { lines, expected } = readCapture(`${protocol.descriptor.id}/${name}.exchange`);
    const whole = protocol.decodeExchange(lines);
    expect(whole).toMatchObject(expected);
    expect(protocol.decodeExchange(rechunk(lines, 1))).toEqual(whole);
    const alone = protocol.decodeStream([bytesFrom(lines, 'instrument')]);
    for (const halves of splitsOf(bytesFrom(lines, 'instrument'))) {
      expect(protocol.decodeStream(halves)).toEqual(alone);
    }
  });
}

const readingsOf = (observations: readonly Observation[]): readonly Observation[] =>
  observations.filter((one) => one.type === 'reading');
const latin1 = (text: string): Uint8Array => Uint8Array.from(Buffer.from(text, 'latin1'));

/**
 * Declares that readings come from whole frames only: random bytes never throw or read, frames
 * between noise read as they are or not at all, and a frame behind noise is found.
 * @param noiseEnd bytes that end what noise has begun, as a frame before the first one would
 */
export function itReadsWholeFramesOnly(
  protocol: Protocol,
  frames: readonly string[],
  noiseEnd = '',
): void {
  const decode = (chunks: readonly Uint8Array[]): readonly Observation[] =>
    protocol.decodeStream(chunks);

  it('random bytes never throw and never give a reading', () => {
    fc.assert(
      fc.property(fc.array(fc.uint8Array({ maxLength: 300 })), (chunks) =>
        decode(chunks).every((one) => one.type === 'fault'),
      ),
    );
  });

  it('readings between noise come from whole frames only', () => {
    const raws = frames.map((text) => Buffer.from(latin1(text)).toString('hex'));
    const frame = fc.constantFrom(...frames).map(latin1);
    const noise = fc.uint8Array({ maxLength: 300 });
    // The end of noise may look like the address that some makes put in front of a line.
    const isWhole = (raw: string): boolean => raws.some((known) => raw.endsWith(known));
    fc.assert(
      fc.property(fc.array(fc.oneof(frame, noise)), (chunks) =>
        decode(chunks).every((one) => one.type === 'fault' || isWhole(one.raw)),
      ),
    );
  });

  it('finds the frames again within one behind noise', () => {
    const noise = fc.uint8Array({ maxLength: 300 });
    fc.assert(
      fc.property(noise, fc.constantFrom(...frames), (bytes, text) => {
        const stream = [bytes, latin1(noiseEnd + text), latin1(text), latin1(text)];
        expect(readingsOf(decode(stream)).length).toBeGreaterThanOrEqual(2);
      }),
    );
  });
}

/** Declares that a frame with one byte lost anywhere is never read as another value. */
export function itNeverReadsLostBytes(protocol: Protocol, frame: string): void {
  it('a lost byte never becomes another value', () => {
    const bytes = latin1(frame);
    const [whole] = protocol.decodeStream([bytes]);
    if (whole?.type !== 'reading' || whole.kind !== 'mass') throw new Error('not a frame');
    for (let at = 0; at < bytes.length; at += 1) {
      const lost = Uint8Array.from([...bytes.slice(0, at), ...bytes.slice(at + 1)]);
      const readings = readingsOf(protocol.decodeStream([bytes, lost, bytes]));
      expect(readings.length).toBeGreaterThan(0);
      for (const one of readings) expect(one).toMatchObject({ value: whole.value });
    }
  });
}
