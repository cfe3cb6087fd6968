import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createCalls } from '../../../electron/core/calls.ts';
import { coreContract } from '../../../shared/bridge/contract.ts';
import { CONTRACT_VERSION, CORE_METHODS } from '../../../shared/bridge/methods.ts';
import { TRAINING_OFFICER } from '../../../shared/training/training-people.ts';
import { startSimulated, type SimulatedStation } from '../../support/simulated-station.ts';

let bench: SimulatedStation;
let call: ReturnType<typeof createCalls>;
beforeAll(async () => {
  bench = await startSimulated();
  call = createCalls(bench.station);
});
afterAll(() => bench.close());

describe('calls to core', () => {
  it('serve every method of the contract and no other', () => {
    expect(Object.keys(coreContract).sort()).toEqual([...CORE_METHODS].sort());
    expect(call('dropTables', {})).toMatchObject({ ok: false, error: { code: 'unknown-method' } });
    expect(call('constructor', {})).toMatchObject({ ok: false, error: { code: 'unknown-method' } });
  });

  it('answer in the shape of the contract', () => {
    const params = { handshake: { contractVersion: CONTRACT_VERSION } } as Record<string, unknown>;
    for (const method of ['handshake', 'benchState', 'trainingParcels'] as const) {
      const reply = call(method, params[method] ?? {});
      expect(coreContract[method].reply.safeParse(reply.ok ? reply.value : null).success).toBe(
        true,
      );
    }
  });

  it('refuse a screen of another version', () => {
    expect(call('handshake', { contractVersion: CONTRACT_VERSION + 1 })).toMatchObject({
      ok: false,
      error: { code: 'version-mismatch' },
    });
  });

  it('never throw and record nothing, whatever the parameters', () => {
    const before = bench.station.state().events;
    fc.assert(
      fc.property(fc.constantFrom(...CORE_METHODS), fc.anything(), (method, params) => {
        fc.pre(coreContract[method].params.safeParse(params ?? {}).success === false);
        expect(call(method, params)).toMatchObject({
          ok: false,
          error: { code: 'invalid-parameters' },
        });
      }),
    );
    expect(bench.station.state().events).toBe(before);
  });

  it('no report is made for nobody, and none without a shift', () => {
    const params = { shift: null };
    const refused = (code: string): object => ({ ok: false, error: { code } });
    expect(call('shiftReport', params)).toMatchObject(refused('not-allowed'));
    call('intent', { kind: 'sign-in', ...TRAINING_OFFICER });
    expect(call('shiftReport', params)).toMatchObject(refused('no-shift'));
    expect(call('shiftReport', { shift: 'another' })).toMatchObject(refused('not-allowed'));
  });

  it.each([undefined, {}, { shift: 7 }, { shift: '' }, { shift: null, more: 1 }])(
    'a report of %j is not understood',
    (params) => {
      expect(call('shiftReport', params)).toMatchObject({
        ok: false,
        error: { code: 'invalid-parameters' },
      });
    },
  );
});
