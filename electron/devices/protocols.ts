import type { ProtocolId } from '../../shared/measure/instrument.ts';
import { accuRad } from './dosimeters/accurad/protocol.ts';
import { adm300 } from './dosimeters/adm-300/protocol.ts';
import { automess6150ad } from './dosimeters/automess-6150ad/protocol.ts';
import { bgeigie } from './dosimeters/bgeigie/protocol.ts';
import { gammaScout } from './dosimeters/gamma-scout/protocol.ts';
import { gqGmc } from './dosimeters/gq-gmc/protocol.ts';
import { genericDosimeter } from './dosimeters/generic-dosimeter/protocol.ts';
import { radPro } from './dosimeters/rad-pro/protocol.ts';
import { radexOne } from './dosimeters/radex-one/protocol.ts';
import { mightyohm } from './dosimeters/mightyohm/protocol.ts';
import { radEye } from './dosimeters/radeye/protocol.ts';
import type { Protocol } from './protocol.ts';
import { adam } from './scales/adam/protocol.ts';
import { dibal } from './scales/dibal/protocol.ts';
import { mtContinuous } from './scales/mt-continuous/protocol.ts';
import { mtSics } from './scales/mt-sics/protocol.ts';
import { nciScp01 } from './scales/nci-scp01/protocol.ts';
import { ohaus } from './scales/ohaus/protocol.ts';
import { sartoriusSbi } from './scales/sartorius-sbi/protocol.ts';
import { sma } from './scales/sma/protocol.ts';
import { toledo8217 } from './scales/toledo-8217/protocol.ts';
import { riceLake } from './scales/rice-lake/protocol.ts';
import { genericScale } from './scales/generic-scale/protocol.ts';
import { stGs } from './scales/st-gs/protocol.ts';
import { datalogic } from './scanners/datalogic/protocol.ts';
import { honeywell } from './scanners/honeywell/protocol.ts';
import { lineScanner } from './scanners/line-scanner/protocol.ts';
import { zebraSsi } from './scanners/zebra-ssi/protocol.ts';

const PROTOCOLS: Partial<Record<ProtocolId, Protocol>> = {
  'mt-sics': mtSics,
  'line-scanner': lineScanner,
  'mt-continuous': mtContinuous,
  'toledo-8217': toledo8217,
  'nci-scp01': nciScp01,
  sma,
  'sartorius-sbi': sartoriusSbi,
  ohaus,
  'zebra-ssi': zebraSsi,
  'st-gs': stGs,
  'rice-lake': riceLake,
  adam,
  dibal,
  honeywell,
  datalogic,
  'gq-gmc': gqGmc,
  'generic-scale': genericScale,
  'generic-dosimeter': genericDosimeter,
  'rad-pro': radPro,
  mightyohm,
  bgeigie,
  'adm-300': adm300,
  radeye: radEye,
  accurad: accuRad,
  'radex-one': radexOne,
  'automess-6150ad': automess6150ad,
  'gamma-scout': gammaScout,
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
