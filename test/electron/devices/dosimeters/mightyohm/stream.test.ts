import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { mightyohm } from '../../../../../electron/devices/dosimeters/mightyohm/protocol.ts';
import { expectCapture } from '../../../../support/capture-checks.ts';
import { createProtocolRig, faultCodes, readingsOf } from '../../../../support/protocol-rig.ts';

const bytes = (text: string): Uint8Array => Uint8Array.from(Buffer.from(text, 'latin1'));
const decode = (text: string) => mightyohm.decodeStream([bytes(text)]);

describe('MightyOhm lines', () => {
  it.each(['kit', 'espgeiger', 'modes'])('capture %s decodes in any chunking', (name) => {
    expectCapture(mightyohm, name);
  });

  it.each([
    'CPS, 0, CPM, 13, uSv/hr, 0.07',
    'CPS, 0, CPM, 13, uSv/hr, 0.07, SLO',
    'PS, 0, CPM, 13, uSv/hr, 0.07, SLOW',
    'CPS, 0, CPM, 1-3, uSv/hr, 0.07, SLOW',
    'CPS, -1, CPM, 13, uSv/hr, 0.07, SLOW',
    'CPS, 0, CPM, 13, mR/hr, 0.07, SLOW',
    'CPS, 0, CPM, 13, uSv/hr, 0.07, SLOW, 1',
    'CPM, 13, CPS, 0, uSv/hr, 0.07, SLOW',
    '6O',
    '12345678',
  ])('%s is no reading', (line) => {
    expect(decode(`${line}\r\n`)).toMatchObject([{ type: 'fault', code: 'malformed' }]);
  });

  it('a line without its end is no reading', () => {
    expect(decode('CPS, 0, CPM, 13, uSv/hr, 0.07, SLOW')).toMatchObject([{ code: 'malformed' }]);
  });

  it('finds the lines again after an endless one', () => {
    const line = 'CPS, 0, CPM, 13, uSv/hr, 0.07, SLOW\r\n';
    const observations = decode(`${'x'.repeat(10_000)}\r\n${line}`);
    expect(faultCodes(observations)).toEqual(['malformed']);
    expect(readingsOf(observations, 'dose-rate')).toMatchObject([{ value: '0.07' }]);
  });

  it('random bytes give no dose rate', () => {
    fc.assert(
      fc.property(fc.array(fc.uint8Array({ maxLength: 200 })), (chunks) => {
        return readingsOf(mightyohm.decodeStream(chunks), 'dose-rate').length === 0;
      }),
    );
  });
});

describe('MightyOhm kit, simulated', () => {
  it('is identified by its first line and delivers every second', () => {
    const rig = createProtocolRig(mightyohm);
    rig.run(10_500);
    expect(rig.identity()).toContain('MightyOhm');
    const observations = rig.takeObservations();
    expect(readingsOf(observations, 'dose-rate')).toHaveLength(10);
    expect(faultCodes(observations)).toEqual([]);
    expect(rig.sent).toEqual([]);
  });

  it.each([
    ['0.12', 60],
    ['20', 5],
    ['200', 1],
  ])('source %s uSv/h is shown as an average over %d s', (shown, windowS) => {
    const rig = createProtocolRig(mightyohm, 3);
    rig.world(`source ${shown} uSv/h`);
    rig.run(61_000);
    rig.takeObservations();
    rig.run(600_000);
    const rates = readingsOf(rig.takeObservations(), 'dose-rate');
    expect(new Set(rates.map((rate) => rate.windowS))).toEqual(new Set([windowS]));
    const mean = rates.reduce((sum, rate) => sum + Number(rate.value), 0) / rates.length;
    // Four standard deviations of what 600 s count, and the digit that is cut.
    const spread = 4 / Math.sqrt(Number(shown) * 175 * 10);
    expect(Math.abs(mean / Number(shown) - 1)).toBeLessThan(spread + 0.005 / Number(shown));
  });

  it('a dead tube counts nothing, a saturated one stays at its plateau', () => {
    const rig = createProtocolRig(mightyohm);
    rig.world('fault dead-tube');
    rig.run(61_000);
    expect(readingsOf(rig.takeObservations(), 'counts').every((one) => one.value === '0')).toBe(
      true,
    );
    rig.world('ok');
    rig.world('fault saturated');
    rig.run(5000);
    expect(Number(readingsOf(rig.takeObservations(), 'counts').at(-1)?.value)).toBeGreaterThan(
      4000,
    );
  });

  it('silence gives nothing, babble no reading, and both end', () => {
    const rig = createProtocolRig(mightyohm);
    rig.run(2500);
    rig.takeObservations();
    rig.world('fault silent');
    rig.run(3000);
    expect(rig.takeObservations()).toEqual([]);
    rig.world('ok');
    rig.world('fault babble');
    rig.run(500);
    expect(readingsOf(rig.takeObservations(), 'dose-rate')).toEqual([]);
    rig.world('ok');
    rig.run(3000);
    expect(readingsOf(rig.takeObservations(), 'dose-rate')).not.toEqual([]);
  });

  it('a cable pulled within a line and put back gives no reading of the broken line', () => {
    const rig = createProtocolRig(mightyohm);
    rig.run(1020);
    rig.cut(true);
    rig.run(500);
    rig.cut(false);
    rig.run(1000);
    expect(readingsOf(rig.takeObservations(), 'dose-rate')).toHaveLength(1);
  });

  it('the tail of a bare number is not taken for one', () => {
    const rig = createProtocolRig(mightyohm);
    rig.inject(bytes('0\r\n60\r\n'));
    expect(readingsOf(rig.takeObservations(), 'counts')).toMatchObject([{ value: '60' }]);
  });
});
