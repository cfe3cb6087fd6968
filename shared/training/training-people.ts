/**
 * The PIN of all people of a new training folder (`resources/demo/people.yaml`). It is published:
 * training records nothing real.
 */
export const TRAINING_PIN = '246810';

/** Badge and PIN of people that every training folder begins with. */
export const TRAINING_OFFICER = { who: 'B-1042', pin: TRAINING_PIN } as const;
export const TRAINING_SUPERVISOR = { who: 'B-2001', pin: TRAINING_PIN } as const;
export const TRAINING_MANAGER = { who: 'B-3001', pin: TRAINING_PIN } as const;
