import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { radEye } from '../../../../../electron/devices/dosimeters/radeye/protocol.ts';
import { itReadsCaptures } from '../../../../support/stream-checks.ts';

/** A line with the check of the manual. */
function line(columns: string): Uint8Array {
  const head = `\x02${columns} `;
  const sum = Buffer.from(head).reduce((total, byte) => total + byte, 0) & 0xff;
  return Buffer.from(`${head}${sum.toString(16).toUpperCase().padStart(2, '0')}\x03\r\n`);
}
const decode = (...lines: readonly Uint8Array[]) => radEye.decodeStream(lines);
/** The same characters as an eight-bit line carries them, even parity on top. */
const withParity = (bytes: Uint8Array): Uint8Array =>
  bytes.map((byte) => byte | ((byte.toString(2).replaceAll('0', '').length % 2) << 7));

describe('RadEye lines', () => {
  itReadsCaptures(radEye, ['manual-examples', 'computed-check', 'switched-off']);

  it.each([
    ['12 5 0 0 00 FH41B2 345', '0.12', 'uSv/h', []],
    ['0 5 0 0 00 FH41B2 345', '0.00', 'uSv/h', []],
    ['00712 5 0 0 08 FH41B2 345', '7.12', 'uSv/h', ['dose']],
    ['12 2 0 0 04 FH41PR 345', '12', 'uR/h', ['dose-rate']],
    ['12 2 0 0 10 PRDS 345', '12', 'uR/h', ['artificial (NBR)']],
    ['12 2 0 0 10 FH41B2 345', '12', 'uR/h', []],
  ])('%s', (columns, value, unit, alarms) => {
    expect(decode(line(columns))).toMatchObject([{ kind: 'dose-rate', value, unit, alarms }]);
  });

  it('overload is a fault whatever rate stands beside', () => {
    expect(decode(line('12 5 0 0 02 FH41PR 1'))).toMatchObject([{ code: 'saturated' }]);
  });

  it('tells a low battery once until it is well again', () => {
    const low = line('12 5 0 0 20 FH41PR 1');
    const codes = decode(low, low, line('12 5 0 0 00 FH41PR 1'), low).map((one) =>
      one.type === 'fault' ? one.code : one.kind,
    );
    const rate = 'dose-rate';
    expect(codes).toEqual([rate, 'low-battery', rate, rate, rate, 'low-battery']);
  });

  it.each([
    ['a unit that nobody published', '12 10 0 0 00 FH41PR 1', 'malformed'],
    ['a model of other columns', '9 560 1 544 00 GN 1', 'instrument-error'],
    ['a column too few', '12 5 0 00 FH41PR 1', 'malformed'],
    ['a status that is not hexadecimal', '12 5 0 0 0G FH41PR 1', 'malformed'],
    ['a negative rate', '-12 5 0 0 00 FH41PR 1', 'malformed'],
  ])('%s gives no rate', (_name, columns, code) => {
    expect(decode(line(columns))).toMatchObject([{ code }]);
  });

  it('reads the counts per second of a PRD-ER', () => {
    expect(decode(line('7 2 9 5 14 FH41PR 123'))).toMatchObject([
      { kind: 'counts', value: '9', unit: 'cps' },
      { kind: 'dose-rate', value: '7', unit: 'uR/h', alarms: ['dose-rate', 'artificial (NBR)'] },
    ]);
  });

  it('a damaged first line gives no rate', () => {
    const good = line('0001234 5 0 0 00 FH41PR 1');
    const short = Buffer.from(Buffer.from(good).toString('latin1').replace('1234', '123'));
    const decoded = decode(short, good, short, short, good);
    expect(decoded).toMatchObject([
      { code: 'checksum', detail: 'the check does not fit' },
      { value: '12.34' },
      { code: 'checksum' },
      { code: 'checksum' },
      { value: '12.34' },
    ]);
  });

  it('says once, at the third line in a row, that the check is another, and reads on', () => {
    const good = line('12 5 0 0 00 FH41PR 1');
    const other = Buffer.from('\x0212 5 0 0 00 FH41PR 1 FF\x03\r\n');
    const unknown = { code: 'checksum', detail: 'the check does not fit' };
    const said = { code: 'checksum', detail: expect.stringContaining('not follow the manual') };
    const rate = { kind: 'dose-rate', value: '0.12' };
    expect(decode(other, other, other, other, good, other, other, other, other)).toMatchObject([
      ...[unknown, unknown, said, rate],
      ...[rate, unknown, unknown, unknown, rate],
    ]);
  });

  it('once the check has fitted three times it must fit', () => {
    const good = line('12 5 0 0 00 FH41PR 1');
    const bad = Buffer.from(good.map((byte, at) => (at === 1 ? 0x39 : byte)));
    const decoded = decode(good, good, good, bad, good);
    expect(decoded.map((one) => (one.type === 'fault' ? one.code : one.kind))).toEqual([
      ...['dose-rate', 'dose-rate', 'dose-rate'],
      'checksum',
      'dose-rate',
    ]);
  });

  it('takes the parity bits off a line that was read with eight bits, if they are right', () => {
    const wire = withParity(line('12 5 0 0 00 FH41PR 1'));
    expect(decode(wire)).toMatchObject([{ value: '0.12', raw: Buffer.from(wire).toString('hex') }]);
    wire[2] = (wire[2] ?? 0) ^ 0x80;
    expect(decode(wire)).toMatchObject([{ type: 'fault' }]);
  });

  it('reports an endless line once and reads on behind it', () => {
    const noise = Buffer.from(`${'x'.repeat(50_000)}\n`);
    expect(decode(noise, line('12 5 0 0 00 FH41PR 1'))).toMatchObject([
      { code: 'malformed' },
      { value: '0.12' },
    ]);
  });

  it('random bytes never throw and never give a reading', () => {
    fc.assert(
      fc.property(fc.array(fc.uint8Array({ maxLength: 300 })), (chunks) =>
        radEye.decodeStream(chunks).every(({ type }) => type === 'fault'),
      ),
    );
  });
});
