import { describe, expect, it } from 'vitest';
import { gqGmc } from '../../../../../electron/devices/dosimeters/gq-gmc/protocol.ts';
import { createProtocolRig, faultCodes, readingsOf } from '../../../../support/protocol-rig.ts';

/** Time after which the counter is identified and its first word was due. */
const READY_MS = 5000;

function createReadyRig(seed = 1) {
  const rig = createProtocolRig(gqGmc, seed);
  rig.run(READY_MS);
  rig.takeObservations();
  return rig;
}

const mean = (values: readonly string[]): number =>
  values.reduce((sum, value) => sum + Number(value), 0) / values.length;

describe('GMC driver with its simulator', () => {
  it('stops the heartbeat first, asks, and starts it last', () => {
    const rig = createProtocolRig(gqGmc, 0x01020304);
    rig.run(READY_MS);
    expect(rig.sent).toEqual(
      ['HEARTBEAT0', 'GETVER', 'GETCFG', 'GETVOLT', 'GETSERIAL', 'HEARTBEAT1'].map(
        (name) => `<${name}>>`,
      ),
    );
    expect(rig.identity()).toBe('GMC-320 firmware 4.26, serial f4880102030432');
  });

  it('identifies a counter whose heartbeat is running', () => {
    const rig = createProtocolRig(gqGmc);
    rig.command('<HEARTBEAT1>>');
    rig.run(READY_MS);
    expect(rig.identity()).toContain('GMC-320');
    expect(faultCodes(rig.takeObservations())).toEqual([]);
  });

  it('identifies a counter that an earlier program left sending', () => {
    const rig = createProtocolRig(gqGmc);
    rig.world('fault heartbeat-left-on');
    rig.run(READY_MS);
    expect(rig.identity()).toContain('GMC-320');
    expect(faultCodes(rig.takeObservations())).toEqual([]);
  });

  it.each([
    [500, 'GMC-500+ firmware 1.18'],
    [800, 'GMC-800 firmware 1.08'],
  ])('seed %d is a %s', (seed, identity) => {
    const rig = createProtocolRig(gqGmc, seed);
    rig.world('source 20 uSv/h');
    // The first GETVER of a GMC-500+ is left unanswered.
    rig.run(READY_MS + 3000);
    expect(rig.identity()).toContain(identity);
    rig.takeObservations();
    rig.run(300_000);
    const observations = rig.takeObservations();
    expect(faultCodes(observations)).toEqual([]);
    expect(observations[0]?.raw).toHaveLength(8);
    const rates = readingsOf(observations, 'dose-rate').map((one) => one.value);
    expect(Math.abs(mean(rates) / 20 - 1)).toBeLessThan(0.06);
  });

  it('the probe recognises a counter that leaves the first question unanswered', () => {
    const simulator = gqGmc.createSimulator(500);
    const [probe] = gqGmc.descriptor.detection.probes;
    const answers = probe?.steps.map(({ send }, at) => simulator.receive(send, at).emit) ?? [];
    expect(probe?.recognise(Buffer.concat(answers.at(-1) ?? []))).toBe('GMC-500+ firmware 1.18');
  });

  it('a count of the second tube is turned into a dose rate by its own calibration', () => {
    const simulator = gqGmc.createSimulator(500);
    const ask = (name: string) => {
      const bytes = Buffer.from(`<${name}>>`);
      const [reply] = simulator.receive(bytes, 60_000).emit;
      const said = reply === undefined ? [] : [{ from: 'instrument' as const, bytes: reply }];
      return [{ from: 'host' as const, bytes }, ...said];
    };
    simulator.start(0);
    const source = { kind: 'source', value: '2000', unit: 'uSv/h' } as const;
    simulator.change(source, 0);
    simulator.wake(60_000);
    const names = ['GETVER', 'GETVER', 'GETCFG', 'GETCPML', 'GETCPMH'];
    const observations = gqGmc.decodeExchange(names.flatMap(ask));
    expect(faultCodes(observations)).toEqual(['saturated']);
    expect(readingsOf(observations, 'dose-rate')).toHaveLength(1);
    expect(Number(readingsOf(observations, 'dose-rate')[0]?.value) / 2000).toBeCloseTo(1, 1);
  });

  it('delivers counts and dose rate every second', () => {
    const rig = createReadyRig();
    rig.run(10_000);
    const observations = rig.takeObservations();
    expect(readingsOf(observations, 'counts')).toHaveLength(10);
    expect(readingsOf(observations, 'dose-rate')).toHaveLength(10);
    expect(faultCodes(observations)).toEqual([]);
    expect(observations[0]).toMatchObject({ unit: 'count', windowS: 1 });
    expect(observations[1]).toMatchObject({ unit: 'uSv/h', windowS: 1, alarms: [] });
  });

  it.each([
    ['0.12', 0.12],
    ['2.0', 2],
    ['7', 7],
    ['120', 120],
  ])('source %s uSv/h is what the counter shows on average', (shown, expected) => {
    const rig = createReadyRig();
    rig.world(`source ${shown} uSv/h`);
    rig.run(1400);
    rig.takeObservations();
    rig.run(600_000);
    const observations = rig.takeObservations();
    const counts = readingsOf(observations, 'counts');
    const pulses = counts.reduce((sum, one) => sum + Number(one.value), 0);
    const rates = readingsOf(observations, 'dose-rate').map((one) => one.value);
    // Four standard deviations of a Poisson count, and the bend of the calibration curve.
    const tolerance = expected * (4 / Math.sqrt(pulses) + 0.02);
    expect(Math.abs(mean(rates) - expected)).toBeLessThan(tolerance);
  });

  it.each([
    [1800, '0.27', 486],
    [1800, '120', 216_000],
    [30, '7', 210],
  ])('with a detector of %d CPM per uSv/h shows %s uSv/h, too', (sensitivity, shown, cpm) => {
    const rig = createProtocolRig(gqGmc, 1, 1, { cpmPerMicrosievert: sensitivity });
    rig.run(READY_MS);
    rig.world(`source ${shown} uSv/h`);
    rig.run(1400);
    rig.takeObservations();
    rig.run(600_000);
    const observations = rig.takeObservations();
    expect(faultCodes(observations)).toEqual([]);
    const pulses = mean(readingsOf(observations, 'counts').map((one) => one.value)) * 60;
    // Four standard deviations of what 600 s count.
    const spread = 4 / Math.sqrt(cpm * 10);
    expect(Math.abs(pulses / cpm - 1)).toBeLessThan(spread);
    const rate = mean(readingsOf(observations, 'dose-rate').map((one) => one.value));
    expect(Math.abs(rate / Number(shown) - 1)).toBeLessThan(spread + 0.001);
  });

  it('with a sensitive detector saturates in a field that its tube cannot follow', () => {
    const rig = createProtocolRig(gqGmc, 1, 1, { cpmPerMicrosievert: 1800 });
    rig.run(READY_MS);
    rig.world('source 500 uSv/h');
    rig.run(1400);
    rig.takeObservations();
    rig.run(5_000);
    expect(new Set(faultCodes(rig.takeObservations()))).toEqual(new Set(['saturated']));
  });

  it('is repeatable by seed', () => {
    const values = [3, 3, 4].map((seed) => {
      const rig = createReadyRig(seed);
      rig.run(60_000);
      return readingsOf(rig.takeObservations(), 'counts')
        .map((one) => one.value)
        .join(' ');
    });
    expect(values[0]).toBe(values[1]);
    expect(values[0]).not.toBe(values[2]);
  });

  it('passes on the zeros of a dead tube for core to judge', () => {
    const rig = createReadyRig();
    rig.world('fault dead-tube');
    rig.run(2000);
    rig.takeObservations();
    rig.run(10_000);
    const counts = readingsOf(rig.takeObservations(), 'counts');
    expect(counts.map((one) => one.value)).toEqual(Array(10).fill('0'));
  });

  it('a saturated tube gives faults and no rate', () => {
    const rig = createReadyRig();
    rig.world('fault saturated');
    rig.run(2000);
    rig.takeObservations();
    rig.run(5000);
    const observations = rig.takeObservations();
    expect(new Set(faultCodes(observations))).toEqual(new Set(['saturated']));
    expect(observations.every((one) => one.type === 'fault')).toBe(true);
  });

  it('reports a low battery once and still measures', () => {
    const rig = createProtocolRig(gqGmc);
    rig.world('fault low-battery');
    rig.run(10_000);
    const observations = rig.takeObservations();
    expect(faultCodes(observations)).toEqual(['low-battery']);
    expect(readingsOf(observations, 'counts').length).toBeGreaterThan(4);
  });

  it('a counter that falls silent gives faults, asks again, then fails', () => {
    const rig = createReadyRig();
    rig.world('fault silent');
    rig.run(1000);
    rig.takeObservations();
    rig.run(30_000);
    const observations = rig.takeObservations();
    expect(observations.every((one) => one.type === 'fault')).toBe(true);
    expect(faultCodes(observations)).toEqual(['silent', 'silent', 'silent']);
    expect(rig.failure()?.code).toBe('silent');
  });

  it('goes on when the words come back', () => {
    const rig = createReadyRig();
    rig.world('fault silent');
    rig.run(5000);
    rig.world('ok');
    rig.takeObservations();
    rig.run(5000);
    expect(readingsOf(rig.takeObservations(), 'counts').length).toBeGreaterThanOrEqual(4);
    expect(rig.failure()).toBeNull();
  });

  it('babble never becomes counts', () => {
    const rig = createReadyRig();
    rig.run(500);
    rig.world('fault babble');
    rig.takeObservations();
    rig.run(60_000);
    const observations = rig.takeObservations();
    expect(observations.every((one) => one.type === 'fault')).toBe(true);
    expect(faultCodes(observations)).toContain('malformed');
  });

  it('a cable pulled in the middle of a word leaves no count behind', () => {
    const rig = createReadyRig();
    rig.cut(true);
    rig.run(1500);
    rig.takeObservations();
    rig.inject(Uint8Array.of(0));
    rig.run(1000);
    const observations = rig.takeObservations();
    expect(observations.every((one) => one.type === 'fault')).toBe(true);
    expect(faultCodes(observations)).toContain('malformed');
  });

  it('takes raw bytes of the world in place of the next word', () => {
    const rig = createReadyRig();
    rig.run(500);
    rig.takeObservations();
    rig.world('bytes 80 1C');
    rig.run(1000);
    expect(readingsOf(rig.takeObservations(), 'counts')).toMatchObject([{ value: '28' }]);
  });

  it('fails as silent when nothing answers', () => {
    const rig = createProtocolRig(gqGmc);
    rig.world('fault silent');
    rig.run(10_000);
    expect(rig.failure()?.code).toBe('silent');
    expect(rig.sent.filter((text) => text === '<GETVER>>')).toHaveLength(2);
  });

  it('fails on babble without a count', () => {
    const rig = createProtocolRig(gqGmc);
    rig.world('fault babble');
    rig.run(20_000);
    expect(rig.failure()?.code).toBe('wrong-settings');
    expect(rig.takeObservations()).toEqual([]);
  });
});

describe('GMC driver alone', () => {
  /** Answers each request from a table. */
  function converse(answers: Readonly<Record<string, Uint8Array>>) {
    const driver = gqGmc.createDriver();
    let step = driver.start(0);
    let nowMs = 0;
    const seen = [step];
    for (let round = 0; round < 20 && step.wakeAtMs !== null && step.wakeAtMs < 4000; round += 1) {
      const name = /<(\w+)>>/.exec(
        step.send.map((bytes) => Buffer.from(bytes).toString()).join(''),
      );
      const reply = answers[name?.[1] ?? ''];
      nowMs = reply === undefined ? step.wakeAtMs : nowMs + 10;
      step = reply === undefined ? driver.wake(nowMs) : driver.receive(reply, nowMs);
      seen.push(step);
    }
    return {
      observations: seen.flatMap((one) => one.observations),
      failure: seen.find((one) => one.failure !== undefined)?.failure,
      identity: seen.find((one) => one.identity !== undefined)?.identity,
    };
  }

  it('refuses an implausible calibration and still identifies the counter', () => {
    const { observations, identity } = converse({
      GETVER: Buffer.from('GMC-500+Re 2.22'),
      GETCFG: new Uint8Array(512),
      GETVOLT: Buffer.from('4.0v\0'),
    });
    expect(observations).toMatchObject([{ code: 'instrument-error' }]);
    expect(identity).toBe('GMC-500+ firmware 2.22');
  });

  it('does not guess how an unknown model counts', () => {
    const { failure } = converse({ GETVER: Buffer.from('GMC-990Re 1.00') });
    expect(failure).toMatchObject({ code: 'instrument-error' });
  });

  it('recognises another baud rate', () => {
    const { failure } = converse({ GETVER: Uint8Array.of(0xf8, 0x80, 0x00, 0xfe, 0x9c) });
    expect(failure).toMatchObject({ code: 'wrong-settings' });
  });
});
