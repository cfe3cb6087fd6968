/**
 * Letters of other scripts in Latin ones, as names are usually written in passports and on labels: after
 * BGN/PCGN and ICAO Doc 9303 for Cyrillic, ELOT 743 for Greek, the usual press spellings for Arabic and
 * Devanagari (from memory, verify). What only one of several spellings has is evened out afterwards
 * (`sound.ts`), so that no scheme has to be the right one.
 */
const pairs = (text: string): ReadonlyMap<string, string> =>
  new Map(
    text
      .trim()
      .split(/\s+/)
      .map((pair) => {
        const [from = '', to = ''] = pair.split('=');
        return [from, to];
      }),
  );

/** Russian, Ukrainian, Belarusian, Bulgarian, Serbian, Macedonian, Kazakh; marks are taken off before. */
export const CYRILLIC = pairs(`
  а=a б=b в=v г=g д=d е=e ж=zh з=z и=i к=k л=l м=m н=n о=o п=p р=r с=s т=t у=u ф=f х=kh ц=ts ч=ch ш=sh
  щ=shch ъ= ы=y ь= э=e ю=yu я=ya і=i є=ye ґ=g ј=y љ=lj њ=nj ћ=ch ђ=dj џ=dzh ѓ=g ќ=k ѕ=dz ә=a ғ=g қ=k ң=n
  ө=o ұ=u ү=u һ=h`);

/** Pairs of letters first: they sound as one. */
export const GREEK_PAIRS: readonly (readonly [string, string])[] = [
  ['ου', 'u'],
  ['ει', 'i'],
  ['οι', 'i'],
  ['αυ', 'av'],
  ['ευ', 'ev'],
  ['μπ', 'b'],
  ['ντ', 'd'],
  ['γκ', 'g'],
  ['γγ', 'ng'],
];
export const GREEK = pairs(`
  α=a β=v γ=g δ=d ε=e ζ=z η=i θ=th ι=i κ=k λ=l μ=m ν=n ξ=x ο=o π=p ρ=r σ=s ς=s τ=t υ=i φ=f χ=kh ψ=ps
  ω=o`);

/**
 * Arabic, Persian and Urdu letters as sounds. `A`, `W` and `Y` are letters that are a long vowel in one
 * name and a consonant in another; short vowels are not written at all.
 */
export const ARABIC = pairs(`
  ا=A أ=A إ=A آ=A ٱ=A ب=b ت=t ث=t ج=j ح=h خ=h د=d ذ=d ر=r ز=z س=s ش=S ص=s ض=d ط=t ظ=z ع=A غ=g ف=f ق=k
  ك=k ل=l م=m ن=n ه=h ة= و=W ؤ=W ي=Y ى=A ئ=Y ء= پ=b چ=C ژ=Z گ=g ک=k ی=Y ہ=h ھ=h ے=Y ٹ=t ڈ=d ڑ=r ں=n`);

/** Independent vowels of Devanagari, and its vowel signs. */
export const DEVANAGARI_VOWELS = pairs(
  'अ=a आ=a इ=i ई=i उ=u ऊ=u ऋ=ri ए=e ऐ=ai ओ=o औ=au ऑ=o ा=a ि=i ी=i ु=u ू=u ृ=ri े=e ै=ai ो=o ौ=au ॉ=o',
);
/** Consonants, each with an `a` after it unless a vowel sign, a virama or the word's end takes it away. */
export const DEVANAGARI = pairs(`
  क=k ख=kh ग=g घ=gh ङ=n च=ch छ=ch ज=j झ=jh ञ=n ट=t ठ=th ड=d ढ=dh ण=n त=t थ=th द=d ध=dh न=n प=p फ=ph
  ब=b भ=bh म=m य=y र=r ल=l व=v श=sh ष=sh स=s ह=h`);

/** Latin letters that are no letter with a mark. */
export const LATIN = pairs('ß=ss ø=o æ=ae œ=oe ł=l đ=d ð=d þ=th ı=i ə=a ħ=h');
