import type { PromptView } from '../../shared/bridge/contract.ts';
import type { Severity } from '../../shared/words.ts';
import type { Shape } from '../components/shapes.ts';
import { withMicroSign, type useText } from '../locales/text.ts';
import { askedInWords, factInWords } from './fact-text.ts';

export const SEVERITY_SHAPES: Readonly<Record<Severity, Shape>> = {
  inform: 'disc',
  check: 'diamond',
  hold: 'triangle',
  danger: 'octagon',
};

const URGENCY: Readonly<Record<Severity, number>> = { danger: 0, hold: 1, check: 2, inform: 3 };

/** Open before answered, urgent before less urgent; otherwise as core ordered them. */
function inOrder(prompts: readonly PromptView[]): readonly PromptView[] {
  const place = ({ answered, severity }: PromptView) => (answered ? 10 : 0) + URGENCY[severity];
  return prompts.toSorted((one, other) => place(one) - place(other));
}

/**
 * Prompts in the order of the screen, each with a key that stays while its values change: a prompt
 * whose dose rate moves is updated in place and not announced anew.
 */
export function listPrompts(
  prompts: readonly PromptView[],
): readonly { readonly key: string; readonly prompt: PromptView }[] {
  const seen = new Map<string, number>();
  return inOrder(prompts).map((prompt) => {
    const nth = seen.get(prompt.rule) ?? 0;
    seen.set(prompt.rule, nth + 1);
    return { key: `${prompt.rule} ${nth}`, prompt };
  });
}

/** The sentence in the current language, or the recorded English one. */
export function promptSentence(prompt: PromptView, text: ReturnType<typeof useText>): string {
  const values = Object.fromEntries(
    Object.entries(prompt.values).map(([name, value]) => {
      if (name === 'fault') return [name, text.lookUp(`faults.${value}`, value)];
      if (name === 'instrument') return [name, text.lookUp(`instruments.${value}`, value)];
      if (name === 'fact') return [name, text.lookUp(`facts.${value}`, value)];
      // The name is the fact's with a dash in place of its dot, or says that it is of the fact named beside it.
      const fact = name === 'value' ? (prompt.values['fact'] ?? '') : name.replace('-', '.');
      return [name, factInWords(fact, value, text)];
    }),
  );
  return withMicroSign(text.lookUp(`rules.${prompt.message}`, prompt.because, values));
}

/** One line for each test of the rule: what was asked of which fact, and what the fact is. */
export function promptReasons(
  prompt: Pick<PromptView, 'tests'>,
  text: ReturnType<typeof useText>,
): readonly string[] {
  return prompt.tests.map(({ fact, is, than, shown, result }) => {
    const asked = text.lookUp(`tests.${is}`, is, { than: askedInWords(fact, than ?? '', text) });
    const value = factInWords(fact, shown, text);
    const name = text.lookUp(`facts.${fact}`, fact);
    const verdict = text.lookUp(`results.${result}`, result);
    return withMicroSign(text.t('prompts.test', { name, asked, value, verdict }));
  });
}

/** Facts that a referral is open by, with its code. */
const REFERRALS = {
  'declared.screening-requested': 'RFS',
  'declared.information-requested': 'RFI',
} as const;

/** The referral that a prompt asks to be answered; null for every other prompt. A site's rule may ask, too. */
export function answerableReferral({ tests }: PromptView): 'RFS' | 'RFI' | null {
  const asking = tests.find(({ fact, result }) => fact in REFERRALS && result === 'true');
  return asking === undefined ? null : REFERRALS[asking.fact as keyof typeof REFERRALS];
}
