import type { Token } from './normalise.ts';

const CYRILLIC: Readonly<Record<string, string>> = {
  а: 'a',
  б: 'b',
  в: 'v',
  г: 'g',
  д: 'd',
  е: 'e',
  ж: 'zh',
  з: 'z',
  и: 'i',
  к: 'k',
  л: 'l',
  м: 'm',
  н: 'n',
  о: 'o',
  п: 'p',
  р: 'r',
  с: 's',
  т: 't',
  у: 'u',
  ф: 'f',
  х: 'h',
  ц: 'ts',
  ч: 'ch',
  ш: 'sh',
  щ: 'sch',
  ъ: '',
  ы: 'y',
  ь: '',
  э: 'e',
  ю: 'yu',
  я: 'ya',
};

/** Arabic writes no short vowels; what is left is compared by consonants. */
const ARABIC: Readonly<Record<string, string>> = {
  ا: 'a',
  ب: 'b',
  پ: 'b',
  ت: 't',
  ث: 'th',
  ج: 'j',
  چ: 'ch',
  ح: 'h',
  خ: 'kh',
  د: 'd',
  ذ: 'z',
  ر: 'r',
  ز: 'z',
  س: 's',
  ش: 'sh',
  ص: 's',
  ض: 'd',
  ط: 't',
  ظ: 'z',
  ع: 'a',
  غ: 'gh',
  ف: 'f',
  ق: 'q',
  ك: 'k',
  گ: 'g',
  ل: 'l',
  م: 'm',
  ن: 'n',
  ه: 'h',
  و: 'w',
  ي: 'y',
};

const HINDI_CONSONANTS: Readonly<Record<string, string>> = {
  क: 'k',
  ख: 'kh',
  ग: 'g',
  घ: 'gh',
  ङ: 'n',
  च: 'ch',
  छ: 'chh',
  ज: 'j',
  झ: 'jh',
  ञ: 'n',
  ट: 't',
  ठ: 'th',
  ड: 'd',
  ढ: 'dh',
  ण: 'n',
  त: 't',
  थ: 'th',
  द: 'd',
  ध: 'dh',
  न: 'n',
  प: 'p',
  फ: 'ph',
  ब: 'b',
  भ: 'bh',
  म: 'm',
  य: 'y',
  र: 'r',
  ल: 'l',
  ळ: 'l',
  व: 'v',
  श: 'sh',
  ष: 'sh',
  स: 's',
  ह: 'h',
};

const HINDI_OTHERS: Readonly<Record<string, string>> = {
  अ: 'a',
  आ: 'aa',
  इ: 'i',
  उ: 'u',
  ऋ: 'ri',
  ए: 'e',
  ऐ: 'ai',
  ओ: 'o',
  औ: 'au',
  ऑ: 'o',
  ऍ: 'e',
  'ा': 'aa',
  'ि': 'i',
  'ु': 'u',
  'ृ': 'ri',
  'े': 'e',
  'ै': 'ai',
  'ो': 'o',
  'ौ': 'au',
  'ॉ': 'o',
  'ॅ': 'e',
  'ं': 'n',
  'ः': '',
  '्': '',
};

/** Signs after which a Hindi consonant has no `a` of its own. */
const NO_INHERENT_A = /[ािुृेैोौॉॅ्]/;

function hindi(word: string): string {
  const letters = [...word];
  return letters
    .map((letter, at) => {
      const consonant = HINDI_CONSONANTS[letter];
      if (consonant === undefined) return HINDI_OTHERS[letter] ?? '';
      const next = letters[at + 1];
      return next === undefined || NO_INHERENT_A.test(next) ? consonant : `${consonant}a`;
    })
    .join('');
}

/** A folded word in Latin letters, as people write it who have no other; Chinese has no such form here. */
export function romanise({ word, script }: Pick<Token, 'word' | 'script'>): string {
  const by = (table: Readonly<Record<string, string>>): string =>
    [...word].map((letter) => table[letter] ?? '').join('');
  if (script === 'latin') return word;
  if (script === 'cyrillic') return by(CYRILLIC);
  if (script === 'arabic') return by(ARABIC);
  return script === 'devanagari' ? hindi(word) : '';
}

/**
 * What spellings of one sound share: `chaaku` and `chaku`, `wodka` and `водка`. Empty for what is too
 * short to tell anything.
 */
export function soundOf(token: Pick<Token, 'word' | 'script'>): string {
  const sound = romanise(token)
    .replace(/sch|shch/g, 'sh')
    .replace(/ph/g, 'f')
    .replace(/([bcdgkjt])h/g, '$1')
    .replace(/[wv]/g, 'v')
    .replace(/[zj]/g, 'j')
    .replace(/ck|q|c(?![eiy])/g, 'k')
    .replace(/ee|y/g, 'i')
    .replace(/oo/g, 'u')
    .replace(/(.)\1+/g, '$1');
  return sound.length < 4 ? '' : sound.replace(/[aeiouh]$/, '');
}
