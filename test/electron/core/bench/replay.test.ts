import { rmSync } from 'node:fs';
import fc from 'fast-check';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { createSimulatedClock } from '../../../../electron/cli/simulated-clock.ts';
import { newMemory, type BenchOptions } from '../../../../electron/core/bench/memory.ts';
import { foldRecorded } from '../../../../electron/core/bench/recorded-session.ts';
import { createSessionKeeper } from '../../../../electron/core/bench/session-keeper.ts';
import { valueOf } from '../../../../electron/core/result-value.ts';
import { openStore } from '../../../../electron/core/store/open.ts';
import type { Store } from '../../../../electron/core/store/store.ts';
import { verifyPath } from '../../../../electron/core/store/verify.ts';
import { inputs } from '../../../support/session-inputs.ts';
import { item, rules } from '../../../support/session-fixtures.ts';
import { newDataFolder } from '../../../support/simulated-station.ts';

let dataDir: string;
let store: Store;
let ids = 0;

beforeEach(() => {
  dataDir = newDataFolder();
  const clock = createSimulatedClock(Date.UTC(2026, 10, 21));
  store = valueOf(openStore({ dataDir, mode: 'training', clock, bootId: 'boot' }));
});
afterEach(() => {
  store.close();
  rmSync(dataDir, { recursive: true, force: true });
});

function benchOptions(): BenchOptions {
  return {
    mode: 'training',
    records: store,
    manifest: {
      generation: 'g1',
      items: 1,
      measurements: () => [],
      find: () => ({
        item: item('2000'),
        generation: 'g1',
        source: { file: 'today.csv', line: 2 },
        firstSeenMs: 0,
      }),
    },
    parties: null,
    rules,
    instruments: [],
    clock: createSimulatedClock(Date.UTC(2026, 10, 21)),
    person: () => ({ badge: 'B-1042', role: 'operator' }),
    onActivity: () => {},
    judgeCommand: () => null,
    intend: () => ({ accepted: true, seq: 0 }),
    request: () => {},
    newId: () => `session-${(ids += 1)}`,
    onChange: () => {},
    onLive: () => {},
  };
}

it('whatever a session was told, what the store kept of it folds to the same state', () => {
  fc.assert(
    fc.property(fc.array(inputs, { minLength: 1, maxLength: 20 }), (told) => {
      const memory = newMemory([]);
      const keeper = createSessionKeeper(benchOptions(), memory);
      keeper.open();
      for (const input of told) {
        const id = memory.session?.id;
        if (id === undefined) break;
        keeper.tell(input);
        const kept = foldRecorded(store.sessionEvents(id));
        if (memory.session === null) expect(kept.closed).toBe(true);
        else expect(kept).toEqual(memory.session.state);
      }
      if (memory.session !== null) keeper.tell({ kind: 'put-aside', reason: 'end of the run' });
    }),
    { numRuns: 60 },
  );
  expect(valueOf(verifyPath(dataDir)).ok).toBe(true);
});
