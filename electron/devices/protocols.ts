import type { ProtocolId } from '../../shared/measure/instrument.ts';
import { gqGmc } from './dosimeters/gq-gmc/protocol.ts';
import type { Protocol } from './protocol.ts';
import { mtSics } from './scales/mt-sics/protocol.ts';
import { lineScanner } from './scanners/line-scanner/protocol.ts';

const PROTOCOLS: Record<ProtocolId, Protocol> = {
  'mt-sics': mtSics,
  'line-scanner': lineScanner,
  'gq-gmc': gqGmc,
};

/** The protocol with this id. */
export function protocolOf(id: ProtocolId): Protocol {
  return PROTOCOLS[id];
}
