import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { macPorts } from '../../../../electron/devices/ports/mac-ports.ts';
import { describePorts } from '../../../../electron/devices/ports/port-description.ts';
import { windowsPorts } from '../../../../electron/devices/ports/windows-ports.ts';
import type { SerialPortInfo } from '../../../../electron/devices/transport/serial.ts';

async function recorded(name: string): Promise<readonly SerialPortInfo[]> {
  const file = join(import.meta.dirname, '../../../fixtures/ports', name);
  return JSON.parse(await readFile(file, 'utf8')) as SerialPortInfo[];
}
const idsOf = (ports: ReturnType<typeof describePorts>): [string, string][] =>
  ports.map(({ path, stableId }) => [path, stableId]);

describe('ports of Windows', () => {
  it('are known by their adapters, in the order of their numbers', async () => {
    expect(idsOf(describePorts(windowsPorts(await recorded('windows.json'))))).toEqual([
      ['COM1', 'port:COM1'],
      ['COM8', 'usb:0403:6001:AR0JFBPE'],
      ['COM9', 'usb:1a86:7523@5&2F9B0C2&0&3'],
      ['COM10', 'usb:0483:5740:2061378B4E42'],
      ['COM11', 'usb:0403:6010:FT5ABC12#0'],
      ['COM12', 'usb:0403:6010:FT5ABC12#1'],
    ]);
  });

  it('keep their names when Windows gives them other numbers', async () => {
    const before = await recorded('windows.json');
    const after = before.map((port, index) => ({ ...port, path: `COM${20 - index}` }));
    const usb = (ports: readonly SerialPortInfo[]): string[] =>
      idsOf(describePorts(windowsPorts(ports))).flatMap(([, id]) =>
        id.startsWith('usb:') ? [id] : [],
      );
    expect(usb(after).sort()).toEqual(usb(before).sort());
  });

  it('take no serial number that Windows made up from the socket', async () => {
    const ports = describePorts(windowsPorts(await recorded('windows.json')));
    expect(ports.find(({ path }) => path === 'COM9')).toMatchObject({ serialNumber: null });
  });
});

describe('ports of macOS', () => {
  it('are opened as cu, each once, without those of the system', async () => {
    expect(idsOf(describePorts(macPorts(await recorded('mac.json'))))).toEqual([
      ['/dev/cu.SLAB_USBtoUART', 'usb:10c4:ea60:0001@14300000'],
      ['/dev/cu.usbserial-1410', 'usb:1a86:7523@14100000'],
      ['/dev/cu.usbserial-AR0JFBPE', 'usb:0403:6001:AR0JFBPE'],
    ]);
  });
});

describe('clones that share a serial number', () => {
  const clone = { vendorId: '10c4', productId: 'ea60', serialNumber: '0001', part: '0' };
  const first = { path: '/dev/ttyUSB0', ...clone, location: '1-1:1.0' };
  const second = { path: '/dev/ttyUSB1', ...clone, location: '1-2:1.0' };

  it('are told apart by their sockets', () => {
    expect(idsOf(describePorts([first, second]))).toEqual([
      ['/dev/ttyUSB0', 'usb:10c4:ea60:0001@1-1:1.0'],
      ['/dev/ttyUSB1', 'usb:10c4:ea60:0001@1-2:1.0'],
    ]);
  });

  it('answer to the name of the socket also when only one is plugged in', () => {
    expect(describePorts([second])[0]?.names).toContain('usb:10c4:ea60:0001@1-2:1.0');
  });
});

describe('serial numbers that every piece has', () => {
  const cp2102 = { vendorId: '10c4', productId: 'ea60', serialNumber: '0001' };

  it.each(['0001', '0', ' ', '0123456789', '123456789'])(
    '"%s" names no adapter',
    (serialNumber) => {
      const port = { ...cp2102, serialNumber, path: '/dev/ttyUSB0', location: '1-1.4:1.0' };
      const [described] = describePorts([port]);
      expect(described?.names.every((name) => name.includes('@'))).toBe(true);
    },
  );

  it('another piece in another socket is not taken for the first', () => {
    const [first] = describePorts([{ ...cp2102, path: '/dev/ttyUSB0', location: '1-1' }]);
    const [second] = describePorts([{ ...cp2102, path: '/dev/ttyUSB0', location: '1-2' }]);
    expect(second?.names).not.toContain(first?.stableId);
  });
});
