import type { CodedError, Result } from '../result.ts';
import type { LineSettings } from './instrument.ts';

const PARITY_LETTER = { none: 'N', even: 'E', odd: 'O' } as const;
const PARITY_OF_LETTER = { N: 'none', E: 'even', O: 'odd' } as const;

/** Slowest and fastest line that a serial adapter of a bench runs at, in baud. */
const MIN_BAUD = 50;
const MAX_BAUD = 4_000_000;

/**
 * Reads line settings such as `9600-8N1` (baud rate, data bits 7 or 8, parity N, E or O, stop bits
 * 1 or 2; blanks around and lower case are accepted).
 * Error `line-settings.invalid` when the text has another form or a baud rate outside 50..4000000.
 */
export function parseLineSettings(text: string): Result<LineSettings, CodedError> {
  const match = /^(\d{1,7})-([78])([NEO])([12])$/.exec(text.trim().toUpperCase());
  const baudRate = Number(match?.[1]);
  if (match === null || baudRate < MIN_BAUD || baudRate > MAX_BAUD) {
    return { ok: false, error: invalidSettings(text) };
  }
  const letter = match[3] as keyof typeof PARITY_OF_LETTER;
  return {
    ok: true,
    value: {
      baudRate,
      dataBits: match[2] === '7' ? 7 : 8,
      parity: PARITY_OF_LETTER[letter],
      stopBits: match[4] === '2' ? 2 : 1,
    },
  };
}

/** Writes line settings in the notation `9600-8N1`. */
export function formatLineSettings(settings: LineSettings): string {
  const { baudRate, dataBits, parity, stopBits } = settings;
  return `${baudRate}-${dataBits}${PARITY_LETTER[parity]}${stopBits}`;
}

/** Characters per second that a line carries at most: start bit, data, parity and stop bits. */
export function bytesPerSecond(settings: LineSettings): number {
  const parityBits = settings.parity === 'none' ? 0 : 1;
  return settings.baudRate / (1 + settings.dataBits + parityBits + settings.stopBits);
}

function invalidSettings(text: string): CodedError {
  return {
    code: 'line-settings.invalid',
    message:
      `Line settings "${text}" cannot be read. The port stays closed. ` +
      'Write them like 9600-8N1: baud rate, data bits (7, 8), parity (N, E, O), stop bits (1, 2).',
  };
}
