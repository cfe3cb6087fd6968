import type { ProtocolId } from '../../shared/measure/instrument.ts';
import { gqGmc } from './dosimeters/gq-gmc/protocol.ts';
import type { Protocol } from './protocol.ts';
import { adam } from './scales/adam/protocol.ts';
import { dibal } from './scales/dibal/protocol.ts';
import { mtContinuous } from './scales/mt-continuous/protocol.ts';
import { mtSics } from './scales/mt-sics/protocol.ts';
import { riceLake } from './scales/rice-lake/protocol.ts';
import { stGs } from './scales/st-gs/protocol.ts';
import { lineScanner } from './scanners/line-scanner/protocol.ts';

const PROTOCOLS: Partial<Record<ProtocolId, Protocol>> = {
  'mt-sics': mtSics,
  'line-scanner': lineScanner,
  'mt-continuous': mtContinuous,
  'st-gs': stGs,
  'rice-lake': riceLake,
  adam,
  dibal,
  'gq-gmc': gqGmc,
};

/** Whether the protocol is there already. */
export function isBuilt(id: ProtocolId): boolean {
  return PROTOCOLS[id] !== undefined;
}

/** The protocol with this id. */
export function protocolOf(id: ProtocolId): Protocol {
  const protocol = PROTOCOLS[id];
  if (protocol === undefined) throw new Error(`${id} is not built yet`);
  return protocol;
}
