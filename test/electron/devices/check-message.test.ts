import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { checkMessage } from '../../../electron/devices/check-message.ts';

const scale = {
  id: 'scale',
  kind: 'scale',
  protocol: 'mt-sics',
  transport: { kind: 'serial', path: '/dev/ttyUSB0' },
};

describe('a message from core', () => {
  it.each([
    { kind: 'configure', instruments: [] },
    { kind: 'configure', instruments: [scale] },
    { kind: 'world', instrument: 'scale', line: 'remove' },
    { kind: 'detect', path: '/dev/ttyUSB0' },
    { kind: 'detect', path: null },
    { kind: 'cancel-detect' },
  ])('is accepted: %j', (message) => {
    expect(checkMessage(message)).toEqual({ ok: true, value: message });
  });

  it.each([
    null,
    'configure',
    { kind: 'restart' },
    { kind: 'configure' },
    { kind: 'configure', instruments: [null] },
    { kind: 'configure', instruments: [scale, scale] },
    { kind: 'configure', instruments: [{ ...scale, transport: { kind: 'tcp', host: 'h' } }] },
    { kind: 'world', instrument: 'scale' },
    { kind: 'detect' },
  ])('is refused with a reason: %j', (message) => {
    expect(checkMessage(message)).toMatchObject({ ok: false, error: expect.any(String) as string });
  });

  it('never throws', () => {
    fc.assert(fc.property(fc.anything(), (message) => void checkMessage(message)));
  });
});
