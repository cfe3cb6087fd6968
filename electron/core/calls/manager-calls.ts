import type { managerContract } from '../../../shared/bridge/manager-contract.ts';
import { sheetPage } from '../commands/sheet-page.ts';
import { shiftReport } from '../reports/shift-report.ts';
import { shiftRows } from '../reports/shift-rows.ts';
import type { Station } from '../station.ts';
import { StationError } from '../station-error.ts';
import type { HandlersOf } from './handlers.ts';

const REVIEWERS = ['supervisor', 'manager'] as const;

/** Answers for managers and administrators. */
export function managerCalls(station: Station): HandlersOf<typeof managerContract> {
  return {
    people: () => ({ people: station.desks(['administrator']).accounts.people() }),
    commandSheet: () => ({ sheet: station.desks(['manager']).commands.inForce() }),
    shifts: (page) => ({ shifts: shiftRows(station.desks(REVIEWERS).store, page) }),
  };
}

/**
 * The shift that somebody asks about, the open one for null. Whoever worked in a shift may read about
 * it; the others are for supervisors and managers.
 * @throws StationError `not-allowed`, `no-shift`
 */
export function readableShift(station: Station, shift: string | null): string {
  const { store, accounts } = station.desks();
  const person = accounts.person();
  const own = store.shiftState()?.shift ?? null;
  const wanted = shift ?? own;
  const worked = (badge: string): boolean => wanted !== null && store.workedIn(wanted, badge);
  const theirs = person !== null && (wanted === own || worked(person.badge));
  if (!theirs) station.desks(REVIEWERS);
  if (wanted !== null) return wanted;
  throw new StationError('no-shift', 'No shift is open. Open a shift, then print its report.');
}

/**
 * A shift's report, the open one's for null: an HTML page, a CSV and the file name for both.
 * @throws StationError `not-allowed`, `no-shift`
 */
export function reportOf(
  station: Station,
  shift: string | null,
): { readonly html: string; readonly csv: string; readonly name: string } {
  const { store } = station.desks();
  return shiftReport(store, readableShift(station, shift), station.clock.utcMs());
}

/**
 * The command sheet in force: an HTML page and its file name. Its barcodes operate the bench, so that
 * it goes to the printer and not to a screen.
 * @throws StationError `not-allowed`, `no-command-sheet`
 */
export function printedSheet(station: Station): { readonly html: string; readonly name: string } {
  const { commands, store } = station.desks(['manager']);
  const [sheet, texts] = [commands.inForce(), commands.texts()];
  if (sheet === null || texts === null) {
    throw new StationError(
      'no-command-sheet',
      'No command sheet is in force. Make a new one first.',
    );
  }
  const html = sheetPage({ ...sheet, station: store.station, mode: station.config.mode, texts });
  return { html, name: `command-sheet-${String(sheet.generation)}` };
}
