import { toPrintable } from '../../framing/wire-bytes.ts';
import type { OtherMessage } from '../line-reader.ts';

/** What one line says: grams as printed, without padding; nothing of rest, gross or net. */
export type DibalMessage =
  | { readonly kind: 'weight'; readonly value: string }
  | OtherMessage
  | { readonly kind: 'checksum'; readonly detail: string };

/**
 * `99`, status, five for the weight in grams, one zero, six for the amount, checksum (sbzsystems page,
 * whose examples give this layout).
 */
const ANSWER = /^99(?<status>\d)(?<weight>\d{5})\d{7}(?<checksum>[0-?])$/;

/**
 * The exclusive or of all characters before it: the rule that both examples of the page hold to
 * (`98000001` and `9900031600000004`); its words say less.
 */
function checksumOf(text: string): string {
  const sum = [...text].reduce((folded, character) => folded ^ character.charCodeAt(0), 0);
  return String.fromCharCode(sum);
}

const malformed = (detail: string): DibalMessage => ({ kind: 'malformed', detail });

/** Reads one line with its end. */
export function decodeFrame(frame: Uint8Array): DibalMessage {
  const text = Buffer.from(frame).toString('latin1');
  if (text === '\r\n') return { kind: 'other' };
  if (!text.endsWith('\r\n')) return malformed(`line without CR LF: "${toPrintable(frame)}"`);
  const line = text.slice(0, -2);
  const groups = ANSWER.exec(line)?.groups;
  if (groups === undefined) return malformed(`not an answer of this make: "${toPrintable(frame)}"`);
  const { status = '', weight = '', checksum = '' } = groups;
  if (checksum !== checksumOf(line.slice(0, -1))) {
    return { kind: 'checksum', detail: 'the checksum does not fit the line' };
  }
  if (status !== '0') {
    const detail = `status ${status}: the scale did not take the question`;
    return { kind: 'fault', code: 'instrument-error', detail };
  }
  return { kind: 'weight', value: weight.replace(/^0+(?=\d)/, '') };
}
