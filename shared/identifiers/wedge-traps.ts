import { GS } from './gs1-elements.ts';
import { namesParcel } from './identity.ts';
import { resolve } from './resolve.ts';

/** What goes wrong when a scanner plays a keyboard. With `cut` the text must not be taken as a label. */
export const WEDGE_TRAPS = ['cut', 'gs-lost', 'gs-rewritten', 'layout', 'caps-lock'] as const;
export type WedgeTrap = (typeof WEDGE_TRAPS)[number];

/** A text that came by the keyboard, and what was seen of the keys. */
export interface WedgeText {
  readonly text: string;
  /** Keys that gave no character took part: the layout is not that of the scanner. */
  readonly strangeKeys: boolean;
  /** Keys came so shortly before that this may be only the end of a label. */
  readonly cut: boolean;
  readonly capsLock: boolean;
}

/** How keyboards show the separator that they cannot type. */
const GS_IN_WORDS = /<GS>|\{GS\}|\[GS\]|\^\]|\u241d/i;
/** A symbology identifier (`]C1`) whose bracket became another character. */
const GARBLED_AIM = /^[^\]\w\s([{<"'-][A-Za-z](?:\d|[&é"'(àç_è-])\S{4,}$/;
/** An SSCC behind an element of variable length. */
const SSCC_AT_END = /^(?:\][A-Za-z]\d)?\d{2}.*00\d{18}$/s;

/**
 * What is likely wrong with the keyboard that a label was read by; empty when nothing shows. The text
 * stays as it came: what the label says is not guessed.
 */
export function wedgeTraps({ text, strangeKeys, cut, capsLock }: WedgeText): readonly WedgeTrap[] {
  const identity = resolve(text);
  const isParcel = identity.valid && namesParcel(identity);
  const has = (...codes: readonly string[]): boolean =>
    identity.problems.some((found) => codes.some((code) => found.startsWith(`${code}: `)));
  const inWords = GS_IN_WORDS.test(text);
  const swallowed = !isParcel && SSCC_AT_END.test(text) && resolve(text.slice(-20)).valid;
  const found: Readonly<Record<WedgeTrap, boolean>> = {
    cut: cut || strangeKeys,
    'gs-lost':
      !inWords && !text.includes(GS) && (has('gs1-separator-missing', 'gs1-too-long') || swallowed),
    'gs-rewritten': inWords,
    layout:
      strangeKeys ||
      has('keyboard-layout') ||
      (identity.scheme === 'unknown' && GARBLED_AIM.test(text)),
    'caps-lock':
      (capsLock && /[A-Za-z]/.test(text)) ||
      (isParcel && /[a-z]/.test(text) && !/[A-Z]/.test(text)),
  };
  return WEDGE_TRAPS.filter((trap) => found[trap]);
}
