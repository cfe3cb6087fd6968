import type {
  ImportState,
  ManifestPreview,
  ManifestsReply,
  PackRulesReply,
  RuleProposalReply,
  RulesPreviewState,
  RulesReply,
  SetupInstrumentsReply,
} from '../../shared/bridge/contract.ts';

export const configured: SetupInstrumentsReply['instruments'] = [
  {
    id: 'scale',
    kind: 'scale',
    protocol: 'mt-sics',
    transport: { kind: 'serial', path: 'COM7' },
    calibrationDue: '2027-03-31',
  },
  {
    id: 'dosimeter',
    kind: 'dosimeter',
    protocol: 'gq-gmc',
    transport: { kind: 'tcp', host: 'bench-2', port: 4001 },
  },
];

export const manifests: ManifestsReply = {
  total: 1,
  inForce: [
    {
      generation: '20261129T080000000Z-1a2b3c4d',
      file: 'monday.csv',
      items: 1200,
      lines: 1300,
      rejected: 2,
      atMs: Date.UTC(2026, 10, 29, 8),
      by: '3001',
    },
  ],
};

export const rules: RulesReply = {
  packs: [
    {
      pack: 'starter',
      version: 2,
      hash: 'ab'.repeat(32),
      origin: 'shipped',
      replaces: null,
      rules: 7,
    },
    { pack: 'weights', version: 9, hash: 'cd'.repeat(32), origin: 'site', replaces: 3, rules: 1 },
  ],
  policy: [{ name: 'weight.overG', shipped: '50', own: '80' }],
  findings: [{ file: 'weights.yaml', rule: 'weight.over', message: 'because: {x} is no fact' }],
  weakened: [
    {
      rule: 'radiation.step-back',
      pack: 'weights',
      layer: 'site',
      severity: null,
      reason: 'a vault of our own',
    },
  ],
};

export const proposal: RuleProposalReply = {
  digest: 'ef'.repeat(32),
  layers: [
    { layer: 'shipped', packs: 31, policy: true, overrides: 0 },
    { layer: 'national', packs: 0, policy: false, overrides: 0 },
    { layer: 'site', packs: 1, policy: true, overrides: 2 },
  ],
  changes: [{ layer: 'site', kind: 'pack', name: 'site.yaml', before: null, after: 'aa' }],
  findings: [],
  weakened: [],
  refused: null,
};

export const previewed: RulesPreviewState = {
  state: 'done',
  digest: 'ef'.repeat(32),
  days: 30,
  parcels: 120,
  putAside: 2,
  incomplete: 3,
  erased: 2,
  heldMore: 14,
  heldFewer: 3,
  severities: [{ severity: 'hold', before: 10, after: 21 }],
  rules: [{ rule: 'weight.over', more: 14, fewer: 3 }],
  items: [{ seq: 77, item: 'CP102030419NL', more: ['weight.over'], fewer: [] }],
  itemsTotal: 17,
};

export const packRules: PackRulesReply = {
  total: 7,
  rules: [
    {
      id: 'goods.radioactive',
      version: 1,
      severity: 'hold',
      because: 'Radioactive material.',
      source: 'UPU Convention (verify, from memory)',
      verify: true,
    },
  ],
};

/** A file with the names of the neutral manifest. */
export const neutralFile: ManifestPreview = {
  format: 'csv',
  encoding: 'utf-8',
  encodingGuessed: false,
  delimiter: ',',
  profile: null,
  ready: true,
  columns: ['item_id', 'description'],
  rows: [['RR473124829US', 'shirt']],
  suggested: { item_id: 'item_id', description: 'description' },
  profiles: [{ profile: 'courier-list', title: 'Courier list' }],
  error: null,
};
/** A file with names of its sender; the characters are a guess. */
export const foreignFile: ManifestPreview = {
  ...neutralFile,
  encoding: 'windows-1251',
  encodingGuessed: true,
  delimiter: ';',
  ready: false,
  columns: ['Номер', 'Вес', 'Товар', 'Адрес 1', 'Адрес 2', ''],
  rows: [['RR473124829US', '0,5', '=cmd|calc', 'Baker Street', 'London', '<b>x</b>']],
  suggested: { item_id: 'Номер', gross_g: 'Вес', description: 'Товар' },
};

export const noImport: ImportState = {
  state: 'idle',
  file: '',
  rows: 0,
  bytes: 0,
  totalBytes: 0,
  items: 0,
  lines: 0,
  measurements: 0,
  rejected: [],
  rejectedTotal: 0,
  generation: null,
  error: null,
};
export const importing: ImportState = {
  ...noImport,
  state: 'reading',
  file: 'today.csv',
  rows: 12_000,
  bytes: 1_000_000,
  totalBytes: 2_500_000,
};
