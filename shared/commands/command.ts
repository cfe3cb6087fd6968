import type { Intent } from '../bridge/intents.ts';
import { SURVEY_FACES } from '../session/events.ts';
import { OUTCOMES, type Outcome } from '../words.ts';

/**
 * What a barcode of the command sheet can ask for. There is none for signing in, for an override, for
 * countersigning and for acknowledging danger: none of these is done by a barcode alone.
 */
export const COMMANDS = [
  'open-shift',
  'take-background',
  'close-shift',
  'sign-out',
  ...OUTCOMES,
  ...SURVEY_FACES.map((face) => `survey-${face}` as const),
  'survey-one-metre',
  'move-over',
  'end-survey',
] as const;
export type Command = (typeof COMMANDS)[number];

/** The outcome that a command decides; null for one that decides nothing. */
export function outcomeOf(command: Command): Outcome | null {
  return OUTCOMES.find((outcome) => outcome === command) ?? null;
}

/** What the command asks for, as the screen would; a shift is closed without a note. */
export function intentOf(command: Command): Intent {
  const outcome = outcomeOf(command);
  if (outcome !== null) return { kind: 'decide', outcome };
  const face = SURVEY_FACES.find((one) => `survey-${one}` === command);
  if (face !== undefined) return { kind: 'start-survey', face, distance: 'contact' };
  switch (command) {
    case 'close-shift':
      return { kind: 'close-shift', handover: null };
    case 'survey-one-metre':
      return { kind: 'start-survey', face: 'unspecified', distance: '1m' };
    case 'move-over':
      return { kind: command, face: 'next' };
    case 'end-survey':
    case 'open-shift':
    case 'take-background':
    case 'sign-out':
      return { kind: command };
    default:
      throw new Error(`${command} is no command`);
  }
}
