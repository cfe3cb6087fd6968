import { rmSync } from 'node:fs';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createSimulatedClock } from '../../../../electron/cli/simulated-clock.ts';
import { createBench, type Bench } from '../../../../electron/core/bench/bench.ts';
import { valueOf } from '../../../../electron/core/result-value.ts';
import { openStore } from '../../../../electron/core/store/open.ts';
import type { Store } from '../../../../electron/core/store/store.ts';
import { SHIFT_CHECKS, type BenchIntent } from '../../../../shared/bridge/intents.ts';
import { item, rules } from '../../../support/session-fixtures.ts';
import { newDataFolder } from '../../../support/simulated-station.ts';

const LABEL: BenchIntent = { kind: 'type-identity', text: 'CP102030419NL' };

/** A shift needs an instrument to open. */
const SCALE = {
  id: 'scale',
  kind: 'scale',
  protocol: 'mt-sics',
  transport: { kind: 'virtual', seed: 1 },
} as const;

let dataDir: string;
let store: Store;
let readable: boolean;
let bench: Bench;

beforeEach(() => {
  dataDir = newDataFolder();
  const clock = createSimulatedClock();
  store = valueOf(openStore({ dataDir, mode: 'training', clock, bootId: 'boot' }));
  readable = true;
  let ids = 0;
  bench = createBench({
    mode: 'training',
    records: store,
    manifest: {
      generation: 'g1',
      items: 1,
      measurements: () => [],
      find() {
        if (!readable) throw new Error('the file is damaged');
        return {
          item: item('2000'),
          generation: 'g1',
          source: { file: 'today.csv', line: 2 },
          firstSeenMs: 0,
        };
      },
    },
    parties: null,
    rules,
    instruments: [SCALE],
    clock,
    request: () => {},
    newId: () => `id-${(ids += 1)}`,
    person: () => ({ badge: 'B-1042', role: 'operator' }),
    onActivity: () => {},
    judgeCommand: () => null,
    intend: () => ({ accepted: true, seq: 0 }),
    onChange: () => {},
    onLive: () => {},
  });
  bench.intend({ kind: 'open-shift' }, null);
  for (const check of SHIFT_CHECKS) {
    const skipped = { check, result: 'skipped', reason: 'no instruments here' } as const;
    bench.intend({ kind: 'report-check', ...skipped }, null);
  }
});
afterEach(() => {
  store.close();
  rmSync(dataDir, { recursive: true, force: true });
});

const prompts = (): string[] => bench.state().session?.prompts.map(({ rule }) => rule) ?? [];

describe('a label that is read while the manifest cannot be', () => {
  it('has its earlier finding as soon as a manifest can be read', () => {
    bench.intend(LABEL, null);
    bench.intend({ kind: 'override', outcome: 'hold', reason: 'a knife was found' }, null);
    readable = false;
    bench.intend(LABEL, null);
    readable = true;
    bench.manifestChanged();
    expect(bench.state().session?.declaration).toMatchObject({ state: 'value', grossG: '2000' });
    expect(prompts()).toContain('item.earlier-finding');
  });
});
