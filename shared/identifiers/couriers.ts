import { CHECK_DIGITS } from './check-digits.ts';
import { COURIER_NAMES } from './courier-names.ts';
import { serviceName } from './courier-services.ts';
import { COURIER_FORMS, type CourierForm } from './courier-table.ts';
import type { Identity } from './identity.ts';
import type { Label } from './label.ts';
import { problem, type Problem } from './problem.ts';
import type { Reading, Strength } from './reading.ts';

type Groups = Readonly<Record<string, string | undefined>>;

/** Groups of a pattern that are no fields: the identity has them already. */
const NO_FIELDS: ReadonlySet<string> = new Set(['number', 'body', 'check']);

function fieldsOf({ courier, form }: CourierForm, groups: Groups): NonNullable<Identity['fields']> {
  const told = Object.entries(groups).flatMap(([name, value]) =>
    value === undefined || NO_FIELDS.has(name) ? [] : [[name, value] as const],
  );
  const name = serviceName(courier, groups['service'] ?? '');
  return {
    courier: COURIER_NAMES[courier],
    form,
    ...Object.fromEntries(told),
    ...(name === null ? {} : { serviceName: name }),
  };
}

function problemsOf(form: CourierForm, wrong: Problem | null): readonly Problem[] {
  const name = COURIER_NAMES[form.courier];
  const unchecked =
    form.check === null
      ? problem('unchecked', `${name} has no check digit here: a misread character is not noticed.`)
      : null;
  const unverified =
    form.source === 'memory'
      ? problem('unverified', `No published source confirms this form of ${name} numbers.`)
      : null;
  return [wrong, unchecked, unverified].filter((each) => each !== null);
}

function strengthOf({ own, check }: CourierForm, wrong: Problem | null): Strength {
  if (wrong !== null) return 'refused';
  if (check === null) return own ? 'unchecked' : 'form';
  return own ? 'unmistakable' : 'checked';
}

/** Reads the text in one form; null when it does not have it, or shares it and its check digit is wrong. */
function readForm(key: string, form: CourierForm): Reading | null {
  const match = form.pattern.exec(key);
  if (match === null) return null;
  const groups: Groups = match.groups ?? {};
  const { number = key, body = '', check = '' } = groups;
  const expected =
    form.check === null ? check : CHECK_DIGITS[form.check]((form.implied ?? '') + body);
  if (expected !== check && !form.own) return null;
  const words = `The check digit of this ${COURIER_NAMES[form.courier]} number is ${check}, but ${expected} fits.`;
  const wrong = expected === check ? null : problem('check-digit', words);
  const strength = strengthOf(form, wrong);
  const vouched = strength === 'unmistakable' && form.source !== 'memory';
  // Where the wrong check character covers more than the number, the number may be another parcel's.
  const canonical = wrong !== null && body.length > number.length ? key : number;
  return {
    strength,
    identity: {
      scheme: form.courier,
      valid: wrong === null,
      canonical,
      ...(canonical === key ? {} : { wholeKey: key }),
      problems: problemsOf(form, wrong),
      ...(wrong === null ? {} : { expected }),
      names: vouched ? 'parcel' : 'maybe-parcel',
      fields: fieldsOf(form, groups),
    },
  };
}

/**
 * Reads a label as the number of each courier whose form it has. A wrong check digit is told only where
 * nothing else looks like it (`1Z…`): other digits are simply not this courier's.
 */
export function readCouriers({ key }: Pick<Label, 'key'>): readonly Reading[] {
  return COURIER_FORMS.map((form) => readForm(key, form)).filter((each) => each !== null);
}
