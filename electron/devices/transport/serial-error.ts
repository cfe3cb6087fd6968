import { TransportError } from './transport.ts';

interface Rule {
  readonly pattern: RegExp;
  readonly code: 'port-missing' | 'port-denied' | 'port-busy' | 'wrong-settings';
  readonly advice: string;
}

const MISSING = 'No such port: plug the instrument in or choose another port.';
const BUSY = 'The port is used by another program: close that program, then wait.';

/** Texts of strerror(3) as the binding passes them on (bindings-cpp, serialport_unix.cpp). */
const UNIX_RULES: readonly Rule[] = [
  { pattern: /Cannot lock port|resource busy/i, code: 'port-busy', advice: BUSY },
  {
    pattern: /Permission denied|Operation not permitted/i,
    code: 'port-denied',
    advice: 'This account may not use the port.',
  },
  { pattern: /No such file|No such device/i, code: 'port-missing', advice: MISSING },
  {
    // A path without a UART behind it: ENOTTY for a file, EIO for a phantom /dev/ttyS.
    pattern: /Inappropriate ioctl|Input\/output error|Is a directory/i,
    code: 'port-missing',
    advice: 'This path is not a serial port: choose another port.',
  },
];

/** Texts of `ErrorCodeToString` (bindings-cpp, serialport_win.cpp). Exclusive use is "Access denied". */
const WINDOWS_RULES: readonly Rule[] = [
  { pattern: /Access denied/i, code: 'port-busy', advice: BUSY },
  {
    pattern: /File not found|Invalid handle|Unknown error code/i,
    code: 'port-missing',
    advice: MISSING,
  },
];

/** Both platforms: the port is there but refuses the settings. */
const SETTINGS_RULE: Rule = {
  pattern:
    /baud rate|Invalid argument|parameter is incorrect|Invalid (data bits|parity|stop bits)/i,
  code: 'wrong-settings',
  advice: 'The port refuses these line settings: correct them in the setup of the instrument.',
};

/**
 * Turns what the binding said when a port could not be opened into a fault that the bench can show.
 * An unknown text counts as `port-missing`: nothing can be read from the port.
 */
export function serialOpenError(path: string, cause: unknown, platform: string): TransportError {
  const text = cause instanceof Error ? cause.message : String(cause);
  const rules = [...(platform === 'win32' ? WINDOWS_RULES : UNIX_RULES), SETTINGS_RULE];
  const rule = rules.find(({ pattern }) => pattern.test(text));
  const advice = rule?.advice ?? 'The port cannot be opened.';
  return new TransportError(rule?.code ?? 'port-missing', `${path}: ${advice} (${text})`);
}
