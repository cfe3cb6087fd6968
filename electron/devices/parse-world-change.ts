import { toMicrosieverts } from '../../shared/measure/dose-rate.ts';
import { DOSE_RATE_UNITS, MASS_UNITS } from '../../shared/measure/reading.ts';
import type { Result } from '../../shared/result.ts';
import { SIMULATED_FAULTS } from '../../shared/training/simulated-faults.ts';
import type { WorldChange } from './world.ts';

type Parsed = Result<WorldChange, string>;

/** Longest accepted line in characters; a barcode of 8 KiB fits. */
const MAX_LINE_LENGTH = 16_384;

const fail = (error: string): Parsed => ({ ok: false, error });
const done = (value: WorldChange): Parsed => ({ ok: true, value });

function quantity<U extends string>(
  rest: string,
  units: readonly U[],
): { readonly value: string; readonly unit: U } | null {
  const match = /^(\d+(?:\.\d+)?) *(\S+)$/.exec(rest.trim());
  const unit = units.find((known) => known === match?.[2]);
  return match?.[1] === undefined || unit === undefined ? null : { value: match[1], unit };
}

function parsePlace(rest: string): Parsed {
  const mass = quantity(rest, MASS_UNITS);
  if (mass !== null) return done({ kind: 'place', ...mass });
  return fail(
    `"place ${rest}": expected a mass such as "place 1.250 kg" (${MASS_UNITS.join(' ')})`,
  );
}

function parseSource(rest: string): Parsed {
  const rate = quantity(rest, DOSE_RATE_UNITS);
  const simulated = rate !== null && toMicrosieverts(rate.value, rate.unit) !== null;
  if (simulated) return done({ kind: 'source', ...rate });
  const units = DOSE_RATE_UNITS.filter((unit) => toMicrosieverts('1', unit) !== null).join(' ');
  return fail(`"source ${rest}": expected a dose rate such as "source 2.0 uSv/h" (${units})`);
}

function parseBytes(rest: string): Parsed {
  const hex = rest.replaceAll(/\s/g, '');
  const whole = hex.length > 0 && hex.length % 2 === 0 && /^[0-9a-fA-F]+$/.test(hex);
  if (!whole) return fail(`"bytes ${rest}": expected pairs of hex digits such as "bytes 53 20 49"`);
  return done({ kind: 'bytes', bytes: Uint8Array.from(Buffer.from(hex, 'hex')) });
}

function parseFault(rest: string): Parsed {
  const name = SIMULATED_FAULTS.find((known) => known === rest.trim());
  if (name !== undefined) return done({ kind: 'fault', name });
  return fail(`"fault ${rest}": the faults are ${SIMULATED_FAULTS.join(', ')}`);
}

function parseBare(kind: 'remove' | 'ok', rest: string): Parsed {
  return rest.trim() === '' ? done({ kind }) : fail(`"${kind}" takes nothing after it`);
}

/**
 * Reads one line of `station simulate`: `place 1.250 kg`, `remove`, `source 2.0 uSv/h`,
 * `scan TEXT` (verbatim after one blank, control characters kept), `bytes HEX`, `fault NAME`, `ok`.
 * Gives the error in words.
 */
export function parseWorldChange(line: string): Parsed {
  if (line.length > MAX_LINE_LENGTH) return fail(`line longer than ${MAX_LINE_LENGTH} characters`);
  const text = line.replace(/\r?\n$/, '');
  const [, word = '', rest = ''] = /^ *([^ ]*) ?([^]*)$/.exec(text) ?? [];
  switch (word) {
    case 'place':
      return parsePlace(rest);
    case 'source':
      return parseSource(rest);
    case 'scan':
      return rest === ''
        ? fail('"scan" needs a text after it')
        : done({ kind: 'scan', text: rest });
    case 'bytes':
      return parseBytes(rest);
    case 'fault':
      return parseFault(rest);
    case 'remove':
    case 'ok':
      return parseBare(word, rest);
    default:
      return fail(`"${word}" is not one of place, remove, source, scan, bytes, fault, ok`);
  }
}
