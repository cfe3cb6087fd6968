import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll } from 'vitest';

type CleanUp = () => void | Promise<void>;

const cleanUps: CleanUp[] = [];

afterAll(async () => {
  const failures: unknown[] = [];
  for (const cleanUp of cleanUps.splice(0).reverse()) {
    try {
      await cleanUp();
    } catch (error) {
      failures.push(error);
    }
  }
  if (failures.length > 0) throw new AggregateError(failures, 'the clean-up failed');
});

/** Runs after the test file, the last one first, whatever happened before. */
export function onEnd(cleanUp: CleanUp): void {
  cleanUps.push(cleanUp);
}

/** A folder that is gone after the test file. */
export function temporaryFolder(): string {
  const folder = mkdtempSync(path.join(tmpdir(), 'station-e2e-'));
  onEnd(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}
