import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import {
  openShift,
  signIn,
  startSimulated,
  type SimulatedStation,
} from '../../../support/simulated-station.ts';

const SSCC = '106141412345678908';

let bench: SimulatedStation;
beforeEach(async () => {
  bench = await startSimulated();
  await openShift(bench);
});
afterEach(() => bench.close());

async function identified(text: string) {
  bench.world('scanner', `scan ${text}`);
  await bench.clock.advance(500);
  return bench.station.state().session?.identity ?? null;
}

describe('a GS1 label under the scanner', () => {
  it('with prefix ]C1 and GS is the parcel of its SSCC', async () => {
    expect(await identified(`]C1400ORDER-7\u001d00${SSCC}`)).toEqual({
      ...{ scheme: 'sscc', canonical: SSCC, problems: [] },
    });
  });

  it('typed without its brackets, it is the same parcel', async () => {
    await identified(`]C100${SSCC}`);
    const told = bench.station.intend({ kind: 'type-identity', text: `00${SSCC}` });
    expect([told.accepted, bench.station.state().session?.identity?.canonical]).toEqual([
      ...[true, SSCC],
    ]);
  });

  it('with the barcode of a product, what it is stands on the screen and the label is still asked for', async () => {
    const identity = await identified(']E04006381333931');
    expect(identity?.problems).toEqual([expect.stringMatching(/^names-goods: /)]);
    expect(bench.station.state().session?.todo).toContain('todo.scan');
    expect((await identified('LX876543216DE'))?.canonical).toBe('LX876543216DE');
  });
});

describe('names on a GS1 label', () => {
  /** Everything that is recorded, as it lies on the disk. */
  function recorded(): string {
    const journal = path.join(bench.dataDir, 'journal');
    return readdirSync(journal)
      .map((name) => readFileSync(path.join(journal, name), 'utf8'))
      .join('');
  }

  it('are ciphertext in the records, in every form that the reader gave', async () => {
    await identified(`]C100${SSCC}4301JANE+DOE\u001d4308030123456`);
    const text = recorded();
    expect(text).toContain(SSCC);
    expect(text).not.toContain('JANE');
    expect(text).not.toContain(Buffer.from('JANE').toString('hex'));
    expect(text).not.toContain(Buffer.from('JANE').toString('hex').toUpperCase());
    expect(text).not.toContain('030123456');
  });

  it('do not stop the session from coming back after a crash', async () => {
    await identified(`]C100${SSCC}4301JANE+DOE`);
    const { dataDir } = bench;
    await bench.crash();
    bench = await startSimulated(dataDir);
    signIn(bench);
    expect(bench.station.state().session?.identity?.canonical).toBe(SSCC);
  });

  it('leave the label of a parcel without names readable', async () => {
    await identified(`]C1400ORDER-7\u001d00${SSCC}`);
    expect(recorded()).toContain('ORDER-7');
  });
});
