import type { Clock } from '../../../shared/clock.ts';
import { createSerialTransport } from '../transport/serial.ts';
import type { OpenPort } from './detect-port.ts';

/** Opens a serial port of this computer for detection. */
export function openSerial(path: string, clock: Clock): OpenPort {
  return (settings, controlLines) => {
    const lines = controlLines === undefined ? {} : { controlLines };
    return createSerialTransport({ path, settings, clock, ...lines });
  };
}
