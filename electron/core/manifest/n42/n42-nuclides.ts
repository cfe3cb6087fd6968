import type { Nuclide } from './n42-content.ts';
import { childrenOf, textIn } from './n42-element.ts';
import type { N42Element } from './n42-element.ts';
import { shortText } from './n42-values.ts';

/**
 * Nuclides that an instrument says it has identified. Some list all that they know, each with
 * `NuclideIdentifiedIndicator` or, without one, as "Not present".
 */
export function nuclidesOf(analysis: N42Element): Nuclide[] {
  return childrenOf(analysis, 'Nuclide').flatMap((nuclide) => {
    const name = shortText(textIn(nuclide, 'NuclideName'));
    const indicator = textIn(nuclide, 'NuclideIdentifiedIndicator')?.toLowerCase() ?? 'true';
    const described = shortText(textIn(nuclide, 'NuclideIDConfidenceDescription'));
    const isThere = indicator !== 'false' && indicator !== '0';
    if (name === null || !isThere || described?.toLowerCase() === 'not present') return [];
    const confidence =
      textIn(nuclide, 'NuclideIDConfidenceValue') ??
      textIn(nuclide, 'NuclideIDConfidenceIndication') ??
      described;
    const category =
      textIn(nuclide, 'NuclideCategoryDescription') ?? textIn(nuclide, 'NuclideType');
    return [{ name, confidence: shortText(confidence), category: shortText(category) }];
  });
}
