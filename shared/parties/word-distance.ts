import type { Word } from './sound.ts';

const VOWELS = new Set('aeiou');
/** Consonants that are written for one another when a name changes its script. */
const ALIKE = new Set(
  'sz zd kg bp dt vf ij jg CS Ch Ck Sj Zj Zz sS fp vb hk hg'
    .split(' ')
    .flatMap((pair) => [pair, [...pair].reverse().join('')]),
);
/** Long vowels of an alphabet without short ones, with the vowels that they may stand for. */
const LONG: Readonly<Record<string, string>> = { A: 'aeiou', W: 'uov', Y: 'iej' };

/**
 * Costs of one change, in letters. Vowels are heard and written in many ways, consonants carry the name;
 * an alphabet without short vowels says nothing of them at all. Site-independent, set by the pairs of
 * names in `test/shared/parties/`.
 */
const COST = {
  vowelForVowel: 0.35,
  vowel: 0.45,
  alike: 0.4,
  h: 0.4,
  swap: 0.8,
  /** A short vowel beside an alphabet that has none; two in a row are long, and would be written. */
  unwritten: 0.02,
  unwrittenPair: 0.5,
  /** Heard in some places, and written in fewer. */
  unwrittenH: 0.15,
  /** A long vowel of such an alphabet that the other side has not, or has as another one. */
  long: 0.6,
  letter: 1,
} as const;

function replaceCost(one: string, other: string): number {
  if (one === other) return 0;
  const [long, letter] = one in LONG ? [one, other] : [other, one];
  const means = LONG[long];
  if (means !== undefined) return means.includes(letter) ? 0 : COST.long;
  if (VOWELS.has(one) && VOWELS.has(other)) return COST.vowelForVowel;
  return ALIKE.has(one + other) ? COST.alike : COST.letter;
}

function dropCost(word: string, at: number, unwritten: boolean): number {
  const letter = word.charAt(at);
  if (letter in LONG) return letter === 'A' ? COST.h : COST.long;
  if (VOWELS.has(letter)) {
    if (!unwritten) return COST.vowel;
    return VOWELS.has(word.charAt(at - 1)) ? COST.unwrittenPair : COST.unwritten;
  }
  if (letter === 'h') return unwritten ? COST.unwrittenH : COST.h;
  return COST.letter;
}

/** Costs by letter codes, worked out once: a name is compared with hundreds. */
const CODES = 128;
const REPLACE = Float64Array.from({ length: CODES * CODES }, (_, at) =>
  replaceCost(String.fromCharCode(Math.floor(at / CODES)), String.fromCharCode(at % CODES)),
);

function facing(one: number, other: number): number {
  if (one === other) return 0;
  return one < CODES && other < CODES ? (REPLACE[one * CODES + other] ?? 1) : COST.letter;
}

function drops(sound: string, apart: boolean): number[] {
  return Array.from(sound, (_, at) => dropCost(sound, at, apart));
}

/** Damerau's distance (optimal string alignment) with the costs above; infinite once it is above `most`. */
function distance(a: string, b: string, apart: boolean, most: number): number {
  const dropsOfB = drops(b, apart);
  let before: number[] = [];
  let above: number[] = [0];
  for (const [j, cost] of dropsOfB.entries()) above.push((above[j] ?? 0) + cost);
  for (const [i, dropped] of drops(a, apart).entries()) {
    const letter = a.charCodeAt(i);
    const row = [(above[0] ?? 0) + dropped];
    for (let j = 0; j < b.length; j += 1) {
      const other = b.charCodeAt(j);
      let least = (above[j] ?? 0) + facing(letter, other);
      least = Math.min(least, (above[j + 1] ?? 0) + dropped, (row[j] ?? 0) + (dropsOfB[j] ?? 0));
      if (i > 0 && j > 0 && letter === b.charCodeAt(j - 1) && other === a.charCodeAt(i - 1)) {
        least = Math.min(least, (before[j - 1] ?? 0) + COST.swap);
      }
      row.push(least);
    }
    // A swap looks back two rows and costs less than two changes.
    if (Math.min(...row) > most && Math.min(...above) > most) return Infinity;
    [before, above] = [above, row];
  }
  return above[b.length] ?? 0;
}

/** A word of three letters or fewer is another word when one letter changes. */
const SHORT = 3;
/** How near two words have to be, by the letters of the longer; short ones beside Arabic only. */
const LEAST = { short: 0.95, four: 0.88, more: 0.8 } as const;

/** How near two words are: 1 for the same sound; 0 where they are too far apart to be one word. */
export function nearness(one: Word, other: Word): number {
  if (one.sound === other.sound || one.folded === other.folded) return 1;
  if (one.script === 'whole' || other.script === 'whole') return 0;
  if (/\d/.test(one.sound) || /\d/.test(other.sound)) return 0;
  // What Arabic does not write counts only beside what does.
  const apart = (one.script === 'arabic') !== (other.script === 'arabic');
  const written = one.script === 'arabic' ? one : other;
  const length = apart ? written.sound.length : Math.max(one.sound.length, other.sound.length);
  if (length === 0) return 0;
  const least =
    length <= SHORT ? (apart ? LEAST.short : 1) : length === SHORT + 1 ? LEAST.four : LEAST.more;
  if (least === 1) return 0;
  const lacks = Math.abs(one.sound.length - other.sound.length) * COST.h;
  if (!apart && 1 - lacks / length < least) return 0;
  const near = 1 - distance(one.sound, other.sound, apart, (1 - least) * length + 1e-9) / length;
  return near >= least ? near : 0;
}
