import { expect } from 'vitest';
import type { Protocol } from '../../electron/devices/protocol.ts';
import { readCapture, rechunk } from '../fixtures/captures/read-exchange.ts';

/** A capture decodes as its head says: whole, byte by byte, and with each reply split anywhere. */
export function expectCapture(protocol: Protocol, name: string): void {
  const { lines, expected } = readCapture(name);
  const whole = protocol.decodeExchange(lines);
  expect(whole, name).toMatchObject(expected);
  expect(protocol.decodeExchange(rechunk(lines, 1)), name).toEqual(whole);
  lines.forEach(({ from, bytes }, index) => {
    for (let at = 1; from === 'instrument' && at < bytes.length; at += 1) {
      const parts = [bytes.slice(0, at), bytes.slice(at)].map((part) => ({ from, bytes: part }));
      expect(protocol.decodeExchange(lines.toSpliced(index, 1, ...parts)), name).toEqual(whole);
    }
  });
}
