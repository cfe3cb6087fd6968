import { basename } from 'node:path';
import type { RuleProposalReply } from '../../../shared/bridge/rules-contract.ts';
import { LAYERS } from '../../../shared/rules/override.ts';
import { whyNotActivated } from './activation.ts';
import type { Proposal } from './proposal.ts';

/** Most rows of a list that goes to the screen; `rules preview` prints all. */
const SHOWN = 100;
/** Longest message that is shown whole. */
const SHOWN_TEXT = 300;

/** What is proposed, as the setup page shows it. */
export function viewProposal(proposal: Proposal): RuleProposalReply {
  const { changes, findings, rules, files, digest } = proposal;
  return {
    digest,
    layers: LAYERS.map((layer) => {
      const own = files.filter((file) => file.layer === layer);
      return {
        layer,
        packs: own.filter(({ kind }) => kind === 'pack').length,
        policy: own.some(({ kind }) => kind === 'policy'),
        overrides: (rules?.packs ?? [])
          .filter((pack) => (pack.layer ?? 'shipped') === layer)
          .reduce((sum, { overrides }) => sum + overrides.length, 0),
      };
    }),
    changes: changes.slice(0, SHOWN).map((change) => ({ ...change })),
    findings: findings.slice(0, SHOWN).map(({ file, rule, message }) => ({
      file: basename(file),
      rule,
      message: message.slice(0, SHOWN_TEXT),
    })),
    weakened: (rules?.weakened ?? []).slice(0, SHOWN).map((one) => ({ ...one })),
    refused: whyNotActivated(proposal),
  };
}
