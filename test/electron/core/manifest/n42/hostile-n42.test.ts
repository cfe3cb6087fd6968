import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { temporaryFolder } from '../../store/support.ts';
import { ALARM_2011, document2011, importFile, written } from './support.ts';

const ALARM = readFileSync(ALARM_2011, 'utf8');

/** The message of a refusal that leaves nothing behind. */
async function refusal(content: string, name?: string): Promise<string> {
  const dataDir = temporaryFolder();
  const result = await importFile(written(content, name), undefined, dataDir);
  if (result.ok) throw new Error('it was imported');
  expect(readdirSync(join(dataDir, 'manifest'))).toEqual([]);
  return result.error.message;
}

describe('an N42 file that cannot be taken', () => {
  it('is refused when it is cut off, wherever that is', async () => {
    for (const part of [0.3, 0.6, 0.99]) {
      const cut = ALARM.slice(0, Math.floor(ALARM.length * part));
      expect(await refusal(cut)).toContain('is not well-formed XML');
    }
  });

  it('is refused with its namespace when that is another one', async () => {
    const other = ALARM.replace('N42/2011/N42', 'N42/2031/N42');
    expect(await refusal(other)).toContain('"http://physics.nist.gov/N42/2031/N42"');
  });

  it('is refused with what to do when its first bytes do not show what it is', async () => {
    const late = `<!--${'x'.repeat(70_000)}-->${document2011('<RadMeasurement/>')}`;
    expect(await refusal(late)).toContain('Import it with --format n42');
  });

  it('is refused with a DOCTYPE', async () => {
    const bomb = `<!DOCTYPE a [<!ENTITY b "c">]>${document2011('<RadMeasurement/>')}`;
    expect(await refusal(bomb, 'RR473124829US.n42')).toContain('DOCTYPE');
  });

  it('is refused when it has no measurement', async () => {
    const empty = document2011('<RadInstrumentInformation/>');
    expect(await refusal(empty, 'RR473124829US.n42')).toContain('has no measurement');
  });

  it('is refused when a measurement is larger than one can be', async () => {
    const remarks = '<Remark>x</Remark>'.repeat(30_000);
    const file = document2011(`<RadMeasurement>${remarks}</RadMeasurement>`);
    expect(await refusal(file, 'RR473124829US.n42')).toContain('larger than a measurement');
  });

  it('is refused when it has endless analyses', async () => {
    const file = document2011('<AnalysisResults/>'.repeat(501));
    expect(await refusal(file, 'RR473124829US.n42')).toContain('more than 500 analyses');
  });
});
