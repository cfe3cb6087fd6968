import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { format, resolveConfig } from 'prettier';
import { loadRules } from '../electron/core/config.ts';
import type { Rule, RulePack } from '../shared/rules/pack.ts';
import { PROJECT } from './app/launch.ts';

/** `npm run rules-table`: writes `docs/rules.md` from the shipped packs: what a bench judges, and by which document. */
const FILE = path.join(PROJECT, 'docs', 'rules.md');

function row({ id, severity, sector, procedure, source, verify }: Rule): string {
  const cells = [
    `\`${id}\``,
    severity,
    sector ?? '',
    procedure ?? '',
    source,
    verify ? 'verify' : '',
  ];
  return `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`;
}

function section({ pack, about, rules, cases }: RulePack): string {
  return [
    `## ${pack}`,
    '',
    `${about}. ${cases.length} example cases.`,
    '',
    '| rule | severity | sector | procedure | source | |',
    '| --- | --- | --- | --- | --- | --- |',
    ...rules.map(row),
  ].join('\n');
}

const { packs } = loadRules(path.join(PROJECT, 'resources'), null);
const count = packs.reduce((sum, { rules }) => sum + rules.length, 0);
const text = `# The shipped rules

Written by \`npm run rules-table\` from \`resources/rule-packs/\`: ${packs.length} packs, ${count} rules. What "verify"
stands beside is from memory: the site looks it up before it relies on it. Limits that a site may change are in
\`resources/policy/bench.yaml\`. How a rule is written: [adding-a-rule.md](adding-a-rule.md).

${packs.map(section).join('\n\n')}
`;
writeFileSync(FILE, await format(text, { ...(await resolveConfig(FILE)), filepath: FILE }));
