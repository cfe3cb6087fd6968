/** One event of each kind that is projected, with the least that the projections ask for. */
export function known(): { readonly kind: string; readonly body: object }[] {
  const shift = 'shift';
  const badge = 'B-17';
  const item = 'RR473124829US';
  return [
    { kind: 'person-added', body: { badge, role: 'operator' } },
    { kind: 'person-changed', body: { badge, role: 'supervisor', active: true } },
    { kind: 'shift-opened', body: { shift, officer: badge } },
    { kind: 'shift-check', body: { check: 'background', result: 'pass' } },
    { kind: 'background-taken', body: { counts: 12, seconds: 60 } },
    { kind: 'session-opened', body: {} },
    {
      kind: 'identity-read',
      body: { identity: { scheme: 's10', canonical: item }, source: 'keyboard' },
    },
    { kind: 'declaration-found', body: { item: { dispatch_country: 'FR' } } },
    { kind: 'declaration-entered', body: {} },
    {
      kind: 'parties-looked-up',
      body: {
        sender: { fingerprint: 'f1' },
        addressee: null,
        pattern: {
          value: { currency: 'EUR', minor: 1250 },
          contacts: [{ party: 'sender', contact: 'phone', fingerprint: 'f2' }],
        },
        licences: { cover: [{ number: 'L-1', unit: 'kg', amount: 2.5 }] },
      },
    },
    {
      kind: 'prompted',
      body: { rule: 'weight.over', version: 1, severity: 'hold', result: 'true', sector: 'weight' },
    },
    { kind: 'fault-raised', body: { instrument: 'scale', code: 'disconnected' } },
    { kind: 'instrument-fault', body: { instrument: 'scale', code: 'disconnected' } },
    {
      kind: 'decided',
      body: {
        ...{ item, outcome: 'hold', override: {} },
        found: { categories: ['tobacco'], method: 'x-ray', concealment: null },
      },
    },
    { kind: 'session-closed', body: { how: 'decided' } },
    { kind: 'outcome-corrected', body: { of: 14, item, outcome: 'release' } },
    { kind: 'annotated', body: { of: 14 } },
    { kind: 'legal-hold-placed', body: {} },
    { kind: 'legal-hold-lifted', body: {} },
    { kind: 'purged', body: { keys: ['session'] } },
    { kind: 'clock-jumped', body: { byMs: -5000 } },
    { kind: 'manifest-activated', body: { generation: 'g', file: 'f', items: 1 } },
    { kind: 'shift-closed', body: { shift } },
    { kind: 'shift-countersigned', body: { shift, by: 'B-20' } },
  ];
}
