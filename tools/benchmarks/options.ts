import { parseArgs } from 'node:util';

/** Options with their defaults: a number, a list of numbers, a word, or whether it was given at all. */
export type Defaults = Readonly<Record<string, number | readonly number[] | string | false>>;

/** Options as they were given, or by default. */
export type Given<D extends Defaults> = {
  readonly [name in keyof D]: D[name] extends number
    ? number
    : D[name] extends string
      ? string
      : D[name] extends false
        ? boolean
        : readonly number[];
};

/** The largest value of an option, or the words that it may be. */
export type Limits<D extends Defaults> = {
  readonly [name in keyof D]?: D[name] extends string ? readonly string[] : number;
};

/** A command line that a benchmark cannot work with: one sentence that names the option. */
export class OptionError extends Error {}

type Value = number | readonly number[] | string | boolean;

function isAllowed(value: number, whole: boolean): boolean {
  return value > 0 && (whole ? Number.isInteger(value) : Number.isFinite(value));
}

/** A text as the value of an option; null when it is none. */
function parse(text: string | boolean, like: Value): Value | null {
  if (typeof text === 'boolean' || typeof like === 'string') return text;
  if (typeof like === 'number') {
    const value = Number(text);
    return isAllowed(value, Number.isInteger(like)) ? value : null;
  }
  const values = text.split(',').map(Number);
  return values.every((value) => isAllowed(value, false)) ? values : null;
}

function isWithin(value: Value, limit: number | readonly string[] | undefined): boolean {
  if (limit === undefined) return true;
  return typeof limit === 'number' ? Number(value) <= limit : limit.includes(String(value));
}

/** What an option takes, in words. */
function expected(like: Value, limit: number | readonly string[] | undefined): string {
  if (typeof limit === 'object') return `one of ${limit.join(', ')}`;
  const most = limit === undefined ? '' : ` and at most ${limit}`;
  if (typeof like !== 'number') return 'numbers above zero with commas between them';
  return `${Number.isInteger(like) ? 'a whole number' : 'a number'} above zero${most}`;
}

/**
 * Reads the options of a command line: `--NAME 3`, `--NAME 0.3,3` for a list, `--NAME word`, or
 * `--NAME` alone. Numbers are above zero, and whole where the default is a whole number; those of a
 * list need not be whole.
 *
 * @throws OptionError for an unknown option or a wrong value
 */
export function readOptions<D extends Defaults>(
  defaults: D,
  args: readonly string[],
  limits: Limits<D> = {},
): Given<D> {
  const options: Record<string, Value> = { ...defaults };
  const given = parsed(defaults, args);
  for (const [name, like] of Object.entries(defaults)) {
    const text = given[name];
    const value = text === undefined ? like : parse(text, like);
    if (value === null || !isWithin(value, limits[name])) {
      throw new OptionError(`--${name} takes ${expected(like, limits[name])}, not "${text}".`);
    }
    options[name] = value;
  }
  return options as Given<D>;
}

function parsed(
  defaults: Defaults,
  args: readonly string[],
): Readonly<Record<string, string | boolean | undefined>> {
  const known = Object.fromEntries(
    Object.entries(defaults).map(([name, like]) => [
      name,
      { type: like === false ? ('boolean' as const) : ('string' as const) },
    ]),
  );
  try {
    return parseArgs({ options: known, args: [...args] }).values;
  } catch (error) {
    // Its first sentence names the option; the rest is of the shell.
    const [first = ''] = (error instanceof Error ? error.message : String(error)).split(/\. |\n/);
    throw new OptionError(`${first.replace(/\.$/, '')}.`);
  }
}
