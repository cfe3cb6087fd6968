/** What became of an intent: the last recorded seq (0 when none), or why it was not followed. */
export interface Told {
  readonly seq: number;
  /** Locale key. */
  readonly refused: string | null;
  /** English sentence with more than the key can say; the key itself when left out. */
  readonly message?: string;
}

export function refuse(why: string, message?: string): Told {
  return message === undefined ? { seq: 0, refused: why } : { seq: 0, refused: why, message };
}
