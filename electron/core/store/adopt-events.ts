import type { ChainedEvent } from '../../../shared/records/chain.ts';
import type { EventTable } from './event-table.ts';
import { createProjector, rebuildProjections } from './projections.ts';
import type { Sqlite } from './sqlite.ts';
import { failureCode } from './store-error.ts';

/** Takes events that were made before into a database, with their projections, in one transaction. */
export function createAdopter(
  db: Sqlite,
  table: EventTable,
): (events: readonly ChainedEvent[]) => void {
  const project = createProjector(db);
  const adopt = db.transaction((events: readonly ChainedEvent[]) => {
    table.insert(events);
    try {
      events.forEach(project);
    } catch (error) {
      if (!/^SQLITE_CONSTRAINT/.test(failureCode(error) ?? '')) throw error;
      // Rows were taken out of `events`: the lists know them still and are folded again.
      rebuildProjections(db);
    }
  });
  return (events) => adopt.immediate(events);
}
