import type { BenchState } from '../../shared/bridge/contract.ts';

/** What is to be done next, in order: core's list, and before there is a parcel what leads to one. */
export function todoKeys(bench: BenchState): readonly string[] {
  if (bench.shift === null) return ['todo.open-shift'];
  if (bench.session !== null) return bench.session.todo;
  if (bench.background.state === 'measuring') return ['todo.wait-for-background'];
  return bench.background.state === 'value' ? ['todo.scan'] : ['todo.take-background'];
}
