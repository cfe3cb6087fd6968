import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createCalls } from '../../../../electron/core/calls.ts';
import { coreContract } from '../../../../shared/bridge/contract.ts';
import { TRAINING_MANAGER } from '../../../../shared/training/training-people.ts';
import { runStation } from '../../../support/run-station.ts';
import {
  newDataFolder,
  openShift,
  startSimulated,
  type SimulatedStation,
} from '../../../support/simulated-station.ts';

let bench: SimulatedStation;
let call: ReturnType<typeof createCalls>;
beforeEach(async () => {
  const dataDir = newDataFolder();
  writeFileSync(
    path.join(dataDir, 'instruments.yaml'),
    `instruments:
  - id: scale
    kind: scale
    protocol: mt-sics
    transport: { kind: virtual, seed: 1 }
    calibrationDue: 2026-12-10
    verification: { class: III, e: '2 g', min: '40 g', max: '6 kg', due: 2026-11-20 }
  - id: scale-2
    kind: scale
    protocol: mt-sics
    transport: { kind: virtual, seed: 4 }
    calibrationDue: 2026-12-22
  - { id: scanner, kind: scanner, protocol: line-scanner, transport: { kind: virtual, seed: 2 } }
  - id: dosimeter
    kind: dosimeter
    protocol: gq-gmc
    transport: { kind: virtual, seed: 3 }
    detector: { cpmPerMicrosievert: 154 }
`,
  );
  bench = await startSimulated(dataDir, 'training', Date.UTC(2026, 10, 21, 12));
  call = createCalls(bench.station);
});
afterEach(() => bench.close());

/** The station after so many shifts, a manager at the screen. */
async function afterShifts(n: number): Promise<void> {
  for (let shift = 0; shift < n; shift += 1) {
    await openShift(bench);
    bench.world('scale', 'remove');
    await bench.clock.advance(3_000);
    bench.station.intend({ kind: 'close-shift', handover: null });
  }
  bench.station.intend({ kind: 'sign-out' });
  bench.station.intend({ kind: 'sign-in', ...TRAINING_MANAGER });
}

/** An answer over the screen's own way, held against the contract. */
function register() {
  const reply = call('instrumentRegister', {});
  if (!reply.ok) throw new Error(reply.error.code);
  return coreContract.instrumentRegister.reply.parse(reply.value);
}

function checks(before: number | null, limit: number) {
  const reply = call('instrumentChecks', { kind: 'dosimeter', before, limit });
  if (!reply.ok) throw new Error(reply.error.code);
  return coreContract.instrumentChecks.reply.parse(reply.value);
}

describe('the register of instruments', () => {
  it('has identity, dates, type plate, sensitivity and the latest check of each', async () => {
    await afterShifts(1);
    const { instruments, warnDays } = register();
    const [scale, second, scanner, dosimeter] = instruments;
    expect(warnDays).toBe(30);
    expect(scale).toMatchObject({
      judged: true,
      protocol: 'mt-sics',
      port: 'virtual',
      calibration: { day: '2026-12-10', state: 'soon' },
      verification: { class: 'III', max: '6 kg', due: { day: '2026-11-20', state: 'overdue' } },
      lastCheck: { result: 'pass', detail: '500.0 g' },
    });
    expect(scale?.identity).not.toBeNull();
    expect(second).toMatchObject({
      judged: false,
      calibration: { state: 'fine' },
      lastCheck: null,
    });
    expect(scanner).toMatchObject({ calibration: null, verification: null });
    expect(dosimeter?.cpmPerMicrosievert).toBe(154);
    expect(dosimeter?.lastCheck?.detail).toMatch(/uSv\/h, \d+ counts in 30 s$/);
  });

  it('gives the history of backgrounds in pages, newest first', async () => {
    await afterShifts(3);
    const first = checks(null, 2);
    expect([first.rows.length, first.more]).toEqual([2, true]);
    const rest = checks(first.rows[1]?.seq ?? 0, 2);
    expect([rest.rows.length, rest.more]).toEqual([1, false]);
    const seqs = [...first.rows, ...rest.rows].map(({ seq }) => seq);
    expect(seqs).toEqual([...seqs].sort((a, b) => b - a));
  });

  it('is not for an operator', async () => {
    await openShift(bench);
    expect(call('instrumentRegister', {})).toMatchObject({ error: { code: 'not-allowed' } });
  });

  it('is listed by `station instruments`, which ends with 1 for what is overdue', async () => {
    await afterShifts(2);
    const run = runStation('instruments', '--data', bench.dataDir, '--limit', '1');
    expect(run.status).toBe(1);
    expect(run.answers.map(({ id }) => id)).toEqual(['scale', 'scale-2', 'scanner', 'dosimeter']);
    const dosimeter = run.answers[3];
    expect(dosimeter).toMatchObject({ judged: true, checks: [{ result: 'pass' }] });
    expect(dosimeter?.['identity']).toEqual(expect.stringContaining('GMC'));
  });
});
