import type { BenchState, ShiftView } from '../../shared/bridge/contract.ts';

function checkTodo({ check, state }: ShiftView['checks'][number]): readonly string[] {
  if (state === 'pass' || state === 'skipped') return [];
  if (check !== 'background') return [`todo.check-${check}`];
  return [state === 'measuring' ? 'todo.wait-for-background' : 'todo.take-background'];
}

/** Waiting comes last: the other checks are made meanwhile. */
function checksTodo(shift: ShiftView): readonly string[] {
  const keys = shift.checks.flatMap(checkTodo);
  const waiting = 'todo.wait-for-background';
  return keys.includes(waiting) ? [...keys.filter((key) => key !== waiting), waiting] : keys;
}

/** What is to be done next, in order: core's list, and before there is a parcel what leads to one. */
export function todoKeys(bench: BenchState): readonly string[] {
  if (bench.shift === null) return ['todo.open-shift'];
  if (bench.session !== null) return bench.session.todo;
  if (!bench.shift.ready) return checksTodo(bench.shift);
  return bench.background.state === 'measuring' ? ['todo.wait-for-background'] : ['todo.scan'];
}
