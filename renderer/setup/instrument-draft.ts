import {
  portText,
  PROTOCOL_KINDS,
  type InstrumentConfig,
  type InstrumentKind,
  type ProtocolId,
  type TransportConfig,
} from '../../shared/measure/instrument.ts';
import { parseLineSettings } from '../../shared/measure/line-settings.ts';

/** How an instrument is connected: by a port or address, or as it is (a simulator, a recording). */
export type Connection = 'port' | 'virtual' | 'replay';

/** What the form of an instrument holds. */
export interface InstrumentDraft {
  /** `none`: the bench has no instrument of this kind. */
  protocol: ProtocolId | 'none';
  connection: Connection;
  /** `COM7`, `/dev/ttyUSB0` or `host:port`. */
  port: string;
  /** Empty for the usual ones of the protocol. */
  settings: string;
  /** YYYY-MM-DD, or empty. */
  calibrationDue: string;
}

/** The fields that are wrong, as locale keys. */
export interface DraftProblems {
  readonly port?: 'setup.port-needed' | 'setup.port-wrong';
  readonly settings?: 'setup.settings-wrong';
  readonly calibrationDue?: 'setup.day-wrong';
}

const ADDRESS = /^(?<host>[A-Za-z0-9.-]+|\[[0-9A-Fa-f:]+\]):(?<port>\d{1,5})$/;

/** Protocols that measure what instruments of this kind do. */
export function protocolsOf(kind: InstrumentKind): readonly ProtocolId[] {
  return (Object.keys(PROTOCOL_KINDS) as ProtocolId[]).filter((id) => PROTOCOL_KINDS[id] === kind);
}

/** The form of an instrument as it is configured, or of one that is not there yet. */
export function draftOf(config: InstrumentConfig | null): InstrumentDraft {
  if (config === null) {
    return { protocol: 'none', connection: 'port', port: '', settings: '', calibrationDue: '' };
  }
  const { protocol, transport, calibrationDue = '' } = config;
  const isPort = transport.kind === 'serial' || transport.kind === 'tcp';
  return {
    protocol,
    connection: isPort ? 'port' : transport.kind,
    port: portText(transport),
    settings: transport.kind === 'serial' ? (transport.settings ?? '') : '',
    calibrationDue,
  };
}

/** Whether a port is an address in the network, which has no line settings. */
export function isAddress(port: string): boolean {
  return ADDRESS.test(port.trim());
}

/** Whether a text is a day of the calendar, YYYY-MM-DD. */
function isDay(text: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return false;
  const at = new Date(`${text}T00:00:00Z`);
  return !Number.isNaN(at.getTime()) && at.toISOString().startsWith(text);
}

/** What is wrong with a draft; nothing for an instrument that is not there. */
export function problemsOf(draft: InstrumentDraft): DraftProblems {
  if (draft.protocol === 'none') return {};
  const day = draft.calibrationDue.trim();
  const line = draft.connection === 'port' ? lineProblems(draft) : {};
  return day === '' || isDay(day) ? line : { ...line, calibrationDue: 'setup.day-wrong' };
}

function lineProblems({ port, settings }: InstrumentDraft): DraftProblems {
  const written = port.trim();
  if (written === '') return { port: 'setup.port-needed' };
  const address = ADDRESS.exec(written)?.groups;
  if (address !== undefined) {
    const number = Number(address['port']);
    return number >= 1 && number <= 65_535 ? {} : { port: 'setup.port-wrong' };
  }
  const fine = settings.trim() === '' || parseLineSettings(settings).ok;
  return fine ? {} : { settings: 'setup.settings-wrong' };
}

function transportOf(draft: InstrumentDraft, before: InstrumentConfig | null): TransportConfig {
  const { connection, port, settings } = draft;
  if (connection !== 'port') {
    return before !== null && before.transport.kind === connection
      ? before.transport
      : { kind: 'virtual', seed: 1 };
  }
  const written = port.trim();
  const address = ADDRESS.exec(written)?.groups;
  if (address !== undefined) {
    return { kind: 'tcp', host: address['host'] ?? '', port: Number(address['port']) };
  }
  const own = settings.trim().toUpperCase();
  return { kind: 'serial', path: written, ...(own === '' ? {} : { settings: own }) };
}

/**
 * The instruments with one of them as drafted; a draft with problems must not come here.
 * @param kind of the drafted one
 */
export function withDraft(
  instruments: readonly InstrumentConfig[],
  kind: InstrumentKind,
  draft: InstrumentDraft,
): InstrumentConfig[] {
  const before = instruments.find(({ id }) => id === kind) ?? null;
  const others = instruments.filter(({ id }) => id !== kind);
  const { protocol } = draft;
  const calibrationDue = draft.calibrationDue.trim();
  if (protocol === 'none') return others;
  const drafted: InstrumentConfig = {
    id: kind,
    kind,
    protocol,
    transport: transportOf(draft, before),
    ...(calibrationDue === '' ? {} : { calibrationDue }),
  };
  if (before === null) return [...instruments, drafted];
  return instruments.map((one) => (one.id === kind ? drafted : one));
}
