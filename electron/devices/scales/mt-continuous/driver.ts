import type { InstrumentRequest } from '../../../../shared/measure/instrument.ts';
import { asciiBytes } from '../../framing/wire-bytes.ts';
import type { StreamForm } from '../../streaming-driver.ts';
import { decodeSection } from './codec.ts';
import type { Section } from './framer.ts';
import { createContinuousFramer } from './framer.ts';

/**
 * Some indicators want CR LF behind the letter (ICS425); those that do not ignore it (Wildcat
 * technical manual, p. 42: commands work at rest only, half a second apart).
 */
const REQUESTS: Partial<Record<InstrumentRequest, string>> = {
  zero: 'Z\r\n',
  tare: 'T\r\n',
  'clear-tare': 'C\r\n',
};

/** Nothing answers a request: what comes of it shows in the frames. */
export const continuousForm: StreamForm<Section> = {
  identity: 'Mettler-Toledo Continuous',
  ascii: true,
  createFramer: createContinuousFramer,
  createReader: () => ({
    observe: (section) => [decodeSection(section)],
    encodeRequest(request) {
      const command = REQUESTS[request];
      return command === undefined ? null : asciiBytes(command);
    },
  }),
};
