import { describe, expect, it } from 'vitest';
import { createSimulatedLine } from '../../../../electron/devices/simulate/simulated-line.ts';
import { bytesOf } from '../../../support/scripted-transport.ts';

const SETTINGS = { baudRate: 9600, dataBits: 8, parity: 'none', stopBits: 1 } as const;
const FRAME = bytesOf('S S     100.00 g\r\n');
const FRAMES = Array.from({ length: 500 }, () => FRAME);
const same = (bytes: Uint8Array): boolean => Buffer.from(bytes).equals(FRAME);

describe('a simulated line', () => {
  it('changes nothing at the right speed, or where the speed is not known', () => {
    const line = createSimulatedLine(SETTINGS, 1);
    expect(line.toHost(FRAME, 9600)).toBe(FRAME);
    expect(line.toInstrument(FRAME, null)).toBe(FRAME);
  });

  it('garbles both directions at a wrong speed', () => {
    const line = createSimulatedLine(SETTINGS, 1);
    expect(same(line.toHost(FRAME, 4800))).toBe(false);
    expect(same(line.toInstrument(FRAME, 4800))).toBe(false);
  });

  it('flips bits of some bytes with line-errors, until ok', () => {
    const line = createSimulatedLine(SETTINGS, 1);
    line.change({ kind: 'fault', name: 'line-errors' });
    const whole = FRAMES.filter((frame) => same(line.toHost(frame, null))).length;
    expect(whole).toBeGreaterThan(50);
    expect(whole).toBeLessThan(450);
    line.change({ kind: 'ok' });
    expect(line.toHost(FRAME, null)).toBe(FRAME);
  });

  it('flips the same bits with the same seed', () => {
    const [first, second, other] = [7, 7, 8].map((seed) => {
      const line = createSimulatedLine(SETTINGS, seed);
      line.change({ kind: 'fault', name: 'line-errors' });
      return FRAMES.map((frame) => Buffer.from(line.toHost(frame, null)).toString('hex')).join();
    });
    expect(first).toBe(second);
    expect(first).not.toBe(other);
  });
});
