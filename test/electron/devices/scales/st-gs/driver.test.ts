import { describe, expect, it } from 'vitest';
import { stGs } from '../../../../../electron/devices/scales/st-gs/protocol.ts';
import { createProtocolRig, faultCodes, readingsOf } from '../../../../support/protocol-rig.ts';
import { itWeighs, massesWithin, tellsWithin } from '../../../../support/scale-checks.ts';

const [DINI, A_AND_D, CAS, KERN_EOC, KERN_DE] = [0, 1, 2, 3, 4];
/** The four questions before the right one, each with its drain. */
const READY_MS = 8000;

const createReadyRig = (seed: number) => {
  const rig = createProtocolRig(stGs, seed);
  rig.run(READY_MS);
  rig.takeObservations();
  return rig;
};

describe.each([
  ['A&D', A_AND_D],
  ['CAS', CAS],
  ['Dini Argeo', DINI],
  ['Kern EOC', KERN_EOC],
])('%s', (_make, seed) => {
  itWeighs({
    protocol: stGs,
    seed,
    readyMs: READY_MS,
    placed: { value: '1.250', unit: 'kg' },
    faults: seed === CAS ? ['overload'] : ['overload', 'underload'],
  });
});

describe('Kern DE', () => {
  itWeighs({
    protocol: stGs,
    seed: KERN_DE,
    readyMs: READY_MS,
    placed: { value: '1.250', unit: 'kg' },
    faults: [],
  });

  it('has no weight to give above its range', () => {
    const rig = createReadyRig(KERN_DE);
    rig.world('place 32 kg');
    rig.run(600);
    const told = tellsWithin(rig, 1000);
    expect(readingsOf(told, 'mass')).toEqual([]);
    expect(new Set(faultCodes(told))).toEqual(new Set(['not-executable']));
  });
});

describe('asking and listening', () => {
  it.each([A_AND_D, CAS])('asks nothing of a scale that streams (make %i)', (seed) => {
    const rig = createReadyRig(seed);
    expect(rig.identity()).not.toBeNull();
    expect(rig.sent).toEqual([]);
  });

  it.each([
    [DINI, 'READ\r\n'],
    [KERN_EOC, 'W'],
    [KERN_DE, 'w'],
  ])('make %i is asked five times a second with %j once that was answered', (seed, question) => {
    const rig = createReadyRig(seed);
    const before = rig.sent.length;
    rig.run(2000);
    const asked = rig.sent.slice(before);
    expect(new Set(asked)).toEqual(new Set([question]));
    expect(asked.length).toBeGreaterThanOrEqual(9);
    expect(asked.length).toBeLessThanOrEqual(11);
  });

  it('the search tells no errors, which it caused itself', () => {
    const rig = createProtocolRig(stGs, DINI);
    expect(faultCodes(tellsWithin(rig, READY_MS))).toEqual([]);
    expect(rig.sent.slice(0, 2)).toEqual(['Q\r\n', 'READ\r\n']);
  });

  it('a late answer is thrown away and a missed one told', () => {
    const rig = createReadyRig(DINI);
    rig.cut(true);
    const missed = tellsWithin(rig, 1000);
    expect(faultCodes(missed)).toContain('silent');
    rig.inject(Uint8Array.from(Buffer.from('ST,GS,   9.999,kg\r\n')));
    rig.cut(false);
    const values = massesWithin(rig, 3000).map((one) => one.value);
    expect(values.length).toBeGreaterThan(0);
    expect(values).not.toContain('9.999');
  });

  it('listens to a scale whose stream an earlier program left on', () => {
    const rig = createReadyRig(DINI);
    rig.world('fault heartbeat-left-on');
    expect(massesWithin(rig, 2000).length).toBeGreaterThan(8);
    expect(rig.failure()).toBeNull();
  });

  it('tells the error replies of a scale that used to answer', () => {
    const rig = createReadyRig(DINI);
    rig.world('fault error-reply');
    rig.run(300);
    expect(new Set(faultCodes(tellsWithin(rig, 1000)))).toEqual(new Set(['not-executable']));
  });
});

describe('requests of the bench', () => {
  it.each([
    [A_AND_D, ['Z\r\n', 'T\r\n']],
    [DINI, ['ZERO\r\n', 'TARE\r\n']],
    [KERN_EOC, ['Z', 'T']],
  ])('make %i zeroes and tares', (seed, commands) => {
    const rig = createReadyRig(seed);
    rig.world('place 0.100 kg');
    rig.run(1000);
    rig.request('zero');
    expect(massesWithin(rig, 1000).at(-1)).toMatchObject({ value: '0.000', zero: true });
    rig.world('place 0.600 kg');
    rig.run(1000);
    rig.request('tare');
    expect(massesWithin(rig, 1000).at(-1)).toMatchObject({ value: '0.000' });
    expect(rig.sent.filter((sent) => commands.includes(sent))).toEqual(commands);
  });

  it('a Dini Argeo shows net after a tare and gross after it is cleared', () => {
    const rig = createReadyRig(DINI);
    rig.world('place 0.500 kg');
    rig.run(1000);
    rig.request('tare');
    expect(massesWithin(rig, 1000).at(-1)).toMatchObject({ value: '0.000', basis: 'net' });
    rig.request('clear-tare');
    expect(massesWithin(rig, 1000).at(-1)).toMatchObject({ value: '0.500', basis: 'gross' });
  });

  it('a refusal is told', () => {
    const rig = createReadyRig(A_AND_D);
    rig.world('place 5 kg');
    rig.run(1000);
    rig.request('zero');
    expect(faultCodes(tellsWithin(rig, 500))).toEqual(['not-executable']);
  });

  it.each([
    [CAS, 'zero'],
    [KERN_DE, 'zero'],
    [A_AND_D, 'clear-tare'],
  ] as const)('make %i has no known %s, which is told and not sent', (seed, request) => {
    const rig = createReadyRig(seed);
    const before = rig.sent.length;
    rig.request(request);
    expect(faultCodes(rig.takeObservations())).toEqual(['not-executable']);
    rig.run(300);
    expect(rig.sent.slice(before).filter((sent) => /^[ZTC]/.test(sent))).toEqual([]);
  });
});

describe('detection', () => {
  const [byQ, byRead] = stGs.descriptor.detection.probes;

  it('recognises a line of the family among the answers', () => {
    const answer = Buffer.from('.45  g\r\nST,+00123.45  g\r\n');
    expect(byQ?.recognise(answer)).toBe('A&D: ST,+00123.45  g');
    expect(byRead?.recognise(Buffer.from('ERR04\r\n'))).toBeNull();
    expect(byRead?.recognise(Buffer.from('S S     100.00 g\r\n'))).toBeNull();
    expect(byRead?.recognise(new Uint8Array())).toBeNull();
  });

  it('asks for the weight only', () => {
    const sent = stGs.descriptor.detection.probes.flatMap((probe) => probe.steps);
    expect(sent.map((step) => Buffer.from(step.send).toString())).toEqual(['Q\r\n', 'READ\r\n']);
  });
});
