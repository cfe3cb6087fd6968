import type { Analysis } from './features.ts';
import { isNaming, type Lexicon } from './lexicon.ts';

/** The knowledge of what says that goods are copies: `1:1`, `AAA`, `kopya`. */
const COPY = 'replica-marks';

/**
 * Whether a text speaks of copies: by a mark of one, or by a make that is copied so often that its name is enough.
 * Bricks and spark plugs are ordinary goods with their maker's name.
 */
export function speaksOfCopies(analyses: readonly Analysis[], { concepts }: Lexicon): boolean {
  return analyses.some(({ matches }) =>
    matches.some(({ concept, kind }) => {
      const { id, categories = [], copyOnly = false } = concepts[concept] ?? {};
      if (kind === 'innocent') return false;
      return (
        id === COPY || (!copyOnly && isNaming(kind) && categories.includes('counterfeit-prone'))
      );
    }),
  );
}
