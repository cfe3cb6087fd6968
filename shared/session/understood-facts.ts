import type { Goods } from '../goods/classifier.ts';
import { readHs } from '../goods/hs.ts';
import { hasUnreadScript, knowsNoWord } from '../goods/unread.ts';
import { judgedLines, type JudgedLine } from './goods-lines.ts';
import { absent, declared, truth } from './known-facts.ts';
import type { SessionState } from './state.ts';

/** Below this score it is likelier that the goods are not what they are likeliest to be. */
const MORE_LIKELY_THAN_NOT = 0.5;

/** Words that say nothing of the goods (`chemicals`) tell no more than none, and a UN number of several goods no more. */
function tellsNothing({ said, description }: JudgedLine): boolean {
  const saysNothing = !said.alarm && said.categories[0]?.id === 'vague';
  return said.undecided || saysNothing || UN_NUMBER_ALONE.test(description);
}

/** `UN 3481`: what the batteries are in, it does not say. */
const UN_NUMBER_ALONE = /^\P{L}*UN\P{L}*$/iu;

/** A tariff code tells what such words do not. */
function isUntold(line: JudgedLine): boolean {
  return tellsNothing(line) && !isCoded(line);
}

function isCoded({ hsCode }: JudgedLine): boolean {
  return hsCode !== null && readHs(hsCode) !== null;
}

/** The code tells, and nobody can see whether it fits words that nobody knows. */
function isByCodeOnly(line: JudgedLine, { lexicon }: Goods): boolean {
  return isCoded(line) && tellsNothing(line) && knowsNoWord(line.description, lexicon);
}

/** Of a script that is not read the code does not tell either: nobody can see whether it fits. */
function isUnread(line: JudgedLine, { lexicon }: Goods): boolean {
  if (hasUnreadScript(line.description)) return true;
  const { score = 0, because = [] } = line.said.categories[0] ?? {};
  // With nothing that spoke for it the score is that of any text.
  const isGuess = score < MORE_LIKELY_THAN_NOT || because.length === 0;
  return isUntold(line) && isGuess && knowsNoWord(line.description, lexicon);
}

/** Which descriptions the station cannot read, or cannot tell anything by. Their words are not shown. */
export function understoodFacts(state: SessionState, goods: () => Goods) {
  const finding = (counts: (line: JudgedLine) => boolean) =>
    declared(state, (item) => {
      const lines = judgedLines(item, goods);
      if (lines.length === 0) return absent('no line has a description');
      const found = lines.filter(counts).map(({ line }) => `line ${line}`);
      return truth(found.length > 0, found.join(', '));
    });
  return {
    'goods.unread': finding((line) => isUnread(line, goods())),
    'goods.undecided': finding(isUntold),
    'goods.code-only': finding((line) => isByCodeOnly(line, goods())),
  };
}
