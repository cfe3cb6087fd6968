import { UnreadableFile } from '../reader.ts';
import type { TextEncoding } from '../text-decoders.ts';

/**
 * Names of encodings as XML declarations have them (IANA). What says ISO-8859-1 is read as
 * windows-1252, as browsers do: the two differ only in control characters that no text has.
 */
const NAMES: Readonly<Record<string, TextEncoding>> = {
  'utf-8': 'utf-8',
  utf8: 'utf-8',
  'us-ascii': 'utf-8',
  'windows-1252': 'windows-1252',
  cp1252: 'windows-1252',
  'iso-8859-1': 'windows-1252',
  latin1: 'windows-1252',
  'windows-1251': 'windows-1251',
  cp1251: 'windows-1251',
  gb18030: 'gb18030',
  gbk: 'gb18030',
  gb2312: 'gb18030',
};

const DECLARED = /^<\?xml\s[^>]*?\bencoding\s*=\s*["']([^"'>]{1,40})["']/;
const UTF8_MARK = [0xef, 0xbb, 0xbf];

/**
 * The encoding of an XML document (XML 1.0, 4.3.3): by its mark, else by its declaration, else UTF-8.
 * @param head its first bytes
 * @throws UnreadableFile when it says one that is not read
 */
export function xmlEncoding(head: Buffer): TextEncoding {
  if (head[0] === 0xff && head[1] === 0xfe) return 'utf-16le';
  if (head[0] === 0xfe && head[1] === 0xff) return 'utf-16be';
  if (UTF8_MARK.every((byte, at) => head[at] === byte)) return 'utf-8';
  const [, name] = DECLARED.exec(head.toString('latin1')) ?? [];
  if (name === undefined) return 'utf-8';
  const key = name.toLowerCase();
  const encoding = Object.hasOwn(NAMES, key) ? NAMES[key] : undefined;
  if (encoding !== undefined) return encoding;
  throw new UnreadableFile(`says that it is in ${name}, which is not read; save it as UTF-8`);
}
