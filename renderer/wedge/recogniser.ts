/**
 * Longest time between two keys of a scan in ms. Scanners in keyboard mode send a key every 1 to 30 ms;
 * nobody types four keys in a row as fast as this (devices.md part B: less than 30 to 50 ms).
 */
const KEY_GAP_MS = 50;
/**
 * A burst that begins sooner than this after other keys may be the rest of a label that a busy computer
 * or a radio link held up, in ms. Nobody reads a label that soon after typing.
 */
const CUT_GAP_MS = 300;
/** Shortest scan in characters; three fast keys and Enter do happen. */
const SHORTEST = 4;
/** Longest scan in characters: the largest symbols hold about 7,000. */
const LONGEST = 8192;
/** The same text within this time is one label read twice, or a trigger pulled twice. */
const REPEAT_MS = 700;

/** Control characters as scanners type them ("Ctrl+ASCII"): GS, RS and EOT, which labels contain. */
const CONTROL_KEYS: Readonly<Record<string, string>> = {
  ']': '\u001d',
  '^': '\u001e',
  d: '\u0004',
  D: '\u0004',
};
/** Keys that go along with others and type nothing. */
const MODIFIERS: ReadonlySet<string> = new Set(['Shift', 'Control', 'Alt', 'AltGraph', 'CapsLock']);
/** What a key under another layout or an input method becomes. */
const STRANGE: ReadonlySet<string> = new Set(['Dead', 'Process', 'Unidentified']);

/** A key that went down, as `KeyboardEvent` tells it. */
export interface WedgeKey {
  readonly key: string;
  readonly ctrl: boolean;
  readonly alt: boolean;
  readonly meta: boolean;
  /** Held down: a scanner never does. */
  readonly held: boolean;
  readonly capsLock: boolean;
}

/** A text that only a scanner can have typed. */
export interface WedgeScan {
  readonly text: string;
  /** The same text had come within 700 ms before. */
  readonly repeat: boolean;
  /** Some keys gave no character, so that a part is missing: another layout, F8 or Alt+029 for GS. */
  readonly strangeKeys: boolean;
  /** Other keys came shortly before: this may be the end of a label whose beginning is not here. */
  readonly cut: boolean;
  readonly capsLock: boolean;
}

/**
 * What a key is: typed by somebody (`typing`), or part of what comes too fast for that (`burst`), and
 * `scan` when it ends a scan. Enter, Tab and blank of a burst must operate nothing on the screen.
 */
export type WedgeVerdict =
  | { readonly kind: 'typing' }
  | { readonly kind: 'burst' }
  | { readonly kind: 'scan'; readonly scan: WedgeScan };

/** Tells the keys of a scanner from those of people. */
export interface WedgeRecogniser {
  /** @param atMs when the key went down, in ms of any clock that does not jump */
  key(key: WedgeKey, atMs: number): WedgeVerdict;
}

const TYPING: WedgeVerdict = { kind: 'typing' };
const BURST: WedgeVerdict = { kind: 'burst' };

/** Creates a recogniser that has seen no key. */
export function createWedgeRecogniser(): WedgeRecogniser {
  let text = '';
  let strangeKeys = false;
  /** Characters of the longest burst that a short gap parted from this one. */
  let partedFrom = 0;
  let capsLock = false;
  let lastMs = -Infinity;
  /** A scan ended just now: a second Enter (CR LF) belongs to it. */
  let ended = false;
  let last: { readonly text: string; readonly atMs: number } | null = null;

  const begin = (): void => {
    text = '';
    strangeKeys = false;
    partedFrom = 0;
    capsLock = false;
    ended = false;
  };
  const beginAfter = (gapMs: number): void => {
    const before = Math.max(partedFrom, text.length, strangeKeys ? 1 : 0);
    begin();
    if (gapMs < CUT_GAP_MS) partedFrom = before;
  };
  const finish = (atMs: number): WedgeVerdict => {
    const repeat = last !== null && last.text === text && atMs - last.atMs <= REPEAT_MS;
    const cut = partedFrom > 0;
    const scan: WedgeScan = { text, repeat, strangeKeys, cut, capsLock };
    // What is not whole was not taken: the label read again is no repeat of it.
    if (!cut && !strangeKeys) last = { text, atMs };
    begin();
    ended = true;
    return { kind: 'scan', scan };
  };
  const characterOf = ({ key, ctrl, alt, meta }: WedgeKey): string | null => {
    if (meta) return null;
    // AltGr is Ctrl and Alt together; it types characters.
    if (ctrl && !alt) return text === '' ? null : (CONTROL_KEYS[key] ?? null);
    if (alt && !ctrl) return null;
    return [...key].length === 1 ? key : null;
  };

  return {
    key(pressed, atMs) {
      const { key, held } = pressed;
      if (held) {
        // Somebody leans on a key: it may have got into a label, and it makes nothing fast.
        if (text !== '' && !MODIFIERS.has(key)) strangeKeys = true;
        return TYPING;
      }
      const gapMs = atMs - lastMs;
      lastMs = atMs;
      if (gapMs > KEY_GAP_MS) beginAfter(gapMs);
      if (MODIFIERS.has(key)) return TYPING;
      if (key === 'Enter' || key === 'Tab') {
        // However short the end of a cut label is, its Enter must operate nothing.
        if (text.length >= SHORTEST || (text !== '' && partedFrom >= SHORTEST)) return finish(atMs);
        const isSecondEnd = ended;
        begin();
        ended = isSecondEnd;
        return isSecondEnd ? BURST : TYPING;
      }
      const isStrange = STRANGE.has(key);
      const character = isStrange ? '' : characterOf(pressed);
      if (character === null || text.length === LONGEST) {
        // In front of a label a key such as F8 or Ctrl+B is a prefix; Alt with digits is a character.
        strangeKeys ||= text !== '' || pressed.alt;
        return text.length > 1 ? BURST : TYPING;
      }
      ended = false;
      strangeKeys ||= isStrange;
      capsLock ||= pressed.capsLock;
      text += character;
      return text.length > 1 ? BURST : TYPING;
    },
  };
}
