import type { ToDevices } from '../../shared/bridge/devices-messages.ts';
import type { InstrumentConfig } from '../../shared/measure/instrument.ts';
import type { Result } from '../../shared/result.ts';

/**
 * Checks the shape of a message from core as far as this process depends on it, so that a mistake
 * there becomes a line in the log here and not a stopped bench. The error is the reason.
 */
export function checkMessage(message: unknown): Result<ToDevices, string> {
  if (!isRecord(message)) return refuse('it is not an object');
  if (message['kind'] === 'configure') return checkConfigure(message);
  if (message['kind'] === 'world') return checkWorld(message);
  if (message['kind'] === 'tap') return checkTap(message);
  if (message['kind'] === 'request') return checkRequest(message);
  if (message['kind'] === 'detect') return checkDetect(message);
  if (message['kind'] === 'cancel-detect') return { ok: true, value: { kind: 'cancel-detect' } };
  if (message['kind'] === 'list-ports') return { ok: true, value: { kind: 'list-ports' } };
  return refuse(`its kind is ${JSON.stringify(message['kind'])}`);
}

function checkConfigure(message: Record<string, unknown>): Result<ToDevices, string> {
  const { instruments } = message;
  if (!Array.isArray(instruments)) return refuse('configure without a list of instruments');
  const ids = new Set<string>();
  for (const instrument of instruments as unknown[]) {
    if (!isInstrument(instrument))
      return refuse(`not an instrument: ${JSON.stringify(instrument)}`);
    if (ids.has(instrument.id)) return refuse(`instrument ${instrument.id} is there twice`);
    ids.add(instrument.id);
  }
  return { ok: true, value: message as ToDevices };
}

function checkWorld(message: Record<string, unknown>): Result<ToDevices, string> {
  const complete = typeof message['instrument'] === 'string' && typeof message['line'] === 'string';
  return complete ? { ok: true, value: message as ToDevices } : refuse('world without its line');
}

function checkTap({ instrument }: Record<string, unknown>): Result<ToDevices, string> {
  if (instrument !== null && typeof instrument !== 'string') return refuse('tap without a line');
  return { ok: true, value: { kind: 'tap', instrument } };
}

function checkDetect({ path }: Record<string, unknown>): Result<ToDevices, string> {
  if (path !== null && typeof path !== 'string') return refuse('detect without a port');
  return { ok: true, value: { kind: 'detect', path } };
}

function checkRequest(message: Record<string, unknown>): Result<ToDevices, string> {
  const { instrument, request } = message;
  const complete = typeof instrument === 'string' && typeof request === 'string';
  return complete ? { ok: true, value: message as ToDevices } : refuse('request without its words');
}

function isInstrument(value: unknown): value is InstrumentConfig {
  return (
    isRecord(value) &&
    typeof value['id'] === 'string' &&
    typeof value['protocol'] === 'string' &&
    isRecord(value['transport']) &&
    hasTransportFields(value['transport'])
  );
}

function hasTransportFields(transport: Record<string, unknown>): boolean {
  switch (transport['kind']) {
    case 'serial':
      return typeof transport['path'] === 'string';
    case 'tcp':
      return typeof transport['host'] === 'string' && typeof transport['port'] === 'number';
    case 'virtual':
      return typeof transport['seed'] === 'number';
    case 'replay':
      return typeof transport['file'] === 'string';
    default:
      return false;
  }
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}

function refuse(reason: string): { readonly ok: false; readonly error: string } {
  return { ok: false, error: reason };
}
