import { describe, expect, it } from 'vitest';
import { mtSics } from '../../../../../electron/devices/scales/mt-sics/protocol.ts';
import { createProtocolRig, faultCodes, readingsOf } from '../../../../support/protocol-rig.ts';

const ascii = (text: string): Uint8Array => Uint8Array.from(Buffer.from(text, 'latin1'));

function createReadyRig(load?: string) {
  const rig = createProtocolRig(mtSics);
  if (load !== undefined) rig.world(`place ${load}`);
  rig.run(2000);
  rig.takeObservations();
  return rig;
}

/** Asks, and cuts the wire once the command is sent. */
function requestUnanswered(
  rig: ReturnType<typeof createReadyRig>,
  request: 'zero' | 'tare',
  command: string,
): void {
  rig.request(request);
  for (let ms = 0; ms < 500 && rig.sent.at(-1) !== command; ms += 1) rig.run(1);
  rig.cut(true);
  expect(rig.sent.at(-1)).toBe(command);
  rig.takeObservations();
}

const last = (rig: ReturnType<typeof createReadyRig>) =>
  readingsOf(rig.takeObservations(), 'mass').at(-1);

describe('MT-SICS requests', () => {
  it('tares and clears the tare: net, then gross again', () => {
    const rig = createReadyRig('500 g');
    rig.request('tare');
    rig.run(1000);
    expect(last(rig)).toMatchObject({ value: '0.0', basis: 'net' });
    rig.request('clear-tare');
    rig.run(1000);
    expect(last(rig)).toMatchObject({ value: '500.0', basis: 'gross' });
  });

  it('zeroes a small load', () => {
    const rig = createReadyRig('5 g');
    rig.request('zero');
    rig.run(1000);
    expect(last(rig)).toMatchObject({ value: '0.0', basis: 'gross', zero: true });
  });

  it('a zero that the scale refuses is not executable and the weight goes on', () => {
    const rig = createReadyRig('2 kg');
    rig.request('zero');
    rig.run(1000);
    const observations = rig.takeObservations();
    expect(faultCodes(observations)).toEqual(['not-executable']);
    expect(readingsOf(observations, 'mass').at(-1)).toMatchObject({ value: '2000.0' });
  });

  it('is sent once, between two polls and never within 100 ms of another command', () => {
    const rig = createReadyRig('500 g');
    const before = rig.sent.length;
    rig.request('tare');
    expect(rig.sent).toHaveLength(before);
    rig.run(1000);
    const sent = rig.sent.slice(before);
    expect(sent.filter((command) => command === 'T\r\n')).toHaveLength(1);
    expect(sent.length).toBeLessThanOrEqual(10);
  });

  it('does not tare what moves', () => {
    const rig = createReadyRig();
    rig.world('fault unstable');
    rig.run(300);
    rig.takeObservations();
    rig.request('tare');
    rig.run(1000);
    expect(faultCodes(rig.takeObservations())).toEqual(['not-executable']);
    expect(rig.sent).not.toContain('T\r\n');
  });

  it('is refused before the scale is known and never sent later', () => {
    const rig = createProtocolRig(mtSics);
    rig.request('zero');
    expect(faultCodes(rig.takeObservations())).toEqual(['not-executable']);
    rig.run(3000);
    expect(rig.sent).not.toContain('Z\r\n');
  });

  it('an error reply to it is not executable', () => {
    const rig = createReadyRig();
    requestUnanswered(rig, 'tare', 'T\r\n');
    rig.inject(ascii('EL\r\n'));
    expect(faultCodes(rig.takeObservations())).toEqual(['not-executable']);
  });

  it.each([
    ['zero', 'Z\r\n', 'Z A\r\n'],
    ['tare', 'T\r\n', 'T S      500.0 g\r\n'],
  ] as const)('a late answer to %s is not taken for a weight', (request, command, late) => {
    const rig = createReadyRig('5 g');
    requestUnanswered(rig, request, command);
    rig.run(1700);
    expect(faultCodes(rig.takeObservations())).toEqual(['not-executable']);
    rig.cut(false);
    rig.run(100);
    rig.inject(ascii(late));
    rig.run(1000);
    rig.inject(ascii(late));
    expect(readingsOf(rig.takeObservations(), 'mass').every((one) => one.value !== '500.0')).toBe(
      true,
    );
    rig.run(1000);
    expect(rig.failure()).toBeNull();
    expect(last(rig)).toMatchObject({ unit: 'g', stable: true });
  });
});

describe('MT-SICS faults of the instrument', () => {
  it('a stream that an earlier program left running ends with the first poll', () => {
    const rig = createProtocolRig(mtSics);
    rig.world('fault heartbeat-left-on');
    rig.run(3000);
    expect(faultCodes(rig.takeObservations())).toEqual([]);
    const before = rig.sent.length;
    rig.run(2000);
    const answered = rig.sent.slice(before).filter((command) => command === 'SI\r\n').length;
    const readings = readingsOf(rig.takeObservations(), 'mass').length;
    expect(Math.abs(readings - answered)).toBeLessThanOrEqual(1);
  });

  it('error replies are faults and never a weight', () => {
    const rig = createReadyRig('500 g');
    rig.world('fault error-reply');
    rig.run(100);
    rig.takeObservations();
    rig.run(1000);
    const observations = rig.takeObservations();
    expect(readingsOf(observations, 'mass')).toEqual([]);
    expect(new Set(faultCodes(observations))).toEqual(
      new Set(['instrument-error', 'wrong-settings']),
    );
  });
});
