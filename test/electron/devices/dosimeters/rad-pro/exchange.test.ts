import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { radPro } from '../../../../../electron/devices/dosimeters/rad-pro/protocol.ts';
import type { ExchangeLine } from '../../../../../electron/devices/protocol.ts';
import type { DriverSettings } from '../../../../../shared/measure/instrument.ts';
import { itReadsCaptures } from '../../../../support/stream-checks.ts';

/** Decodes requests and replies, `name: reply` each. */
function decode(turns: readonly string[], settings: DriverSettings = {}): readonly string[] {
  const lines = turns.flatMap((turn): ExchangeLine[] => {
    const [name = '', reply = ''] = turn.split(': ');
    return [
      { from: 'host', bytes: Buffer.from(`GET ${name}\r\n`) },
      { from: 'instrument', bytes: Buffer.from(`${reply}\r\n`) },
    ];
  });
  return radPro
    .decodeExchange(lines, settings)
    .map((one) =>
      one.type === 'fault'
        ? `!${one.code}`
        : one.kind === 'counts' || one.kind === 'dose-rate'
          ? `${one.value} ${one.unit}`
          : one.kind,
    );
}

const rate = (cpm: number): string => `tubeRate: OK ${cpm.toFixed(3)}`;
const SENSITIVITY = 'tubeSensitivity: OK 150.000';

describe('Rad Pro conversations', () => {
  itReadsCaptures(radPro, ['document-examples']);

  it('corrects no rate that the counter has corrected', () => {
    const tube = ['tubeDeadTime: OK 0.0002000', 'tubeDeadTimeCompensation: OK 0.0002000'];
    expect(decode([SENSITIVITY, ...tube, rate(60_000)])).toEqual(['60000.000 cpm', '400 uSv/h']);
  });

  it('corrects a rate once that the counter has not corrected', () => {
    const tube = ['tubeDeadTime: OK 0.0002000', 'tubeDeadTimeCompensation: OK 0.0000000'];
    // 1000 a second, 200 us each: n = m / (1 - m t) = 1250 a second.
    expect(decode([SENSITIVITY, ...tube, rate(60_000)])).toEqual(['60000.000 cpm', '500 uSv/h']);
  });

  it("takes the dead time of the instrument's papers before the bound that it measured", () => {
    const tube = ['tubeDeadTime: OK 0.0005000', 'tubeDeadTimeCompensation: OK 0.0000000'];
    const detector = { cpmPerMicrosievert: 100, deadTimeUs: 200 };
    expect(decode([SENSITIVITY, ...tube, rate(60_000)], { detector })).toContain('500 uSv/h');
  });

  it('takes no bound for a dead time that no tube has', () => {
    const tube = ['tubeDeadTime: OK 0.0500000', 'tubeDeadTimeCompensation: OK 0.0000000'];
    expect(decode([SENSITIVITY, ...tube, rate(600)])).toEqual(['600.000 cpm', '4 uSv/h']);
  });

  it('knows the sensitivity by its older name', () => {
    expect(decode(['tubeConversionFactor: OK 150.000', rate(15)])).toContain('0.1 uSv/h');
  });

  it("without the counter's sensitivity takes that of its papers, else gives counts only", () => {
    const detector = { cpmPerMicrosievert: 100 };
    expect(decode([rate(15)])).toEqual(['15.000 cpm']);
    expect(decode([rate(15)], { detector })).toEqual(['15.000 cpm', '0.15 uSv/h']);
  });

  it.each([
    ['measured', '0.0000000', 300_000, ['!saturated']],
    ['measured', '0.0000000', 140_000, ['140000.000 cpm', '1750 uSv/h']],
    ['compensated', '0.0002000', 310_000, ['!saturated']],
    ['compensated', '0.0002000', 290_000, ['290000.000 cpm', '1933.333 uSv/h']],
  ])('%s (%s) at %d cpm', (_name, compensation, cpm, expected) => {
    const tube = ['tubeDeadTime: OK 0.0002000', `tubeDeadTimeCompensation: OK ${compensation}`];
    expect(decode([SENSITIVITY, ...tube, rate(cpm)])).toEqual(expected);
  });

  it.each([
    ['1.421', []],
    ['1.050', ['!low-battery']],
    ['2.900', []],
    ['2.100', ['!low-battery']],
    ['3.400', ['!low-battery']],
    ['4.100', []],
    ['full', ['!malformed']],
  ])('battery at %s V', (volts, expected) => {
    expect(decode([`deviceBatteryVoltage: OK ${volts}`])).toEqual(expected);
  });

  it.each(['OK', 'OK 12,5', 'OK -3.0', 'OK 1e3', 'ok 12.5', 'NO 12.5', 'OK 12.5.1'])(
    'gives no rate for %j',
    (reply) => {
      expect(decode([`tubeRate: ${reply}`])).toEqual(['!malformed']);
    },
  );

  it('gives no reading for bytes alone, except that it knows the identity', () => {
    const bytes = Buffer.from('OK 142.857\r\nOK FS2011;Rad Pro 2.0/en;b570\r\n');
    expect(radPro.decodeStream([bytes])).toMatchObject([{ code: 'malformed' }]);
  });

  it('random bytes never throw and never give a reading', () => {
    const line = fc.tuple(fc.constantFrom('host', 'instrument'), fc.uint8Array({ maxLength: 300 }));
    fc.assert(
      fc.property(fc.array(line), (lines) =>
        radPro
          .decodeExchange(lines.map(([from, bytes]) => ({ from: from as 'host', bytes })))
          .every(({ type }) => type === 'fault'),
      ),
    );
  });
});
