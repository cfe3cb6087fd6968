import { describe, expect, it } from 'vitest';
import { serialOpenError } from '../../../../electron/devices/transport/serial-error.ts';

describe('an open error of the binding', () => {
  it.each([
    ['linux', 'Error: No such file or directory, cannot open /dev/ttyUSB9', 'port-missing'],
    ['linux', 'Error: No such device or address, cannot open /dev/ttyUSB9', 'port-missing'],
    ['linux', 'Error: Input/output error, cannot open /dev/ttyS3', 'port-missing'],
    ['linux', 'Error: Permission denied, cannot open /dev/ttyUSB0', 'port-denied'],
    ['linux', 'Error Resource temporarily unavailable Cannot lock port', 'port-busy'],
    ['linux', 'Error: Device or resource busy, cannot open /dev/ttyUSB0', 'port-busy'],
    ['linux', 'Error baud rate of 12345 is not supported on your platform', 'wrong-settings'],
    ['win32', 'Opening COM7: File not found', 'port-missing'],
    ['win32', 'Opening COM7: Access denied', 'port-busy'],
    ['win32', 'Opening COM7: Unknown error code 31', 'port-missing'],
    ['win32', 'Open (SetCommState): The parameter is incorrect', 'wrong-settings'],
  ])('on %s: "%s" is %s', (platform, text, code) => {
    expect(serialOpenError('P', new Error(text), platform).code).toBe(code);
  });

  it('keeps the words of the operating system', () => {
    expect(serialOpenError('P', new Error('odd'), 'linux').message).toContain('odd');
  });
});
