import { describe, expect, it } from 'vitest';
import { bitsOf, bytesOfBits } from '../../../../electron/devices/simulate/wire-bits.ts';
import { parseLineSettings } from '../../../../shared/measure/line-settings.ts';
import type { LineSettings } from '../../../../shared/measure/instrument.ts';
import { bytesOf } from '../../../support/scripted-transport.ts';

function settings(text: string): LineSettings {
  const parsed = parseLineSettings(text);
  if (!parsed.ok) throw new Error(text);
  return parsed.value;
}
function carry(bytes: Uint8Array, from: string, to: string): string {
  const bits = bitsOf(bytes, settings(from));
  const heard = bytesOfBits(bits, settings(from).baudRate, settings(to));
  return Buffer.from(heard).toString('hex');
}

describe('bytes on a line', () => {
  const all = Uint8Array.from({ length: 256 }, (_, value) => value);
  const ascii = all.slice(0, 128);

  it.each(['9600-8N1', '1200-8E1', '19200-8O2', '115200-8N2'])('arrive with %s', (text) => {
    expect(carry(all, text, text)).toBe(Buffer.from(all).toString('hex'));
  });

  it.each(['2400-7E1', '4800-7O1', '9600-7E2'])('of seven bits arrive with %s', (text) => {
    expect(carry(ascii, text, text)).toBe(Buffer.from(ascii).toString('hex'));
  });

  it('survive a speed that is 2 % off', () => {
    expect(carry(all, '9600-8N1', '9800-8N1')).toBe(Buffer.from(all).toString('hex'));
  });

  it('carry their parity in bit 7 when 7E1 is heard as 8N1', () => {
    expect(carry(bytesOf('AC'), '9600-7E1', '9600-8N1')).toBe('41c3');
  });

  it('are what an adapter at twice the speed makes of them', () => {
    // 55 is 0 10101010 1 on the line; each bit counts twice, the first byte has no stop bit.
    expect(carry(Uint8Array.of(0x55), '9600-8N1', '19200-8N1')).toBe('e6');
  });

  it.each(['1200-8N1', '4800-8N1', '19200-8N1', '57600-8N1'])(
    'of a scale are garbage at %s',
    (to) => {
      const heard = carry(bytesOf('S S     100.00 g\r\n'), '9600-8N1', to);
      expect(Buffer.from(heard, 'hex').toString('latin1')).not.toContain('100');
    },
  );
});
