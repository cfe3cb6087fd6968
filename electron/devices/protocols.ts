import type { ProtocolId } from '../../shared/measure/instrument.ts';
import { gqGmc } from './dosimeters/gq-gmc/protocol.ts';
import type { Protocol } from './protocol.ts';
import { mtSics } from './scales/mt-sics/protocol.ts';
import { datalogic } from './scanners/datalogic/protocol.ts';
import { honeywell } from './scanners/honeywell/protocol.ts';
import { lineScanner } from './scanners/line-scanner/protocol.ts';
import { zebraSsi } from './scanners/zebra-ssi/protocol.ts';

const PROTOCOLS: Partial<Record<ProtocolId, Protocol>> = {
  'mt-sics': mtSics,
  'line-scanner': lineScanner,
  'zebra-ssi': zebraSsi,
  honeywell,
  datalogic,
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
