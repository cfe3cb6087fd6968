import { expect } from 'vitest';
import type { Protocol } from '../../electron/devices/protocol.ts';
import { readCapture, rechunk, splitsOf } from '../fixtures/captures/read-exchange.ts';

/** Decodes a capture whole, byte by byte, and with each line split at every offset. */
export function expectCapture(protocol: Protocol, name: string): void {
  const { lines, expected } = readCapture(`${protocol.descriptor.id}/${name}.exchange`);
  const whole = protocol.decodeExchange(lines);
  expect(whole).toHaveLength(expected.length);
  expect(whole).toMatchObject(expected);
  expect(protocol.decodeExchange(rechunk(lines, 1))).toEqual(whole);
  lines.forEach(({ from, bytes }, index) => {
    if (from === 'host') return;
    for (const [head, tail] of splitsOf(bytes)) {
      const halves = [
        { from, bytes: head },
        { from, bytes: tail },
      ];
      expect(protocol.decodeExchange(lines.toSpliced(index, 1, ...halves))).toEqual(whole);
    }
  });
}
