import type { ManifestEncoding, TableProfile } from '../../shared/manifest/profile.ts';
import type { MessageKey } from '../locales/text.ts';

/** Character sets that a file can be said to be in. */
export const ENCODINGS = [
  'utf-8',
  'utf-16le',
  'utf-16be',
  'windows-1252',
  'windows-1251',
  'gb18030',
] as const satisfies readonly ManifestEncoding[];

/** What can be said to stand between the columns of a text file. */
export const DELIMITERS = [
  ',',
  ';',
  '\t',
  '|',
] as const satisfies readonly TableProfile['delimiter'][];
export const DELIMITER_WORDS: { readonly [delimiter in (typeof DELIMITERS)[number]]: MessageKey } =
  {
    ',': 'mapping.comma',
    ';': 'mapping.semicolon',
    '\t': 'mapping.tab',
    '|': 'mapping.bar',
  };
