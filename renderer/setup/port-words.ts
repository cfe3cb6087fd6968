import type { PortView } from '../../shared/bridge/devices-messages.ts';

/** A port as IT knows it: `COM4, FTDI, USB 0403:6001, A1`. */
export function describePort(port: PortView): string {
  const { path, vendorId, productId, manufacturer, serialNumber } = port;
  const usb = vendorId === null ? null : `USB ${vendorId}:${productId ?? ''}`;
  return [path, manufacturer, usb, serialNumber].filter((part) => part !== null).join(', ');
}
