import { parseArgs } from 'node:util';

/** Options with their defaults: a number or a list of numbers. */
export type Defaults = Readonly<Record<string, number | readonly number[]>>;

/** Options as they were given, or by default. */
export type Given<D extends Defaults> = {
  readonly [name in keyof D]: D[name] extends number ? number : readonly number[];
};

/** The largest value of an option, where there is one. */
export type Limits<D extends Defaults> = { readonly [name in keyof D]?: number };

function isAllowed(value: number, whole: boolean): boolean {
  return value > 0 && (whole ? Number.isInteger(value) : Number.isFinite(value));
}

/** A text as the value of an option; null when it is none. */
function parse(text: string, like: number | readonly number[]): number | readonly number[] | null {
  if (typeof like === 'number') {
    const value = Number(text);
    return isAllowed(value, Number.isInteger(like)) ? value : null;
  }
  const values = text.split(',').map(Number);
  return values.every((value) => isAllowed(value, false)) ? values : null;
}

/**
 * Reads the options of a command line: `--NAME 3`, or `--NAME 0.3,3` for a list. All are above zero,
 * and whole where the default is a whole number; those of a list need not be whole.
 *
 * @returns null for an unknown option or a wrong value
 */
export function readOptions<D extends Defaults>(
  defaults: D,
  args: readonly string[],
  limits: Limits<D> = {},
): Given<D> | null {
  const known = Object.fromEntries(
    Object.keys(defaults).map((name) => [name, { type: 'string' as const }]),
  );
  const options: Record<string, number | readonly number[]> = { ...defaults };
  try {
    const { values } = parseArgs({ options: known, args: [...args] });
    for (const [name, like] of Object.entries(defaults)) {
      const text = values[name];
      const value = text === undefined ? like : parse(text, like);
      if (value === null || Number(value) > (limits[name] ?? Infinity)) return null;
      options[name] = value;
    }
    return options as Given<D>;
  } catch {
    return null;
  }
}
