import { beforeEach, describe, expect, it } from 'vitest';
import { createFollowingTransport } from '../../../../electron/devices/ports/following-transport.ts';
import { describePorts } from '../../../../electron/devices/ports/port-description.ts';
import type { ListedPort } from '../../../../electron/devices/ports/port-description.ts';
import type { Transport } from '../../../../electron/devices/transport/transport.ts';
import { bytesOf, createScriptedLine } from '../../../support/scripted-transport.ts';
import type { ScriptedLine } from '../../../support/scripted-transport.ts';

const FTDI = { vendorId: '0403', productId: '6001', serialNumber: 'A50285BI' };
const CH340 = { vendorId: '1a86', productId: '7523', location: '1-2:1.0' };

let line: ScriptedLine;
let plugged: readonly ListedPort[];
let openedPaths: string[];

beforeEach(() => {
  line = createScriptedLine();
  plugged = [];
  openedPaths = [];
});

function follow(identity: string): Transport {
  return createFollowingTransport({
    identity,
    lastPath: '/dev/ttyUSB0',
    lister: { list: () => Promise.resolve(describePorts(plugged)) },
    createTransport(path) {
      openedPaths.push(path);
      return line.createTransport();
    },
  });
}
const silent = { data() {}, lost() {} };

describe('a line that follows its adapter', () => {
  it('opens the path that the adapter has now', async () => {
    plugged = [
      { path: '/dev/ttyUSB0', ...CH340 },
      { path: '/dev/ttyUSB3', ...FTDI },
    ];
    const transport = follow('usb:0403:6001:A50285BI');
    await transport.open(silent);
    await transport.write(bytesOf('Q'));
    await transport.close();
    expect(openedPaths).toEqual(['/dev/ttyUSB3']);
    expect(line.openings).toMatchObject([{ written: ['Q'], closed: true }]);
  });

  it('never opens the old path when the adapter is not there', async () => {
    plugged = [{ path: '/dev/ttyUSB0', ...CH340 }];
    await expect(follow('usb:0403:6001:A50285BI').open(silent)).rejects.toMatchObject({
      code: 'port-missing',
      message: expect.stringMatching(
        /0403:6001, serial number A50285BI is not plugged in/,
      ) as string,
    });
    expect(openedPaths).toEqual([]);
  });

  it('asks for the same socket where the adapter has no serial number', async () => {
    plugged = [{ path: '/dev/ttyUSB0', ...CH340, location: '1-3:1.0' }];
    await expect(follow('usb:1a86:7523@1-2:1.0').open(silent)).rejects.toThrow(
      /socket 1-2:1\.0 is not plugged in .* same socket/,
    );
  });

  it('opens neither of two that have its name', async () => {
    plugged = [
      { path: '/dev/ttyUSB0', ...FTDI },
      { path: '/dev/ttyUSB1', ...FTDI },
    ];
    await expect(follow('usb:0403:6001:A50285BI').open(silent)).rejects.toThrow(
      /ttyUSB0 and \/dev\/ttyUSB1 both are .* Neither is opened/,
    );
    expect(openedPaths).toEqual([]);
  });

  it('says why the ports cannot be listed', async () => {
    const transport = createFollowingTransport({
      identity: 'usb:0403:6001:A50285BI',
      lastPath: '/dev/ttyUSB0',
      lister: { list: () => Promise.reject(new Error('the list is torn')) },
      createTransport: () => line.createTransport(),
    });
    await expect(transport.open(silent)).rejects.toMatchObject({
      code: 'port-missing',
      message: expect.stringContaining('the list is torn') as string,
    });
  });

  it('opens nothing when it was closed while the adapter was looked for', async () => {
    plugged = [{ path: '/dev/ttyUSB0', ...FTDI }];
    const transport = follow('usb:0403:6001:A50285BI');
    const opening = transport.open(silent);
    await transport.close();
    await expect(opening).rejects.toThrow('closed');
    expect(openedPaths).toEqual([]);
  });
});
