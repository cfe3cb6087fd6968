import { describe, expect, it } from 'vitest';
import { toledo8217 } from '../../../../electron/devices/scales/toledo-8217/protocol.ts';
import { createProtocolRig, faultCodes, readingsOf } from '../../../support/protocol-rig.ts';

const latin1 = (text: string): Uint8Array => Uint8Array.from(Buffer.from(text, 'latin1'));

/** A driver whose scale is played by the test. */
function createDriver() {
  const driver = toledo8217.createDriver();
  let step = driver.start(0);
  let nowMs = 0;
  const log: string[] = [];
  const note = (next: typeof step): void => {
    step = next;
    log.push(...step.send.map((bytes) => Buffer.from(bytes).toString('latin1')));
    for (const one of step.observations) {
      log.push(one.type === 'fault' ? `!${one.code}` : `=${'value' in one ? one.value : ''}`);
    }
    if (step.failure !== undefined) log.push(`failure ${step.failure.code}`);
  };
  return {
    log,
    answer(text: string, afterMs = 10): void {
      nowMs += afterMs;
      note(driver.receive(latin1(text), nowMs));
    },
    request(name: 'zero' | 'tare' | 'good-read'): void {
      if (driver.request !== undefined) note(driver.request(name, nowMs));
    },
    /** Runs the driver's own wakes until it has said something. */
    wake(): void {
      for (const before = log.length; log.length === before && step.wakeAtMs !== null;) {
        nowMs = step.wakeAtMs;
        note(driver.wake(nowMs));
      }
    },
    nowMs: () => nowMs,
  };
}

function createPolled() {
  const driver = createDriver();
  // The first weight is told only once a second one has its shape.
  for (const log of [['W'], ['W', 'W', '=1.000']]) {
    driver.wake();
    driver.answer('\x0201.000\r');
    expect(driver.log).toEqual(log);
  }
  driver.log.length = 0;
  return driver;
}

describe('a scale that is asked', () => {
  it('is asked once the line has been quiet', () => {
    const driver = createDriver();
    driver.answer('\x0209.000\r', 100);
    driver.wake();
    expect(driver.log).toEqual(['W']);
    expect(driver.nowMs()).toBe(450);
  });

  it('a late answer is dropped, and the one after it as well', () => {
    const driver = createPolled();
    driver.wake();
    driver.wake();
    expect(driver.log).toEqual(['W', '!silent']);
    driver.wake();
    driver.answer('\x0202.000\r');
    driver.answer('\x0203.000\r');
    driver.wake();
    driver.answer('\x0204.000\r');
    expect(driver.log).toEqual(['W', '!silent', 'W', 'W', '=4.000']);
  });

  it('what comes unasked is no reading', () => {
    const driver = createPolled();
    driver.answer('\x0202.000\r');
    driver.wake();
    driver.answer('\x0203.000\r');
    expect(driver.log).toEqual(['W', '=3.000']);
  });

  it('a damaged answer is a fault and its successor is dropped', () => {
    const driver = createPolled();
    driver.wake();
    driver.answer('\x0202.0\r');
    driver.wake();
    driver.answer('\x0203.000\r');
    driver.wake();
    driver.answer('\x0204.000\r');
    expect(driver.log).toEqual(['W', '!malformed', 'W', 'W', '=4.000']);
  });

  it('fails as silent when nothing answers three questions', () => {
    const driver = createDriver();
    for (let wakes = 0; wakes < 10; wakes += 1) driver.wake();
    expect(driver.log).toEqual(['W', 'W', 'W', 'failure silent']);
  });

  it.each([
    ['wrong-settings', '\xff\xfe\xff\r'],
    ['malformed', 'hello\r'],
  ])('fails as %s when three answers make no sense', (code, answer) => {
    const driver = createDriver();
    for (let round = 0; round < 3; round += 1) {
      driver.wake();
      driver.answer(answer);
    }
    driver.wake();
    expect(driver.log.at(-1)).toBe(`failure ${code}`);
  });

  it('a status that answers W late is not taken for that of Z', () => {
    const driver = createPolled();
    driver.request('zero');
    driver.wake();
    expect(driver.log).toEqual(['Z']);
    driver.answer('\x0201.000\r');
    driver.answer('\x02?P\r');
    driver.wake();
    expect(driver.log).toEqual(['Z', 'W']);
  });

  it('an unanswered request is not executable, and its late answer no weight', () => {
    const driver = createPolled();
    driver.request('tare');
    driver.wake();
    driver.wake();
    expect(driver.log).toEqual(['T', '!not-executable']);
    driver.wake();
    driver.answer('\x02?p\r');
    driver.wake();
    driver.answer('\x0200.000N\r');
    expect(driver.log).toEqual(['T', '!not-executable', 'W', 'W', '!malformed']);
    // Nobody said that it is net now: only a second such weight does.
    for (let questions = 0; questions < 2; questions += 1) {
      driver.wake();
      driver.answer('\x0200.000N\r');
    }
    expect(driver.log.slice(5)).toEqual(['W', 'W', '=0.000']);
  });

  it('refuses what the scale has not, what moves, and what comes too early', () => {
    const early = createDriver();
    early.request('zero');
    expect(early.log).toEqual(['!not-executable']);
    const driver = createPolled();
    driver.request('good-read');
    driver.wake();
    driver.answer('\x02?A\r');
    driver.request('tare');
    driver.wake();
    expect(driver.log).toEqual(['!not-executable', 'W', '!not-executable', '!not-executable', 'W']);
  });
});

describe('a scale and its line', () => {
  it('silence is a fault, then a failure, and never an old weight', () => {
    const rig = createProtocolRig(toledo8217);
    rig.world('place 1 kg');
    rig.run(2000);
    rig.world('fault silent');
    rig.run(100);
    rig.takeObservations();
    rig.run(10_000);
    const observations = rig.takeObservations();
    expect(readingsOf(observations, 'mass')).toEqual([]);
    expect(faultCodes(observations)).toEqual(['silent']);
    expect(rig.failure()).toMatchObject({ code: 'silent' });
  });

  it('goes on when it answers again', () => {
    const rig = createProtocolRig(toledo8217);
    rig.run(1500);
    rig.world('fault silent');
    rig.run(1500);
    rig.world('ok');
    rig.run(3000);
    expect(rig.failure()).toBeNull();
    expect(readingsOf(rig.takeObservations(), 'mass').at(-1)).toMatchObject({ value: '0.000' });
  });

  it('babble never becomes a weight', () => {
    const rig = createProtocolRig(toledo8217, 3);
    rig.run(1500);
    rig.world('fault babble');
    rig.run(300);
    rig.takeObservations();
    rig.run(20_000);
    expect(readingsOf(rig.takeObservations(), 'mass')).toEqual([]);
    expect(rig.failure()).not.toBeNull();
  });
});
