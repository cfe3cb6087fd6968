import type { DetectedInstrument } from '../../shared/bridge/detection.ts';
import type { PortView } from '../../shared/bridge/devices-messages.ts';
import {
  MOST_INSTRUMENTS,
  type InstrumentConfig,
  type InstrumentKind,
} from '../../shared/measure/instrument.ts';

/** Instruments of a kind are numbered from 2 to 9 after the first, which has the name of the kind. */
const LAST_NUMBER = 9;

/**
 * The ids that a detected instrument of a kind may take, the best first: the first free one of the
 * kind, then those that are there and would be replaced.
 */
export function idsFor(kind: InstrumentKind, instruments: readonly InstrumentConfig[]): string[] {
  const numbered = Array.from({ length: LAST_NUMBER - 1 }, (_, index) => `${kind}-${index + 2}`);
  const taken = instruments.filter((one) => one.kind === kind).map(({ id }) => id);
  const free = [kind, ...numbered].find((id) => !taken.includes(id));
  const isRoom = instruments.length < MOST_INSTRUMENTS;
  return free === undefined || !isRoom ? taken : [free, ...taken];
}

/**
 * The instruments with a detected one under an id: protocol, port, identity of its adapter and line
 * settings as detected. What else is known of the one before stays where the protocol is the same.
 */
export function withDetected(
  instruments: readonly InstrumentConfig[],
  id: string,
  { protocol, kind, settings }: DetectedInstrument,
  port: Pick<PortView, 'path' | 'stableId'>,
): readonly InstrumentConfig[] {
  const before = instruments.find((one) => one.id === id);
  const { path, stableId: identity } = port;
  const detected: InstrumentConfig = {
    ...(before?.protocol === protocol ? before : {}),
    id,
    kind,
    protocol,
    transport: { kind: 'serial', path, settings, identity },
  };
  if (before === undefined) return [...instruments, detected];
  return instruments.map((one) => (one === before ? detected : one));
}
