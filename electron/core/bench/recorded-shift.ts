import type { BenchMemory, BenchRecords } from './memory.ts';

/** Takes the open shift and its checks from the records; the background is the radiation desk's. */
export function foldShift(memory: BenchMemory, records: BenchRecords): void {
  memory.shift = records.shiftState();
  memory.checks = {};
  if (memory.shift === null) return;
  for (const { name, result, seq } of records.shiftChecks(memory.shift.shift)) {
    const { detail = null, reason = null } = records.event(seq)?.body ?? {};
    const said = [detail, reason].find((text) => typeof text === 'string');
    memory.checks[name] = { result, detail: said ?? null };
  }
}
