import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { importManifest } from '../../../../electron/core/manifest/import-manifest.ts';
import { openManifestStack } from '../../../../electron/core/manifest/manifest-stack.ts';
import type { ManifestStack } from '../../../../electron/core/manifest/manifest-stack.ts';
import { onEnd, openOk, temporaryFolder, tickingClock } from '../store/support.ts';
import { activated, importDay } from './support.ts';

const N42 = `<RadInstrumentData xmlns="http://physics.nist.gov/N42/2011/N42">
  <RadInstrumentInformation id="i"><RadInstrumentManufacturerName>M</RadInstrumentManufacturerName>
  </RadInstrumentInformation>
  <RadItemInformation id="CX876543216DE"><RadItemDescription>CX876543216DE</RadItemDescription></RadItemInformation>
  <RadMeasurement id="m"><MeasurementClassCode>Foreground</MeasurementClassCode>
    <StartDateTime>2025-01-03T10:00:00Z</StartDateTime><RealTimeDuration>PT10S</RealTimeDuration>
    <GrossCounts id="g"><LiveTimeDuration>PT10S</LiveTimeDuration><CountData>900</CountData></GrossCounts>
  </RadMeasurement>
</RadInstrumentData>`;

/** Manifests, imported on one day after the other, and a measurement of `CX876543216DE`. */
async function stackOf(...files: readonly string[]): Promise<ManifestStack> {
  const dataDir = temporaryFolder();
  const store = openOk(dataDir);
  const [first = '', ...later] = files;
  activated(store, (await importDay(dataDir, 1, first)).generation);
  const file = join(temporaryFolder(), 'measured.n42');
  writeFileSync(file, N42);
  const clock = { ...tickingClock(), utcMs: () => Date.UTC(2025, 0, 2) };
  const measured = await importManifest({ file, dataDir, clock, item: 'CX876543216DE' });
  if (!measured.ok) throw new Error(measured.error.message);
  activated(store, measured.value.generation);
  for (const [at, content] of later.entries()) {
    activated(store, (await importDay(dataDir, at + 3, content)).generation);
  }
  const opened = openManifestStack(dataDir, store.manifestGenerations());
  if (!opened.ok) throw new Error(opened.error.message);
  onEnd(() => opened.value.stack.close());
  return opened.value.stack;
}

const TWO_NUMBERS = 'item_id,alt_ids,gross_g\nCX876543216DE,RR473124829US,900\n';
const IDS = ['CX876543216DE', 'RR473124829US'];

describe('a parcel with two numbers', () => {
  it('has one answer under both, also when a later file knows one of them only', async () => {
    const stack = await stackOf(TWO_NUMBERS, 'item_id,receptacle_id\nRR473124829US,R1\n');
    const found = IDS.map((id) => stack.find(id)?.item);
    expect(found[0]).toMatchObject({ item_id: 'RR473124829US', alt_ids: ['CX876543216DE'] });
    expect(found[0]).toMatchObject({ gross_g: '900', receptacle_id: 'R1' });
    expect(found[1]).toEqual(found[0]);
  });

  it.each([
    ['a later file knows the other one only', 'item_id,receptacle_id\nRR473124829US,R1\n'],
    ['a later file has the other one no more', 'item_id,alt_ids,gross_g\nCX876543216DE,,950\n'],
  ])('keeps what was measured under one of them when %s', async (_when, later) => {
    const stack = await stackOf(TWO_NUMBERS, later);
    expect(IDS.map((id) => stack.measurements(id).length)).toEqual([1, 1]);
  });

  it('does not take another parcel’s declaration by claiming its number', async () => {
    const own = 'item_id,gross_g,description\nRR473124829US,500,shoes\n';
    const claims = 'item_id,alt_ids,gross_g,description\nCX876543216DE,RR473124829US,900,knife\n';
    const stack = await stackOf(own, claims);
    expect(stack.find('RR473124829US')?.item).toMatchObject({ gross_g: '500' });
    expect(stack.versions('RR473124829US')).toHaveLength(1);
    expect(stack.measurements('RR473124829US')).toEqual([]);
  });
});

describe('fields that belong together', () => {
  const OLD =
    'item_id,referral,referral_result,referral_by,postage,postage_currency,sender_name,sender_address\n' +
    'A,RFS,cleared,Bob,10,EUR,Bob,Bobstreet 1\n';

  it.each([
    ['a referral and its answer', 'referral', 'DNL', { referral_result: null, referral_by: null }],
    ['postage and its currency', 'postage', '1200', { postage_currency: null }],
    ['a sender and the street', 'sender_name', 'Alice', { sender_address: null }],
  ])('%s come from one version', async (_what, column, value, blank) => {
    const stack = await stackOf(OLD, `item_id,${column}\nA,${value}\n`);
    expect(stack.find('A')?.item).toMatchObject({ [column]: value, ...blank });
  });
});
