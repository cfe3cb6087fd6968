/**
 * Other scripts in Latin letters, as people type them who have no other keyboard: no learned
 * transliteration, and not reversible. From memory of common practice (GOST and passport Russian, Arabic
 * as on road signs, Hunterian Hindi, Greek as in ISO 843 without accents); verify.
 */
const LETTERS: Readonly<Record<string, string>> = {
  // Latin letters that do not come apart into a letter and an accent.
  ...{ ß: 'ss', æ: 'ae', œ: 'oe', ø: 'o', đ: 'd', ð: 'd', ł: 'l', þ: 'th', ı: 'i', ə: 'e' },
  ...{ а: 'a', б: 'b', в: 'v', г: 'g', д: 'd', е: 'e', ж: 'zh', з: 'z', и: 'i', й: 'y', к: 'k' },
  ...{ л: 'l', м: 'm', н: 'n', о: 'o', п: 'p', р: 'r', с: 's', т: 't', у: 'u', ф: 'f', х: 'h' },
  ...{ ц: 'ts', ч: 'ch', ш: 'sh', щ: 'sch', ъ: '', ы: 'y', ь: '', э: 'e', ю: 'yu', я: 'ya' },
  ...{ і: 'i', є: 'ye', ґ: 'g', ә: 'a', ғ: 'g', қ: 'k', ң: 'n', ө: 'o', ұ: 'u', ү: 'u', һ: 'h' },
  ...{ α: 'a', β: 'v', γ: 'g', δ: 'd', ε: 'e', ζ: 'z', η: 'i', θ: 'th', ι: 'i', κ: 'k', λ: 'l' },
  ...{ μ: 'm', ν: 'n', ξ: 'x', ο: 'o', π: 'p', ρ: 'r', σ: 's', ς: 's', τ: 't', υ: 'y', φ: 'f' },
  ...{ χ: 'ch', ψ: 'ps', ω: 'o' },
  ...{ ا: 'a', ب: 'b', ت: 't', ث: 'th', ج: 'j', ح: 'h', خ: 'kh', د: 'd', ذ: 'dh', ر: 'r', ز: 'z' },
  ...{ س: 's', ش: 'sh', ص: 's', ض: 'd', ط: 't', ظ: 'z', ع: '', غ: 'gh', ف: 'f', ق: 'q', ك: 'k' },
  ...{ ل: 'l', م: 'm', ن: 'n', ه: 'h', ة: 'a', و: 'w', ي: 'y', ى: 'a', ء: '', ٱ: 'a', ـ: '' },
  ...{ پ: 'p', چ: 'ch', ژ: 'zh', گ: 'g', ک: 'k', ی: 'y' },
};

/** Consonants of Devanagari, each with an `a` behind it unless another vowel or none is written. */
const CONSONANTS: Readonly<Record<string, string>> = {
  ...{ क: 'k', ख: 'kh', ग: 'g', घ: 'gh', ङ: 'n', च: 'ch', छ: 'chh', ज: 'j', झ: 'jh', ञ: 'n' },
  ...{ ट: 't', ठ: 'th', ड: 'd', ढ: 'dh', ण: 'n', त: 't', थ: 'th', द: 'd', ध: 'dh', न: 'n' },
  ...{ प: 'p', फ: 'ph', ब: 'b', भ: 'bh', म: 'm', य: 'y', र: 'r', ल: 'l', ळ: 'l', व: 'v' },
  ...{ श: 'sh', ष: 'sh', स: 's', ह: 'h' },
};
const NUKTA = '\u093c';
/** Sounds of Persian and English that a dot below makes; ड़ stays a `d`, as most people type it. */
const WITH_NUKTA: Readonly<Record<string, string>> = { ज: 'z', फ: 'f', क: 'q', ग: 'g' };
const VOWELS: Readonly<Record<string, string>> = {
  ...{ अ: 'a', आ: 'a', इ: 'i', ई: 'i', उ: 'u', ऊ: 'u', ऋ: 'ri', ए: 'e', ऐ: 'ai', ओ: 'o', औ: 'au' },
  ...{ ऑ: 'o', ऍ: 'e', '\u093e': 'a', '\u093f': 'i', '\u0940': 'i', '\u0941': 'u', '\u0942': 'u' },
  ...{ '\u0943': 'ri', '\u0945': 'e', '\u0947': 'e', '\u0948': 'ai', '\u0949': 'o' },
  ...{ '\u094b': 'o', '\u094c': 'au', '\u094d': '' },
};
/** Candrabindu and anusvara; at the end of a word nobody types them. */
const NASAL = /[\u0901\u0902]/;
const DEVANAGARI_WORD = /[\u0900-\u0963]+/g;
/** Accents, Arabic vowels: what writers leave out. Signs of Devanagari are no accents. */
const MARKS = /[\u0300-\u036f\u0610-\u061a\u064b-\u065f\u0670]/g;
/** Zeros of the digits that people type beside Latin ones: Arabic, Persian, Devanagari. */
const ZEROS = [0x0660, 0x06f0, 0x0966];
const OTHER_LETTER = new RegExp(`[${Object.keys(LETTERS).join('')}]`, 'g');
const OTHER_DIGIT = /[\u0660-\u0669\u06f0-\u06f9\u0966-\u096f]/g;
const ASCII = /^[\x20-\x7e]*$/;
/** The Arabic article, at the beginning of a word that is long enough to have one. */
const ARTICLE = /(?<![\u0620-\u06ff])(?:وال|بال|ال)(?=[\u0620-\u06ff]{3})/g;

/**
 * A text in lower-case Latin letters without accents; Chinese and scripts that are not known stay as they
 * are. Digits of Arabic and Devanagari become `0` to `9`.
 */
export function toLatin(text: string): string {
  if (ASCII.test(text)) return text.toLowerCase();
  const plain = text.normalize('NFKC').toLowerCase().normalize('NFD').replace(MARKS, '');
  if (ASCII.test(plain)) return plain;
  return plain
    .replace(ARTICLE, '')
    .replace(OTHER_DIGIT, asciiDigit)
    .replace(DEVANAGARI_WORD, hindiInLatin)
    .replace(OTHER_LETTER, (letter) => LETTERS[letter] ?? letter)
    .normalize('NFC');
}

function asciiDigit(digit: string): string {
  const code = digit.codePointAt(0) ?? 0;
  const zero = ZEROS.find((start) => code >= start && code < start + 10) ?? code;
  return String(code - zero);
}

function hindiInLatin(word: string): string {
  const signs = [...word];
  let latin = '';
  for (const [at, sign] of signs.entries()) {
    const consonant = CONSONANTS[sign];
    if (consonant !== undefined) {
      const dotted = signs[at + 1] === NUKTA;
      const next = signs[dotted ? at + 2 : at + 1];
      // The last consonant of a word is spoken without its vowel.
      const bare = next === undefined || (VOWELS[next] !== undefined && !/[अ-औ]/u.test(next));
      latin += (dotted ? (WITH_NUKTA[sign] ?? consonant) : consonant) + (bare ? '' : 'a');
    } else if (NASAL.test(sign)) {
      latin += at === signs.length - 1 ? '' : 'n';
    } else {
      latin += VOWELS[sign] ?? '';
    }
  }
  return latin;
}

/** Letters that scripts without them write with their neighbours; vowels come and go. */
const SOUNDS: readonly (readonly [RegExp, string])[] = [
  [/ph/g, 'f'],
  [/sch|sh|ch|zh|ts|c(?=[eiy])/g, 's'],
  [/kh|gh|[cqgj]/g, 'k'],
  [/x/g, 'ks'],
  [/th/g, 't'],
  [/p/g, 'b'],
  [/z/g, 's'],
  [/^(?:wh|[vw])/g, 'f'],
  [/(?!^)[vwh]/g, ''],
  [/[aeiouy]/g, ''],
  [/(.)\1+/g, '$1'],
];

/**
 * What is left of a Latin word when it goes through a script without its vowels: the consonants, those
 * alike that are taken for each other. `captagon` and the Arabic `kbtajwn` are both `kbtkn`.
 */
export function soundOf(word: string): string {
  return SOUNDS.reduce((left, [letters, sound]) => left.replace(letters, sound), word);
}
