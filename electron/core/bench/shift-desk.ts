import type { ShiftView } from '../../../shared/bridge/contract.ts';
import { SHIFT_CHECKS, type BenchIntent, type ShiftCheck } from '../../../shared/bridge/intents.ts';
import { isFirst, type InstrumentConfig } from '../../../shared/measure/instrument.ts';
import { formatGrams } from '../../../shared/measure/mass.ts';
import type { ScanReading } from '../../../shared/measure/reading.ts';
import type { BenchPolicy } from '../../../shared/session/policy.ts';
import { massForItem } from '../../../shared/session/placement.ts';
import { refuse, type Told } from '../told.ts';
import { lastingFault } from './instruments.ts';
import type { BenchMemory, BenchOptions, CheckState } from './memory.ts';
import type { RadiationDesk } from './radiation-desk.ts';
import { foldShift } from './recorded-shift.ts';
import type { SessionKeeper } from './session-keeper.ts';

/** Opening, checks and end of a shift. */
export interface ShiftDesk {
  open(): Told;
  report(intent: Extract<BenchIntent, { kind: 'report-check' }>): Told;
  close(handover: string | null): Told;
  /**
   * Whether a scan was the bench's own test label, which is no parcel's. Of the first scanner it is
   * recorded as its check.
   */
  takesScan(scan: ScanReading, scanner: InstrumentConfig): boolean;
  /**
   * The bench's test label by a scanner that plays a keyboard; null for any other text. It is the
   * scanner's check only where no scanner is connected otherwise.
   */
  takesWedgeScan(text: string): Told | null;
  /** The pan changed: what lies on it may be the test mass. */
  takeMass(): void;
}

function expectation(check: ShiftCheck, policy: BenchPolicy['shift']): string | null {
  if (check === 'scanner') return policy.scannerTest;
  if (check === 'background') return null;
  return `${formatGrams(policy.testMassG)} g ± ${formatGrams(policy.testMassToleranceG)} g`;
}

/** Checks as the screen shows them. */
export function viewChecks(memory: BenchMemory, policy: BenchPolicy['shift']): ShiftView['checks'] {
  return SHIFT_CHECKS.map((check) => {
    const expected = expectation(check, policy);
    const measuring = check === 'background' && memory.background.state === 'measuring';
    if (measuring) return { check, state: 'measuring', expected, detail: null };
    const known = memory.checks[check];
    return { check, state: known?.result ?? 'open', expected, detail: known?.detail ?? null };
  });
}

/** Whether parcels may be screened: each check has passed, or was skipped with a reason. */
export function checksDone(memory: BenchMemory): boolean {
  return SHIFT_CHECKS.every((check) => {
    const result = memory.checks[check]?.result;
    return result === 'pass' || result === 'skipped';
  });
}

export function createShiftDesk(
  options: BenchOptions,
  memory: BenchMemory,
  keeper: SessionKeeper,
  radiation: RadiationDesk,
): ShiftDesk {
  const { records, clock } = options;
  const policy = options.rules.policy.shift;

  function note(check: ShiftCheck, state: CheckState, more: Record<string, string> = {}): number {
    const { result, detail } = state;
    const seq = keeper.note('shift-check', { check, result, detail, ...more });
    memory.checks[check] = state;
    return seq;
  }

  return {
    open() {
      if (memory.shift !== null) return refuse('why.shift-open');
      if (memory.instruments.size === 0) return refuse('why.no-instruments');
      const shift = options.newId();
      const officer = options.person()?.badge ?? 'station';
      const seq = keeper.noteAll([{ kind: 'shift-opened', body: { shift, officer } }], shift);
      foldShift(memory, records);
      for (const instrument of memory.instruments.values()) {
        const fault = lastingFault(instrument);
        if (fault === null) continue;
        keeper.note('instrument-fault', { instrument: instrument.config.id, ...fault });
      }
      const { refused } = radiation.startBackground();
      const { background } = memory;
      if (refused !== null && background.state === 'fault') {
        note('background', { result: 'fail', detail: background.why });
      }
      return { seq, refused: null };
    },
    report({ check, result, reason }) {
      if (memory.shift === null) return refuse('why.no-shift');
      if (memory.session !== null) return refuse('why.other-item-open');
      const personal = { personal: reason };
      const seq = keeper.note('shift-check', { check, result, reason: personal });
      memory.checks[check] = { result, detail: reason };
      if (check === 'background') memory.background = { state: 'not-yet' };
      // What lies on the pan was put there for the check and is no parcel.
      if (check === 'test-mass') {
        memory.servedPlacement = memory.pan.placement?.number ?? memory.servedPlacement;
      }
      return { seq, refused: null };
    },
    close(handover) {
      if (memory.shift === null) return refuse('why.no-shift');
      if (memory.session !== null) return refuse('why.other-item-open');
      const { shift } = memory.shift;
      const note = handover === null ? null : { personal: handover };
      const seq = keeper.note('shift-closed', { shift, handover: note });
      memory.shift = null;
      memory.checks = {};
      memory.background = { state: 'not-yet' };
      memory.seconds.clear();
      return { seq, refused: null };
    },
    takesScan(scan, scanner) {
      if (memory.shift === null || scan.text.trim() !== policy.scannerTest) return false;
      if (isFirst(scanner))
        note('scanner', { result: 'pass', detail: policy.scannerTest }, { raw: scan.raw });
      return true;
    },
    takesWedgeScan(text) {
      if (memory.shift === null || text.trim() !== policy.scannerTest) return null;
      if (memory.instruments.has('scanner')) return refuse('why.wedge-no-check');
      const state: CheckState = { result: 'pass', detail: policy.scannerTest };
      return { seq: note('scanner', state, { by: 'keyboard-wedge' }), refused: null };
    },
    takeMass() {
      const known = memory.checks['test-mass']?.result;
      if (memory.shift === null || known === 'pass' || known === 'skipped') return;
      const found = massForItem(memory.pan, memory.servedPlacement, 0, clock.monotonicMs());
      if (found === null) return;
      const { micrograms, reading } = found.mass;
      const off = Math.abs(micrograms - policy.testMassG);
      const result = off <= policy.testMassToleranceG ? 'pass' : 'fail';
      const detail = `${reading.value} ${reading.unit}`;
      const expected = expectation('test-mass', policy) ?? '';
      note('test-mass', { result, detail }, { raw: reading.raw, expected });
      // The test mass is no parcel: nothing may take its weight.
      if (result === 'pass') memory.servedPlacement = found.placement;
    },
  };
}
