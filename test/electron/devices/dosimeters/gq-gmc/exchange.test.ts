import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { gqGmc } from '../../../../../electron/devices/dosimeters/gq-gmc/protocol.ts';
import type { ExchangeLine } from '../../../../../electron/devices/protocol.ts';
import type { Observation } from '../../../../../shared/measure/reading.ts';
import { readExchange } from '../../../../fixtures/captures/read-exchange.ts';
import { itReadsCaptures } from '../../../../support/stream-checks.ts';
import { faultCodes } from '../../../../support/protocol-rig.ts';

const host = (text: string): ExchangeLine => ({ from: 'host', bytes: Buffer.from(text) });
const hex = (text: string): ExchangeLine => ({
  from: 'instrument',
  bytes: Uint8Array.from(Buffer.from(text.replaceAll(' ', ''), 'hex')),
});
const version = (text: string): readonly ExchangeLine[] => [
  host('<GETVER>>'),
  { from: 'instrument', bytes: Buffer.from(text, 'latin1') },
];
const brief = (observations: readonly Observation[]): readonly string[] =>
  observations.map((one) =>
    one.type === 'fault'
      ? `!${one.code}`
      : one.kind === 'counts' || one.kind === 'dose-rate'
        ? `${one.value} ${one.unit} ${one.windowS}`
        : one.kind,
  );

const captures = [
  'gmc-300s',
  'gmc-320',
  'gmc-500-plus',
  'replies-without-measurement',
  'rfc1201-examples',
];

describe('GMC captures', () => {
  itReadsCaptures(gqGmc, captures);

  it('requests split over lines are requests still', () => {
    const lines = readExchange('gq-gmc/gmc-320.exchange');
    const split = lines.flatMap((line) =>
      line.from === 'host'
        ? Array.from(line.bytes, (byte) => ({ from: line.from, bytes: Uint8Array.of(byte) }))
        : [line],
    );
    expect(gqGmc.decodeExchange(split)).toEqual(gqGmc.decodeExchange(lines));
  });

  it('calibration holds for counts that were asked for before it', () => {
    const lines = readExchange('gq-gmc/gmc-320.exchange');
    const cpm = [host('<GETCPM>>'), hex('01 B6')];
    expect(brief(gqGmc.decodeExchange([...cpm, ...lines])).slice(0, 2)).toEqual([
      '438 cpm 60',
      '2.847 uSv/h 60',
    ]);
  });
});

describe('GMC conversations', () => {
  it('gives no dose rate without a calibration', () => {
    const lines = [...version('GMC-320Re 4.26'), host('<GETCPM>>'), hex('00 17')];
    expect(brief(gqGmc.decodeExchange(lines))).toEqual(['23 cpm 60']);
  });

  it('an implausible calibration is a fault and gives counts only', () => {
    const config: ExchangeLine = { from: 'instrument', bytes: new Uint8Array(256).fill(0xff) };
    const lines = [host('<GETCFG>>'), config, host('<GETCPM>>'), hex('00 17')];
    expect(brief(gqGmc.decodeExchange(lines))).toEqual(['!instrument-error', '23 cpm 60']);
  });

  it('reads heartbeat words in the width of the model', () => {
    const words = hex('00 01 00 02');
    const small = [...version('GMC-320Re 4.26'), host('<HEARTBEAT1>>'), words];
    const large = [...version('GMC-500+Re 2.22'), host('<HEARTBEAT1>>'), words];
    expect(brief(gqGmc.decodeExchange(small))).toEqual(['1 count 1', '2 count 1']);
    expect(brief(gqGmc.decodeExchange(large))).toEqual(['!malformed']);
  });

  it('does not guess the width of heartbeat words', () => {
    const lines = [host('<HEARTBEAT1>>'), hex('00 00 00 13')];
    expect(brief(gqGmc.decodeExchange(lines))).toEqual(['!malformed']);
  });

  it('reports a partial heartbeat word', () => {
    const lines = [...version('GMC-320Re 4.26'), host('<HEARTBEAT1>>'), hex('00 01 00')];
    expect(brief(gqGmc.decodeExchange(lines))).toEqual(['1 count 1', '!malformed']);
  });

  it('drains the words that come after the heartbeat was switched off', () => {
    const lines = [host('<HEARTBEAT0>>'), hex('00 01'), host('<GETCPM>>'), hex('00 17')];
    expect(brief(gqGmc.decodeExchange(lines))).toEqual(['23 cpm 60']);
  });

  it('refuses a reply that a heartbeat may have contaminated', () => {
    const ask = [host('<HEARTBEAT1>>'), host('<GETCPM>>'), hex('00 17')];
    expect(brief(gqGmc.decodeExchange([...version('GMC-320Re 4.26'), ...ask]))).toEqual([
      '!malformed',
    ]);
  });

  it.each(['00', '00 17 00', '00 00 00 00 17'])(
    'refuses a count of the wrong length %s',
    (reply) => {
      expect(brief(gqGmc.decodeExchange([host('<GETCPM>>'), hex(reply)]))).toEqual(['!malformed']);
    },
  );

  it.each(['GETCPML', 'GETCPMH', 'GETCPSL', 'GETCPSH'])('%s has four bytes', (name) => {
    const lines = [host(`<${name}>>`), hex('00 17')];
    expect(brief(gqGmc.decodeExchange(lines))).toEqual(['!malformed']);
  });

  it('refuses a count of the other family', () => {
    const lines = [...version('GMC-500+Re 2.22'), host('<GETCPM>>'), hex('00 17')];
    expect(brief(gqGmc.decodeExchange(lines))).toEqual(['!malformed']);
  });

  it.each([
    ['a GETCPS of 4167 on an M4011', '<GETCPS>>', '10 47', '!saturated'],
    ['a full GETCPM', '<GETCPM>>', 'FF FF', '!saturated'],
    ['an impossible four-byte count', '<GETCPS>>', '7F FF FF FF', '!malformed'],
  ])('%s', (_name, request, reply, expected) => {
    expect(brief(gqGmc.decodeExchange([host(request), hex(reply)]))).toEqual([expected]);
  });

  it.each([
    ['22', ['!low-battery']],
    ['2A', []],
    ['33 2E 35 76 00', ['!low-battery']],
    ['33 2E 39 35 76', []],
    ['00', ['!malformed']],
    ['FF FF', ['!malformed']],
  ])('battery reply %s', (reply, expected) => {
    expect(brief(gqGmc.decodeExchange([host('<GETVOLT>>'), hex(reply)]))).toEqual(expected);
  });

  it.each(['GMC-500+Re 1.22', 'GMC-800Re1.08', 'GMC-320+V5\0RRe 5.73', 'GMC-SE Re 1.05'])(
    'knows the version text %j',
    (text) => {
      expect(gqGmc.decodeExchange(version(text))).toEqual([]);
      expect(gqGmc.decodeStream([Buffer.from(text, 'latin1')])).toEqual([]);
    },
  );

  it('bytes without a conversation are a fault, never counts', () => {
    const chunks = [Buffer.from([0, 23]), Buffer.from('GMC-320Re 4.26'), Buffer.from([0, 1])];
    const decoded = gqGmc.decodeStream(chunks);
    expect(faultCodes(decoded)).toEqual(['malformed', 'malformed']);
    expect(gqGmc.decodeStream([Buffer.concat(chunks)])).toEqual(decoded);
  });

  it('random conversations never throw, and counts come from whole replies only', () => {
    const requests = [
      'GETVER',
      'GETCFG',
      'GETCPM',
      'GETCPS',
      'GETVOLT',
      'HEARTBEAT1',
      'HEARTBEAT0',
    ];
    const asked = fc.constantFrom(...requests).map((name) => host(`<${name}>>`));
    const bytes = fc.uint8Array({ maxLength: 600 });
    const line = fc.oneof(
      asked,
      bytes.map((all): ExchangeLine => ({ from: 'instrument', bytes: all })),
      bytes.map((all): ExchangeLine => ({ from: 'host', bytes: all })),
    );
    fc.assert(
      fc.property(fc.array(line), (lines) =>
        gqGmc
          .decodeExchange(lines)
          .every((one) => one.type === 'fault' || [4, 8].includes(one.raw.length)),
      ),
    );
  });
});
