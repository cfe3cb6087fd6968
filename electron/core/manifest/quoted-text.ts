import { showHidden } from '../../../shared/identifiers/hidden-characters.ts';

/** Characters of a file's text in a message: enough to find the cell, short enough to read. */
const MOST_SHOWN = 200;

/**
 * A message with text of a file in it, fit for a terminal: not longer than can be read, and without
 * characters that would do something there.
 */
export function quotedText(message: string): string {
  const shown = message.length > MOST_SHOWN ? `${message.slice(0, MOST_SHOWN)}…` : message;
  return showHidden(shown);
}
