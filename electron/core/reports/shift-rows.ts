import type { ShiftRow } from '../../../shared/bridge/contract.ts';
import type { Store } from '../store/store.ts';

/** Shifts for the manager's list, newest first. */
export function shiftRows(
  store: Pick<Store, 'shifts' | 'outcomeCounts' | 'overrideCount'>,
  page: { readonly limit: number; readonly offset: number },
): ShiftRow[] {
  return store.shifts(page).map(({ shift, officer, openedAtMs, closedAtMs, countersignedBy }) => ({
    shift,
    officer,
    openedAtMs,
    closedAtMs,
    countersignedBy,
    outcomes: store.outcomeCounts(shift),
    overrides: store.overrideCount(shift),
  }));
}
