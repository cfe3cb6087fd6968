import { mkdtemp, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createSimulatedClock } from '../../../../electron/cli/simulated-clock.ts';
import { createPortLister } from '../../../../electron/devices/ports/port-lister.ts';
import { watchPorts, type PortWatch } from '../../../../electron/devices/ports/port-watch.ts';
import { realClock } from '../../../../electron/real-clock.ts';
import { waitFor } from '../../../support/wait-for.ts';

let folder: string;
let file: string;
let changes: number;
let watching: PortWatch | null;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'port-watch-'));
  file = join(folder, 'ports.json');
  await writeFile(file, '[]');
  changes = 0;
  watching = null;
});
afterEach(async () => {
  watching?.close();
  await rm(folder, { recursive: true, force: true });
});

function watchFile(listed: string, clock = realClock): void {
  const env = { STATION_PORT_LIST: listed };
  const lister = createPortLister(env);
  watching = watchPorts({ lister, clock, changed: () => (changes += 1), env });
}

describe('ports being watched', () => {
  it('are told within a fraction of a second, and again while the system settles', async () => {
    watchFile(file);
    await writeFile(`${file}.new`, '[{"path":"/tmp/scale"}]');
    await rename(`${file}.new`, file);
    await waitFor(() => changes === 1, 400);
    await waitFor(() => changes > 1);
  });

  it('are not told of what happens beside them', async () => {
    watchFile(file);
    await writeFile(join(folder, 'other.json'), '[]');
    await new Promise((resolve) => setTimeout(resolve, 200));
    expect(changes).toBe(0);
  });

  it('are looked at every 2 s where nothing can be watched', async () => {
    const clock = createSimulatedClock();
    let listed = 0;
    const lister = { list: () => Promise.resolve((listed += 1) < 3 ? [] : [port]) };
    const port = { ...emptyPort, path: 'COM7', stableId: 'port:COM7', names: ['port:COM7'] };
    const env = { STATION_PORT_LIST: join(folder, 'no', 'such', 'folder.json') };
    watching = watchPorts({ lister, clock, changed: () => (changes += 1), env });
    await clock.advance(3999);
    expect([listed, changes]).toEqual([2, 0]);
    await clock.advance(10_000);
    expect([listed, changes]).toEqual([7, 1]);
  });

  it('are not told after the end', async () => {
    watchFile(file);
    await writeFile(file, '[{"path":"/tmp/scale"}]');
    watching?.close();
    await new Promise((resolve) => setTimeout(resolve, 200));
    expect(changes).toBe(0);
  });
});

const emptyPort = {
  vendorId: null,
  productId: null,
  serialNumber: null,
  manufacturer: null,
  location: null,
};
