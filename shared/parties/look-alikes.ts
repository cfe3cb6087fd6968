/**
 * Letters that look like Latin ones, by case: `Ivаnov` with a Cyrillic а is read as Ivanov by everybody
 * but a program (after the confusables of Unicode TR39, from memory, verify). The first that looks like a
 * Latin letter is what that letter stands for among its own.
 */
const letters = (text: string): ReadonlyMap<string, string> =>
  new Map(
    text
      .trim()
      .split(/\s+/)
      .map((pair) => [pair.charAt(0), pair.charAt(2)] as const),
  );

interface OtherScript {
  readonly letter: RegExp;
  readonly latin: ReadonlyMap<string, string>;
  readonly own: ReadonlyMap<string, string>;
}

function otherScript(letter: RegExp, latin: ReadonlyMap<string, string>): OtherScript {
  return {
    letter,
    latin,
    own: new Map([...latin].map(([own, as]) => [as, own] as const).toReversed()),
  };
}

const OTHERS: readonly OtherScript[] = [
  otherScript(
    /\p{Script=Cyrillic}/u,
    letters(`А=A В=B С=C Е=E Н=H І=I Ј=J К=K М=M О=O Р=P Ѕ=S Т=T Х=X У=Y Ү=Y
      а=a с=c е=e һ=h і=i ј=j к=k м=m о=o р=p ѕ=s т=t х=x у=y ԁ=d ԛ=q ԝ=w в=b н=h`),
  ),
  otherScript(
    /\p{Script=Greek}/u,
    letters(`Α=A Β=B Ε=E Η=H Ι=I Κ=K Μ=M Ν=N Ο=O Ρ=P Τ=T Χ=X Υ=Y Ζ=Z
      α=a ε=e γ=y ι=i κ=k ν=v ο=o ρ=p τ=t υ=u χ=x η=n β=b`),
  ),
];

const IS_LATIN = /\p{Script=Latin}/u;
const WORD = /[\p{L}\p{M}]+/gu;

/** In the letters of one script, where all others in it only look like some; as it is where they do not. */
function evenedWord(word: string, { letter, latin, own }: OtherScript): string {
  const all = [...word];
  const others = all.filter((each) => letter.test(each));
  const latins = all.filter((each) => IS_LATIN.test(each));
  const othersAlike = others.every((each) => latin.has(each));
  const latinsAlike = latins.every((each) => own.has(each));
  if (othersAlike && (!latinsAlike || latins.length >= others.length)) {
    return all.map((each) => latin.get(each) ?? each).join('');
  }
  return latinsAlike ? all.map((each) => own.get(each) ?? each).join('') : word;
}

const mixedWith = (word: string): OtherScript | undefined =>
  IS_LATIN.test(word) ? OTHERS.find(({ letter }) => letter.test(word)) : undefined;

/** Whether a word of a text has letters of Latin and of a script that has letters like it. */
export function mixesScripts(text: string): boolean {
  if (!OTHERS.some(({ letter }) => letter.test(text))) return false;
  return (text.normalize('NFKC').match(WORD) ?? []).some((word) => mixedWith(word) !== undefined);
}

/** A text whose words have no letters that only look like those around them. @param text in NFKC */
export function withoutLookAlikes(text: string): string {
  if (!IS_LATIN.test(text) || !OTHERS.some(({ letter }) => letter.test(text))) return text;
  return text.replace(WORD, (word) => {
    const other = mixedWith(word);
    return other === undefined ? word : evenedWord(word, other);
  });
}
