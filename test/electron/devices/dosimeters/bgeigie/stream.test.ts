import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { bgeigie } from '../../../../../electron/devices/dosimeters/bgeigie/protocol.ts';
import { expectCapture } from '../../../../support/capture-checks.ts';
import { createProtocolRig, faultCodes, readingsOf } from '../../../../support/protocol-rig.ts';

const SENTENCE =
  '$BNRDD,2408,2022-03-20T15:30:42Z,34,4,42,A,5003.1563,N,01430.9260,E,242.80,A,4,210*4B';
const decode = (text: string) =>
  bgeigie.decodeStream([Uint8Array.from(Buffer.from(text, 'latin1'))]);

describe('bGeigie sentences', () => {
  it.each(['nano', 'not-valid'])('capture %s decodes in any chunking', (name) => {
    expectCapture(bgeigie, name);
  });

  it('gives counts and never a dose rate', () => {
    expect(decode(`${SENTENCE}\r\n`)).toMatchObject([
      { kind: 'counts', value: '34', unit: 'cpm', windowS: 60 },
      { kind: 'counts', value: '4', unit: 'count', windowS: 5 },
    ]);
  });

  it('every single changed character is refused', () => {
    for (let at = 0; at < SENTENCE.length; at += 1) {
      const other = SENTENCE[at] === '7' ? '8' : '7';
      const changed = `${SENTENCE.slice(0, at)}${other}${SENTENCE.slice(at + 1)}`;
      expect(readingsOf(decode(`${changed}\r\n`), 'counts')).toEqual([]);
    }
  });

  it('tells a wrong checksum from another sentence', () => {
    expect(decode(`${SENTENCE.replace('*4B', '*4C')}\r\n`)).toMatchObject([{ code: 'checksum' }]);
    expect(decode('$GPTXT,hello*01\r\n')).toMatchObject([{ code: 'malformed' }]);
    expect(decode('hello\r\n')).toMatchObject([{ code: 'malformed' }]);
  });

  it('passes over comments of the log and the rest of a broken line', () => {
    const broken = SENTENCE.slice(0, 30);
    expect(decode(`# NEW LOG\n# format=1.3.6nano\n${broken}${SENTENCE}\n`)).toMatchObject([
      { value: '34' },
      { value: '4' },
    ]);
  });

  it('random bytes give no reading', () => {
    fc.assert(
      fc.property(fc.array(fc.uint8Array({ maxLength: 400 })), (chunks) => {
        return readingsOf(bgeigie.decodeStream(chunks), 'counts').length === 0;
      }),
    );
  });
});

describe('bGeigie, simulated', () => {
  it('warms up for a minute, then counts', () => {
    const rig = createProtocolRig(bgeigie);
    rig.run(60_900);
    expect(rig.identity()).toBe('bGeigie');
    expect(new Set(faultCodes(rig.takeObservations()))).toEqual(new Set(['warming-up']));
    rig.run(600_000);
    const observations = rig.takeObservations();
    expect(faultCodes(observations)).toEqual([]);
    const bins = readingsOf(observations, 'counts').filter((one) => one.unit === 'count');
    expect(bins).toHaveLength(120);
    const counted = bins.reduce((sum, one) => sum + Number(one.value), 0);
    // 0.12 uSv/h x 334 CPM for ten minutes; four standard deviations.
    expect(Math.abs(counted / 400.8 - 1)).toBeLessThan(4 / Math.sqrt(400.8));
    expect(rig.sent).toEqual([]);
  });

  it('a minute without a pulse is a dead tube', () => {
    const rig = createProtocolRig(bgeigie);
    rig.run(120_000);
    rig.world('fault dead-tube');
    rig.run(65_000);
    expect(faultCodes(rig.takeObservations())).toContain('dead-tube');
    rig.run(5000);
    expect(faultCodes(rig.takeObservations())).toEqual(['dead-tube']);
  });

  it('silence gives nothing and babble no reading', () => {
    const rig = createProtocolRig(bgeigie);
    rig.run(70_900);
    rig.takeObservations();
    rig.world('fault disconnected');
    rig.run(20_000);
    expect(rig.takeObservations()).toEqual([]);
    rig.world('ok');
    rig.world('fault babble');
    rig.run(500);
    expect(readingsOf(rig.takeObservations(), 'counts')).toEqual([]);
    rig.world('ok');
    rig.run(10_000);
    expect(readingsOf(rig.takeObservations(), 'counts')).not.toEqual([]);
  });

  it('a cable pulled within a sentence costs that sentence', () => {
    const rig = createProtocolRig(bgeigie);
    rig.run(70_030);
    rig.takeObservations();
    rig.cut(true);
    rig.run(1000);
    rig.cut(false);
    rig.run(5000);
    expect(readingsOf(rig.takeObservations(), 'counts')).toHaveLength(2);
  });
});
