import { describe, expect, it } from 'vitest';
import { parseWorldChange } from '../../../electron/devices/parse-world-change.ts';

describe('world lines', () => {
  it.each([
    ['place 1.250 kg', { kind: 'place', value: '1.250', unit: 'kg' }],
    ['remove', { kind: 'remove' }],
    ['source 2.0 uSv/h', { kind: 'source', value: '2.0', unit: 'uSv/h' }],
    ['scan LX876543216DE\n', { kind: 'scan', text: 'LX876543216DE' }],
    ['scan  two  blanks ', { kind: 'scan', text: ' two  blanks ' }],
    ['bytes 53 20 0d', { kind: 'bytes', bytes: Uint8Array.of(0x53, 0x20, 0x0d) }],
    ['fault dead-tube', { kind: 'fault', name: 'dead-tube' }],
    ['ok', { kind: 'ok' }],
  ])('%s', (line, value) => {
    expect(parseWorldChange(line)).toEqual({ ok: true, value });
  });

  it.each([
    'place 1.250 stone',
    'place -1 kg',
    'place kg',
    'source 2.0 mR/h',
    'source hot',
    'scan',
    'bytes 5',
    'bytes xx',
    'fault rust',
    'remove it',
    'jump',
    '',
    `scan ${'x'.repeat(20_000)}`,
  ])('says what is wrong with "%s"', (line) => {
    const result = parseWorldChange(line);
    expect(result.ok ? '' : result.error).not.toBe('');
  });
});
