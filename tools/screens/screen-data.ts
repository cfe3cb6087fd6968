import { execFileSync } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { stringify } from 'yaml';
import { PROJECT } from '../app/launch.ts';

/** Measuring times that are short enough to look at screens. */
const POLICY = { radiation: { backgroundS: 10, dwellS: 6, clearTo: 0.3, jigDistance: 'contact' } };

/** The training bench's own instruments, and a further dosimeter. */
const INSTRUMENTS = [
  { id: 'scale', kind: 'scale', protocol: 'mt-sics', seed: 1 },
  { id: 'scanner', kind: 'scanner', protocol: 'line-scanner', seed: 2 },
  { id: 'dosimeter', kind: 'dosimeter', protocol: 'gq-gmc', seed: 3, cpmPerMicrosievert: 1800 },
  { id: 'dosimeter-2', kind: 'dosimeter', protocol: 'gq-gmc', seed: 4, cpmPerMicrosievert: 1800 },
].map(({ id, kind, protocol, ...virtual }) => ({
  ...{ id, kind, protocol },
  transport: { kind: 'virtual', ...virtual },
}));

/** An item with a referral, and goods that many rules ask about. */
export const REFERRED_ITEM = 'RB123456785GB';
const REFERRED: Readonly<Record<string, string>> = {
  item_id: REFERRED_ITEM,
  category: 'sale',
  origin_country: 'GB',
  destination_country: 'KE',
  gross_g: '2400',
  sender_name: 'Weatherfield Household and Garden Supplies (International) Limited',
  sender_city: 'Stoke-on-Trent',
  sender_country: 'GB',
  addressee_name: 'Mukami Wanjiru Kamau-Otieno',
  addressee_city: 'Nairobi',
  addressee_country: 'KE',
  referral: 'RFS',
};
const LINES: readonly Readonly<Record<string, string>>[] = [
  { description: 'Lithium battery power bank 20000 mAh', quantity: '6', net_g: '1900' },
  { description: 'Perfume', quantity: '2', net_g: '200', hs_code: '330300' },
].map((line) => ({ ...REFERRED, currency: 'GBP', value: '60.00', hs_year: '2022', ...line }));

/** The demo's manifest with the referred item below it. */
function manifest(): string {
  const demo = readFileSync(path.join(PROJECT, 'resources', 'demo', 'manifest.csv'), 'utf8');
  const [head = '', ...rows] = demo.trimEnd().split('\n');
  const columns = head.split(',');
  const own = LINES.map((line) =>
    [...columns.map((column) => line[column] ?? ''), line['referral']].join(','),
  );
  return [`${head},referral`, ...rows.map((row) => `${row},`), ...own, ''].join('\n');
}

/** Gives a data folder a policy. */
export function writePolicy(dataDir: string, policy: object): void {
  writeFileSync(path.join(dataDir, 'policy.yaml'), stringify(policy));
}

/** Gives a data folder what a training bench needs for all its screens. */
export function writeTrainingData(dataDir: string): void {
  writePolicy(dataDir, POLICY);
  writeFileSync(path.join(dataDir, 'instruments.yaml'), stringify({ instruments: INSTRUMENTS }));
  const file = path.join(dataDir, 'screens.csv');
  writeFileSync(file, manifest());
  const station = path.join(PROJECT, 'electron', 'cli', 'station.mjs');
  const where = ['--data', dataDir, '--mode', 'training'];
  execFileSync(process.execPath, [station, 'import', file, ...where], { stdio: 'pipe' });
}

/** Rules of the site that wait to be activated: one lowers a danger, one asks more. */
export function proposeRules(dataDir: string): void {
  const overrides = [
    {
      ...{ rule: 'radiation.step-back', version: 1, severity: 'hold' },
      reason: 'order 14/2026: the radiation officer is at the gate',
    },
    { rule: 'weight.over', version: 2, severity: 'check', reason: 'scale verified again in May' },
  ];
  const folder = path.join(dataDir, 'rule-packs');
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  writeFileSync(
    path.join(folder, 'gate-2.yaml'),
    stringify({ pack: 'gate-2', version: 1, overrides }),
  );
}
