import type { ProtocolId } from '../../shared/measure/instrument.ts';
import { accuRad } from './dosimeters/accurad/protocol.ts';
import { gqGmc } from './dosimeters/gq-gmc/protocol.ts';
import { radPro } from './dosimeters/rad-pro/protocol.ts';
import { radexOne } from './dosimeters/radex-one/protocol.ts';
import { radEye } from './dosimeters/radeye/protocol.ts';
import type { Protocol } from './protocol.ts';
import { mtSics } from './scales/mt-sics/protocol.ts';
import { lineScanner } from './scanners/line-scanner/protocol.ts';

const PROTOCOLS: Partial<Record<ProtocolId, Protocol>> = {
  'mt-sics': mtSics,
  'line-scanner': lineScanner,
  'gq-gmc': gqGmc,
  'rad-pro': radPro,
  radeye: radEye,
  accurad: accuRad,
  'radex-one': radexOne,
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
