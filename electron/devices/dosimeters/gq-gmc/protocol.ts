import type { Fault, Observation } from '../../../../shared/measure/reading.ts';
import { faultOf, joinBytes } from '../../framing/wire-bytes.ts';
import type { Protocol } from '../../protocol.ts';
import { descriptor } from './descriptor.ts';
import { createGqGmcDriver } from './driver.ts';
import { decodeExchange } from './exchange.ts';
import { createGqGmcSimulator } from './simulator.ts';

/** A version text inside a stream; its two decimals end it, since nothing else does. */
const VERSION_TEXT = /GMC-[\x21-\x7e\0]{1,12}? ?Re ?\d{1,2}\.\d{2}/g;

/**
 * Bytes without the requests that they answer: `00 17` is 23 counts per minute, per second, or half
 * of a four-byte word. Only a version text says what it is; every other run of bytes is one fault.
 */
function decodeStream(chunks: readonly Uint8Array[]): readonly Observation[] {
  const bytes = joinBytes(chunks);
  const text = Buffer.from(bytes).toString('latin1');
  const faults: Fault[] = [];
  const refuse = (from: number, to: number): void => {
    if (from === to) return;
    const detail = `${to - from} bytes mean nothing without the requests: decode the exchange`;
    faults.push(faultOf('malformed', bytes.subarray(from, to), detail));
  };
  let end = 0;
  for (const match of text.matchAll(VERSION_TEXT)) {
    refuse(end, match.index);
    end = match.index + match[0].length;
  }
  refuse(end, bytes.length);
  return faults;
}

/** GQ GMC Geiger counters after GQ-RFC1201 and GQ-RFC1801. */
export const gqGmc: Protocol = {
  descriptor,
  createDriver: createGqGmcDriver,
  createSimulator: createGqGmcSimulator,
  decodeStream,
  decodeExchange,
};
