import type { SerialPortInfo } from '../transport/serial.ts';
import type { ListedPort } from './port-description.ts';

/** FTDI's own bus: serial number and a letter for the port of the chip, `A` also where there is one. */
const FTDI_ID = /^FTDIBUS\\VID_[0-9A-F]{4}\+PID_[0-9A-F]{4}\+([^\\]+)([A-H])\\/i;
const INTERFACE_ID = /&MI_([0-9A-F]{2})/i;

/** The ports of a Windows system out of `SerialPort.list()`. */
export function windowsPorts(listed: readonly SerialPortInfo[]): readonly ListedPort[] {
  return listed.map((port) => {
    const { path, vendorId, productId, manufacturer, locationId } = port;
    const ftdi = FTDI_ID.exec(port.pnpId ?? '');
    const number = ftdi?.[1] ?? port.serialNumber ?? '';
    // An ampersand is in no serial number: Windows made this id up from the socket.
    const generated = number.includes('&');
    return {
      path,
      vendorId,
      productId,
      manufacturer,
      serialNumber: generated ? undefined : number,
      location: generated ? number : locationId,
      part: partOf(ftdi?.[2] ?? '', port.pnpId ?? ''),
    };
  });
}

/** The same numbers as on Linux: the interface of the USB device. */
function partOf(letter: string, pnpId: string): string {
  if (letter !== '') return String(letter.toUpperCase().charCodeAt(0) - 'A'.charCodeAt(0));
  return String(Number.parseInt(INTERFACE_ID.exec(pnpId)?.[1] ?? '0', 16));
}
