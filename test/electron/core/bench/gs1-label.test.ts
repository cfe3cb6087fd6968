import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { foldRecorded } from '../../../../electron/core/bench/recorded-session.ts';
import { resolve } from '../../../../shared/identifiers/resolve.ts';
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

/** Everything that is recorded, as it lies on the disk. */
function recorded(): string {
  const journal = path.join(bench.dataDir, 'journal');
  return readdirSync(journal)
    .map((name) => readFileSync(path.join(journal, name), 'utf8'))
    .join('');
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

describe('the postcode on a label', () => {
  const ZIP = '221537654';
  const USPS = '9101026837331000039521';
  const DPD = '008182709980000020033350276C';

  it.each([
    ['USPS', `420${ZIP}${USPS}`, USPS, ZIP],
    ['USPS as GS1-128', `]C1420${ZIP}\u001d${USPS}`, USPS, ZIP],
    ['DPD', DPD, '09980000020033', '0081827'],
    ['an SSCC with (420)', `]C100${SSCC}420${ZIP}`, SSCC, ZIP],
    ['an SSCC with (421)', `]C100${SSCC}421840${ZIP}`, SSCC, ZIP],
    ['an SSCC with (4318)', `]C100${SSCC}4318${ZIP}`, SSCC, ZIP],
  ])(
    'of %s is ciphertext in the records; the item’s key is not',
    async (_, label, key, postcode) => {
      expect((await identified(label))?.canonical).toBe(key);
      const text = recorded();
      expect(text).toContain(`"canonical":"${key}"`);
      expect(text).not.toContain(postcode);
      expect(text.toLowerCase()).not.toContain(Buffer.from(postcode).toString('hex'));
    },
  );

  it('does not stop the session from coming back after a crash', async () => {
    await identified(DPD);
    const { dataDir } = bench;
    await bench.crash();
    bench = await startSimulated(dataDir);
    signIn(bench);
    expect(bench.station.state().session?.identity?.canonical).toBe('09980000020033');
  });

  it('once erased leaves a label without it: nothing blank is looked up', () => {
    const { wholeKey, ...identity } = resolve(DPD);
    expect(wholeKey).toBe(DPD);
    const erased = { ...identity, wholeKey: { personal: null } };
    const body = { identity: erased, source: 'scanner', text: null, raw: null };
    const { identity: folded } = foldRecorded([{ kind: 'identity-read', body } as never]);
    expect(folded?.canonical).toBe('09980000020033');
    expect(folded).not.toHaveProperty('wholeKey');
  });
});
