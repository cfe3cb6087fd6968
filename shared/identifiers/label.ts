import { itemKey } from '../manifest/item-key.ts';
import type { Symbology } from './aim.ts';
import { splitSymbology } from './aim.ts';
import { showHidden } from './hidden-characters.ts';

/** Characters that are shown of a label that is no identifier. */
const SHOWN = 100;

/** What a reader or a keyboard gave, ready for the schemes. */
export interface Label {
  /** Without symbology identifier, otherwise as it came: small letters, blanks, separators. */
  readonly text: string;
  /** Upper case without blanks. */
  readonly key: string;
  readonly symbology: Symbology | null;
}

/** @param aim symbology identifier that the reader's protocol took off, or null */
export function readLabel(raw: string, aim: string | null): Label {
  const { symbology, text } = splitSymbology(raw, aim);
  return { text, key: itemKey(text), symbology };
}

/** The key of a label that cannot be read, with hidden characters made visible: at most 100 characters then. */
export function visibleKey({ key }: Label): string {
  const shown = showHidden(key);
  return shown === key ? key : shown.slice(0, SHOWN);
}
