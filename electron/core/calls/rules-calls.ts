import type { rulesContract } from '../../../shared/bridge/rules-contract.ts';
import type { RulesPreviewState } from '../../../shared/bridge/rules-contract.ts';
import type { Station } from '../station.ts';
import type { HandlersOf } from './handlers.ts';

const READERS = ['manager', 'administrator'] as const;

/** Answers about rules that are proposed. */
export function rulesCalls(station: Station): HandlersOf<typeof rulesContract, 'ruleProposal'> {
  const desk = () => station.desks(READERS).proposals;
  const plain = (state: RulesPreviewState): RulesPreviewState => structuredClone(state);
  return {
    ruleProposal: () => desk().proposal(),
    startRulesPreview: ({ days }) => plain(desk().startPreview(days)),
    stopRulesPreview: () => plain(desk().stopPreview()),
    rulesPreview: () => plain(desk().preview()),
  };
}
