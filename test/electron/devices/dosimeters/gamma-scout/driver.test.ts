import { describe, expect, it } from 'vitest';
import { gammaScout } from '../../../../../electron/devices/dosimeters/gamma-scout/protocol.ts';
import { createProtocolRig, faultCodes, readingsOf } from '../../../../support/protocol-rig.ts';

/** Time after which the instrument is identified and counts online. */
const READY_MS = 12_900;
const bytes = (text: string): Uint8Array => Uint8Array.from(Buffer.from(text, 'latin1'));

function createReadyRig(seed = 1) {
  const rig = createProtocolRig(gammaScout, seed);
  rig.run(READY_MS);
  rig.takeObservations();
  return rig;
}

describe('Gamma-Scout driver with its simulator', () => {
  it('asks who it is in PC mode, leaves that mode and goes online', () => {
    const rig = createProtocolRig(gammaScout, 0x3683);
    rig.run(READY_MS);
    expect(rig.sent.slice(0, 7)).toEqual(['v', 'P', 'v', 'X', 'v', 'O', '0']);
    expect(rig.identity()).toBe('Gamma-Scout firmware 6.10, serial d03683');
    expect(faultCodes(rig.takeObservations())).toEqual([]);
  });

  it('lets at least 550 ms pass before each letter that follows an answer', () => {
    const rig = createProtocolRig(gammaScout);
    let before = 0;
    for (let ms = 0; ms < 4000; ms += 50) {
      rig.run(50);
      expect(rig.sent.length - before).toBeLessThanOrEqual(1);
      before = rig.sent.length;
    }
    expect(rig.sent.length).toBeLessThanOrEqual(6);
  });

  it('counts every two seconds', () => {
    const rig = createReadyRig();
    rig.run(20_000);
    const counts = readingsOf(rig.takeObservations(), 'counts');
    expect(counts).toHaveLength(10);
    expect(counts.every((one) => one.unit === 'count' && one.windowS === 2)).toBe(true);
    expect(rig.sent.at(-1)).toBe('0');
  });

  it('takes over an instrument that an earlier program left online', () => {
    const rig = createProtocolRig(gammaScout);
    rig.world('fault heartbeat-left-on');
    rig.run(READY_MS + 10_000);
    expect(rig.sent.slice(0, 3)).toEqual(['v', 'X', 'v']);
    const observations = rig.takeObservations();
    expect(faultCodes(observations)).toEqual([]);
    expect(readingsOf(observations, 'counts')).not.toEqual([]);
  });

  it('takes over an instrument that an earlier program left in PC mode', () => {
    const rig = createProtocolRig(gammaScout);
    rig.command('P');
    rig.run(READY_MS);
    expect(rig.identity()).toContain('firmware 6.10');
    expect(rig.sent.slice(0, 4)).toEqual(['v', 'X', 'v', 'O']);
  });

  it.each(['0.12', '7', '120'])('source %s uSv/h is what it counts', (source) => {
    const rig = createReadyRig(4);
    rig.world(`source ${source} uSv/h`);
    rig.run(2100);
    rig.takeObservations();
    rig.run(600_000);
    const counts = readingsOf(rig.takeObservations(), 'counts');
    const pulses = counts.reduce((sum, one) => sum + Number(one.value), 0);
    const seconds = counts.reduce((sum, one) => sum + one.windowS, 0);
    const expected = (Number(source) * 108 * seconds) / 60;
    // Four standard deviations of a Poisson count.
    expect(Math.abs(pulses - expected)).toBeLessThan(4 * Math.sqrt(expected));
  });

  it('a model that does not go online says so', () => {
    const rig = createReadyRig();
    rig.cut(true);
    rig.run(13_000);
    rig.takeObservations();
    // What a Standard model answers: its mode, and nothing to O.
    rig.run(1000);
    rig.inject(bytes('\r\nStandard'));
    rig.run(20_000);
    expect(rig.failure()).toMatchObject({ code: 'instrument-error' });
  });

  it('is silent once, asks for the mode, and goes on after the instrument was switched over', () => {
    const rig = createReadyRig();
    rig.command('X');
    rig.run(14_000);
    expect(faultCodes(rig.takeObservations())).toEqual(['silent']);
    rig.run(10_000);
    expect(readingsOf(rig.takeObservations(), 'counts')).not.toEqual([]);
    expect(rig.failure()).toBeNull();
  });

  it('gives up a silent instrument', () => {
    const rig = createReadyRig();
    rig.world('fault silent');
    rig.run(30_000);
    expect(readingsOf(rig.takeObservations(), 'counts')).toEqual([]);
    expect(rig.failure()).toMatchObject({ code: 'silent' });
  });

  it('gives up babble without a reading', () => {
    const rig = createProtocolRig(gammaScout);
    rig.world('fault babble');
    rig.run(20_000);
    expect(readingsOf(rig.takeObservations(), 'counts')).toEqual([]);
    expect(rig.failure()).toMatchObject({ code: 'wrong-settings' });
  });

  it('a line cut by a pulled cable is no reading, nor is the tail of one', () => {
    const rig = createReadyRig();
    rig.inject(bytes('\r\nI00020000'));
    rig.run(300);
    rig.inject(bytes('13'));
    rig.run(300);
    const observations = rig.takeObservations();
    expect(faultCodes(observations)).toEqual(['malformed', 'malformed']);
  });

  it('the tail of a rate is not taken for a rate', () => {
    const rig = createReadyRig();
    rig.inject(bytes('\r\n1'));
    rig.run(200);
    rig.inject(bytes('4,854 uSv/h'));
    rig.run(200);
    expect(readingsOf(rig.takeObservations(), 'dose-rate')).toEqual([]);
  });

  it('answers every documented letter in its mode', () => {
    const rig = createReadyRig();
    rig.command('s');
    rig.command('P');
    rig.command('c');
    rig.command('b');
    rig.command('X');
    rig.command('D');
    rig.run(5000);
    expect(faultCodes(rig.takeObservations())).toEqual([]);
  });
});
