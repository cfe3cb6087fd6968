import type { SerialPortInfo } from '../transport/serial.ts';
import type { ListedPort } from './port-description.ts';

/** Ports of macOS itself, without an instrument behind them. */
const NO_INSTRUMENT = /Bluetooth-Incoming-Port|debug-console|wlan-debug/;

/**
 * The ports of macOS out of `SerialPort.list()`. It lists the dial-in device `tty.…`, whose opening
 * waits for a carrier that no instrument raises; `cu.…` is the same port without that.
 */
export function macPorts(listed: readonly SerialPortInfo[]): readonly ListedPort[] {
  const paths = new Set<string>();
  return listed.flatMap((port): ListedPort[] => {
    const path = port.path.replace(/^\/dev\/tty\./, '/dev/cu.');
    if (NO_INSTRUMENT.test(path) || paths.has(path)) return [];
    paths.add(path);
    const { vendorId, productId, serialNumber, manufacturer, locationId } = port;
    return [{ path, vendorId, productId, serialNumber, manufacturer, location: locationId }];
  });
}
