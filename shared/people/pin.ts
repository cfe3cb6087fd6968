import { TRAINING_PIN } from '../training/training-people.ts';
import type { Mode } from '../words.ts';

/** Every digit one more, or one less, than the one before; 0 follows 9. */
function isRun(digits: readonly number[], step: 1 | 9): boolean {
  return digits.every((digit, at) => at === 0 || digit === ((digits[at - 1] ?? 0) + step) % 10);
}

/** One digit, or a group of two or three, again and again. */
const REPEATED = /^(\d{1,3})\1+$/;

/**
 * Whether somebody would try this PIN first: one digit or a short group repeated, a run up or down,
 * the badge's own number, or, where records are real, the one that this program publishes.
 */
export function isSimplePin(pin: string, badge: string, mode: Mode): boolean {
  const digits = [...pin].map(Number);
  const number = badge.replace(/\D/g, '').replace(/^0+/, '');
  const ofBadge = number !== '' && pin.replaceAll(number, '').replace(/0+/, '') === '';
  const published = mode === 'live' && pin === TRAINING_PIN;
  return REPEATED.test(pin) || isRun(digits, 1) || isRun(digits, 9) || ofBadge || published;
}
