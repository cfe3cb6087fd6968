import type { registerContract } from '../../../shared/bridge/register-contract.ts';
import { checksOf, registerOf } from '../instruments/register.ts';
import type { Station } from '../station.ts';
import type { HandlersOf } from './handlers.ts';

const READERS = ['supervisor', 'manager', 'administrator'] as const;

/** Answers about the instruments of the bench. */
export function registerCalls(station: Station): HandlersOf<typeof registerContract> {
  const desks = () => station.desks(READERS);
  return {
    instrumentRegister() {
      const { bench, store, rules } = desks();
      const warnDays = rules.policy.shift.dueWarningDays;
      const identities = new Map(bench.state().instruments.map((one) => [one.id, one.identity]));
      const instruments = registerOf(bench.instruments(), {
        records: store,
        nowMs: station.clock.utcMs(),
        warnDays,
        identityOf: (id) => identities.get(id) ?? null,
      });
      return { instruments, warnDays };
    },
    instrumentChecks: ({ kind, ...page }) => checksOf(desks().store, kind, page),
  };
}
