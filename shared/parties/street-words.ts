import { foldedWords } from './fold-name.ts';

/** Words of streets, folded, each with what it is cut short to (from memory of common usage, verify). */
const SHORT: ReadonlyMap<string, string> = new Map(
  `str=strasse,strase,straat,strada st=street rd=road av=ave,avenue,avenida,aven blvd=boulevard,bd,bulvar,bulvari
  ln=lane sq=square ul=ulitsa,ulica,ulitza,улица,ул r=rua,rue c=calle
  cad=caddesi,cd sok=sokak,sokagi,sokagı,sk jl=jalan,jln pr=prospekt,проспект,пр`
    .trim()
    .split(/\s+/)
    .flatMap((line) => {
      const [short = '', long = ''] = line.split('=');
      return [short, ...long.split(',')].map((word) => [word, short] as const);
    }),
);
/** German and Dutch write it together with the name, and apart: Hafenstraße, Berliner Str. */
const TOGETHER = /^(\p{L}{3,})(?:strasse|straat|str)$/u;

/** A word of an address as it is compared: `Hafenstraße` is a name and a street. */
function evened(word: string): readonly string[] {
  const plain = word.replaceAll('ß', 'ss');
  const name = TOGETHER.exec(plain)?.[1];
  return name === undefined ? [SHORT.get(plain) ?? plain] : [name, 'str'];
}

const STREETS: ReadonlySet<string> = new Set(SHORT.values());

/** The words of an address, those of streets however they are cut short: `Hafenstraße`, `Hafenstr.` */
export interface EvenedAddress {
  readonly words: ReadonlySet<string>;
  /** How many of them are more than a word for a street. */
  readonly telling: number;
}

/** Words of an address as they are compared. @param written its folded words */
export function evenedAddress(written: Iterable<string>): EvenedAddress {
  const words = new Set([...written].flatMap(evened));
  return { words, telling: [...words].filter((word) => !STREETS.has(word)).length };
}

/** The words of a declared address, as they are written and as they are compared. */
export function declaredAddress(text: string): ReadonlySet<string> {
  const written = foldedWords(text);
  return new Set([...written, ...evenedAddress(written).words]);
}
