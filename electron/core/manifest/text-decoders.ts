import { isUtf8 } from 'node:buffer';
import { TextDecoder } from 'node:util';
import { MANIFEST_ENCODINGS } from '../../../shared/manifest/profile.ts';
import type { ManifestEncoding } from '../../../shared/manifest/profile.ts';

/** Encodings that manifests come in; which one a file is in, `decideEncoding` says. */
export const TEXT_ENCODINGS = MANIFEST_ENCODINGS;
export type TextEncoding = ManifestEncoding;

/** Their names for people. */
export const ENCODING_NAMES: { readonly [encoding in TextEncoding]: string } = {
  'utf-8': 'UTF-8',
  'utf-16le': 'UTF-16',
  'utf-16be': 'UTF-16',
  'windows-1251': 'windows-1251',
  'windows-1252': 'windows-1252',
  gb18030: 'GB18030',
};

/** The text of a chunk, or only what comes before bytes that are none. */
interface Decoded {
  readonly text: string;
  /**
   * `damaged`: the file is of the encoding and broken here. `other-encoding`: nothing before says
   * that it is of this one.
   */
  readonly bad: 'damaged' | 'other-encoding' | null;
}

/** Takes the chunks of one file in their order, and null when it has ended. */
type Decode = (chunk: Buffer | null) => Decoded;

const NOTHING = Buffer.alloc(0);

/** A decoder that replaces nothing: the usual ones put U+FFFD where a byte cannot be read. */
export function createDecoder(encoding: TextEncoding): Decode {
  switch (encoding) {
    case 'utf-8':
      return createUtf8();
    case 'utf-16le':
    case 'utf-16be':
      return createUtf16(encoding === 'utf-16be');
    case 'gb18030':
      return createOther(encoding, UNDECODABLE);
    case 'windows-1251':
    case 'windows-1252':
      return createOther(encoding, UNASSIGNED);
  }
}

/** What stands for bytes that are no character; a file that has it as a character was damaged before. */
const UNDECODABLE = /\ufffd/;
/**
 * The WHATWG tables turn bytes that these code pages assign nothing to (0x81 of windows-1252, 0x98 of
 * windows-1251) into control characters that no text has.
 */
const UNASSIGNED = /[\u0080-\u009f]/;

function createOther(encoding: TextEncoding, none: RegExp): Decode {
  const decoder = new TextDecoder(encoding);
  return (chunk) => {
    const text = decoder.decode(chunk ?? NOTHING, { stream: chunk !== null });
    const at = text.search(none);
    return at < 0 ? { text, bad: null } : { text: text.slice(0, at), bad: 'damaged' };
  };
}

/** As a fatal TextDecoder, which is several times slower in streams and keeps ASCII in two bytes. */
function createUtf8(): Decode {
  let cut = NOTHING;
  let isSure = false;
  return (chunk) => {
    const bytes = cut.length === 0 ? (chunk ?? cut) : Buffer.concat([cut, chunk ?? NOTHING]);
    const end = chunk === null ? bytes.length : wholeCharacters(bytes);
    const whole = bytes.subarray(0, end);
    const good = isUtf8(whole) ? whole : validBeginning(whole);
    const text = good.toString('utf8');
    // A byte order mark or any other character of several bytes: other encodings do not look so.
    isSure ||= text.length < good.length;
    if (good !== whole) return { text, bad: isSure ? 'damaged' : 'other-encoding' };
    cut = Buffer.from(bytes.subarray(end));
    return { text, bad: null };
  };
}

/**
 * Whether the beginning of a file is UTF-8, or mostly so: then it is UTF-8 that was damaged. In other
 * encodings a few characters may look so by chance; NUL is in none but UTF-16.
 */
export function looksUtf8(head: Buffer): boolean {
  if (head.includes(0)) return false;
  if (createUtf8()(head).bad === null) return true;
  const characters = head.toString('utf8').match(/\P{ASCII}/gu) ?? [];
  const bad = characters.filter((character) => character === '\ufffd').length;
  return bad * 2 < characters.length;
}

function validBeginning(bytes: Buffer): Buffer {
  // The first bad byte is the first that does not come back.
  const back = Buffer.from(bytes.toString('utf8'));
  let at = 0;
  while (bytes[at] === back[at]) at += 1;
  const before = bytes.subarray(0, at);
  return before.subarray(0, wholeCharacters(before));
}

/** Length without a character at the end that goes on in the next chunk (RFC 3629, 3). */
function wholeCharacters(bytes: Buffer): number {
  for (let back = 1; back <= Math.min(3, bytes.length); back += 1) {
    const byte = bytes[bytes.length - back] ?? 0;
    if (byte < 0x80) return bytes.length;
    if (byte < 0xc0) continue;
    const length = byte >= 0xf0 ? 4 : byte >= 0xe0 ? 3 : 2;
    return length > back ? bytes.length - back : bytes.length;
  }
  return bytes.length;
}

/** Half a pair; with the flag `u` whole pairs do not match. */
const LONE_SURROGATE = /\p{Surrogate}/u;

/** @param highFirst as in UTF-16BE */
function createUtf16(highFirst: boolean): Decode {
  let cut = NOTHING;
  return (chunk) => {
    const bytes = Buffer.concat([cut, chunk ?? NOTHING]);
    const end = chunk === null ? bytes.length : wholeUnits(bytes, highFirst);
    const text = unitsOf(bytes.subarray(0, end), highFirst);
    const lone = text.search(LONE_SURROGATE);
    if (lone >= 0) return { text: text.slice(0, lone), bad: 'damaged' };
    if (end % 2 === 1) return { text, bad: 'damaged' };
    cut = Buffer.from(bytes.subarray(end));
    return { text, bad: null };
  };
}

function unitsOf(bytes: Buffer, highFirst: boolean): string {
  if (!highFirst) return bytes.toString('utf16le');
  const swapped = Buffer.from(bytes.subarray(0, bytes.length - (bytes.length % 2))).swap16();
  return swapped.toString('utf16le');
}

/** Length without half a unit, or half a pair (RFC 2781, 2.1), that goes on in the next chunk. */
function wholeUnits(bytes: Buffer, highFirst: boolean): number {
  const even = bytes.length - (bytes.length % 2);
  const high = bytes[even - (highFirst ? 2 : 1)] ?? 0;
  return high >= 0xd8 && high <= 0xdb ? even - 2 : even;
}
