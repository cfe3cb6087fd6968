import { describe, expect, it } from 'vitest';
import { genericDosimeter } from '../../../../electron/devices/dosimeters/generic-dosimeter/protocol.ts';
import type { GenericProfile } from '../../../../shared/measure/generic-profile.ts';
import { readCapture } from '../../../fixtures/captures/read-exchange.ts';
import { createProtocolRig, faultCodes, readingsOf } from '../../../support/protocol-rig.ts';
import { shippedProfile } from '../../../support/shipped-profile.ts';

const PROFILE: GenericProfile = {
  name: 'Test meter',
  terminator: '0a',
  pattern: '(?P<value>-?[0-9.]+) (?P<unit>\\S+) ?(?P<status>[a-z]*)',
  status: { good: [''], lowBattery: ['bat'], overload: ['over'], underload: ['dead'] },
  windowS: 5,
};
const decode = (text: string) =>
  genericDosimeter.decodeStream([Buffer.from(text, 'latin1')], { profile: PROFILE });

describe('a radiation meter read by a profile', () => {
  it('gives dose rates and counts with the window that the profile states', () => {
    expect(decode('0.12 uSv/h\n31 cpm\n')).toMatchObject([
      { kind: 'dose-rate', value: '0.12', unit: 'uSv/h', windowS: 5, alarms: [] },
      { kind: 'counts', value: '31', unit: 'cpm', windowS: 5 },
    ]);
  });

  it('is saturated, dead or empty by its status, whatever number stands beside it', () => {
    expect(faultCodes(decode('0.12 uSv/h over\n0.12 uSv/h dead\n0.12 uSv/h bat\n'))).toEqual([
      'saturated',
      'dead-tube',
      'low-battery',
    ]);
  });

  it('is malformed below zero and for a unit of another kind', () => {
    expect(faultCodes(decode('-0.12 uSv/h\n1.2 kg\n'))).toEqual(['malformed', 'malformed']);
  });
});

describe('the Ludlum 375 of the shipped profile', () => {
  const profile = shippedProfile('ludlum-375');

  it('is read as its manual prints it', () => {
    const { lines, expected } = readCapture('generic-dosimeter/ludlum-375.exchange');
    expect(genericDosimeter.decodeExchange(lines, { profile })).toMatchObject(expected);
  });

  it('passes its own alarm on and fails with a dead tube', () => {
    const rig = createProtocolRig(genericDosimeter, 1, 1, {}, { profile });
    rig.run(3500);
    expect(readingsOf(rig.takeObservations(), 'dose-rate').at(-1)).toMatchObject({
      value: '0.0',
      unit: 'mR/h',
      alarms: [],
    });
    rig.world('source 100 uSv/h');
    rig.run(3000);
    const hot = readingsOf(rig.takeObservations(), 'dose-rate').at(-1);
    expect(hot).toMatchObject({ alarms: ['ALARM'] });
    expect(Number(hot?.value)).toBeCloseTo(10, 0);
    rig.world('fault dead-tube');
    rig.run(3000);
    expect(faultCodes(rig.takeObservations())).toContain('instrument-error');
  });
});
