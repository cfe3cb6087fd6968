import { describe, expect, it } from 'vitest';
import { mtSics } from '../../../../../electron/devices/scales/mt-sics/protocol.ts';
import { createProtocolRig, faultCodes, readingsOf } from '../../../../support/protocol-rig.ts';

const ascii = (text: string): Uint8Array => Uint8Array.from(Buffer.from(text, 'latin1'));
/** Time after which a scale is identified and polled. */
const READY_MS = 1000;

function createReadyRig(seed = 1) {
  const rig = createProtocolRig(mtSics, seed);
  rig.run(READY_MS);
  rig.takeObservations();
  return rig;
}

describe('MT-SICS driver with its simulator', () => {
  it('identifies the scale without a command that changes anything', () => {
    const rig = createProtocolRig(mtSics, 7);
    rig.run(READY_MS);
    expect(rig.identity()).toBe('Simulated bench scale 31500.0 g, serial 1000007');
    expect(new Set(rig.sent)).toEqual(new Set(['I4\r\n', 'I2\r\n', 'TA\r\n', 'SI\r\n']));
  });

  it('polls about eight times a second and never faster than every 100 ms', () => {
    const rig = createReadyRig();
    const before = rig.sent.length;
    rig.run(10_000);
    expect(rig.sent.length - before).toBeGreaterThanOrEqual(70);
    expect(rig.sent.length - before).toBeLessThanOrEqual(100);
  });

  it('follows a parcel from motion to a stable gross weight', () => {
    const rig = createReadyRig();
    rig.world('place 1.250 kg');
    rig.run(50);
    rig.takeObservations();
    rig.run(300);
    const moving = readingsOf(rig.takeObservations(), 'mass');
    expect(moving.length).toBeGreaterThan(0);
    expect(moving.every((one) => !one.stable)).toBe(true);
    rig.run(700);
    expect(readingsOf(rig.takeObservations(), 'mass').at(-1)).toMatchObject({
      value: '1250.0',
      unit: 'g',
      stable: true,
      basis: 'gross',
      zero: false,
    });
  });

  it('says net while a tare is set and gross after it is cleared', () => {
    const rig = createReadyRig();
    rig.world('place 500 g');
    rig.run(1000);
    rig.command('T\r\n');
    rig.run(1500);
    const tared = readingsOf(rig.takeObservations(), 'mass').at(-1);
    expect(tared).toMatchObject({ value: '0.0', basis: 'net' });
    rig.command('TAC\r\n');
    rig.run(1500);
    const cleared = readingsOf(rig.takeObservations(), 'mass').at(-1);
    expect(cleared).toMatchObject({ value: '500.0', basis: 'gross' });
  });

  it('never calls a display gross that a tare has just emptied', () => {
    const rig = createReadyRig();
    rig.world('place 500 g');
    rig.run(1000);
    rig.command('T\r\n');
    rig.takeObservations();
    rig.run(1500);
    const zeros = readingsOf(rig.takeObservations(), 'mass').filter((one) => one.zero);
    expect(zeros.length).toBeGreaterThan(0);
    expect(zeros.some((one) => one.basis === 'gross')).toBe(false);
  });

  it.each(['overload', 'underload'])('%s is a fault, not a weight', (fault) => {
    const rig = createReadyRig();
    rig.world(`fault ${fault}`);
    rig.run(300);
    rig.takeObservations();
    rig.run(1000);
    const observations = rig.takeObservations();
    expect(readingsOf(observations, 'mass')).toEqual([]);
    expect(new Set(faultCodes(observations))).toEqual(new Set([fault]));
  });

  it('a load above capacity is an overload', () => {
    const rig = createReadyRig();
    rig.world('place 32 kg');
    rig.run(1000);
    expect(faultCodes(rig.takeObservations())).toContain('overload');
  });

  it('an unstable scale never gives a stable weight', () => {
    const rig = createReadyRig();
    rig.world('fault unstable');
    rig.run(200);
    rig.takeObservations();
    rig.run(3000);
    const masses = readingsOf(rig.takeObservations(), 'mass');
    expect(masses.length).toBeGreaterThan(10);
    expect(masses.some((one) => one.stable)).toBe(false);
  });

  it('a silent scale gives faults, then a failure, and never an old weight', () => {
    const rig = createReadyRig();
    rig.world('place 500 g');
    rig.run(1000);
    rig.world('fault silent');
    rig.run(100);
    rig.takeObservations();
    rig.run(10_000);
    const observations = rig.takeObservations();
    expect(readingsOf(observations, 'mass')).toEqual([]);
    expect(faultCodes(observations)).toEqual(['silent']);
    expect(rig.failure()).toMatchObject({ code: 'silent' });
  });

  it('goes on when a silent scale answers again', () => {
    const rig = createReadyRig();
    rig.world('fault silent');
    rig.run(2000);
    rig.world('ok');
    rig.run(3000);
    expect(rig.failure()).toBeNull();
    expect(readingsOf(rig.takeObservations(), 'mass').at(-1)).toMatchObject({ value: '0.0' });
  });

  it('babble gives malformed faults and no weight', () => {
    const rig = createReadyRig(3);
    rig.world('fault babble');
    rig.run(100);
    rig.takeObservations();
    rig.run(20_000);
    const observations = rig.takeObservations();
    expect(readingsOf(observations, 'mass')).toEqual([]);
    expect(faultCodes(observations)).toContain('malformed');
    expect(rig.failure()?.code).toBe('wrong-settings');
  });

  it('a cable pulled in the middle of a frame leaves no weight behind', () => {
    const rig = createReadyRig();
    rig.inject(ascii('S S      99'));
    rig.cut(true);
    rig.takeObservations();
    rig.run(1200);
    const observations = rig.takeObservations();
    expect(readingsOf(observations, 'mass')).toEqual([]);
    expect(faultCodes(observations)).toContain('malformed');
  });

  it('tolerates a repetition that is still running when it starts', () => {
    const rig = createProtocolRig(mtSics);
    rig.inject(ascii('0.0 g\r\nS S        0.0 g\r\nS S        0.0 g\r\n'));
    rig.run(READY_MS + 1000);
    expect(rig.failure()).toBeNull();
    expect(faultCodes(rig.takeObservations())).toEqual([]);
    expect(rig.identity()).toContain('serial');
  });
});

describe('MT-SICS driver alone', () => {
  /** Runs the driver's own wakes up to `untilMs`. */
  function createDriver() {
    const driver = mtSics.createDriver();
    let step = driver.start(0);
    const log: string[] = [];
    const note = (next: typeof step) => {
      step = next;
      log.push(...step.send.map((bytes) => Buffer.from(bytes).toString('latin1').trim()));
      for (const one of step.observations) {
        log.push(one.type === 'fault' ? `!${one.code}` : `=${'value' in one ? one.value : ''}`);
      }
      if (step.failure !== undefined) log.push(`failure ${step.failure.code}`);
    };
    return {
      log,
      answer: (text: string, atMs: number) => note(driver.receive(ascii(`${text}\r\n`), atMs)),
      wake: () => {
        const atMs = step.wakeAtMs ?? Infinity;
        if (atMs < Infinity) note(driver.wake(atMs));
        return atMs;
      },
    };
  }

  function identify(driver: ReturnType<typeof createDriver>): number {
    const now = driver.wake();
    driver.answer('I4 A "1"', now + 10);
    driver.answer('I2 A "M"', now + 20);
    return now + 20;
  }

  it('never gives a late answer to the next command', () => {
    const driver = createDriver();
    identify(driver);
    let now = driver.wake();
    driver.answer('TA A 0.0 g', now + 10);
    driver.wake();
    expect(driver.log.at(-1)).toBe('SI');
    now = driver.wake();
    expect(driver.log.at(-1)).toBe('!silent');
    driver.answer('S S 111.0 g', now + 100);
    now = driver.wake();
    expect(driver.log.at(-1)).toBe('I4');
    driver.answer('S S 222.0 g', now + 10);
    driver.answer('I4 A "1"', now + 20);
    driver.wake();
    driver.answer('S S 333.0 g', now + 200);
    expect(driver.log.filter((entry) => entry.startsWith('='))).toEqual(['=333.0']);
  });

  it('finds its place again with I4 after a damaged line', () => {
    const driver = createDriver();
    identify(driver);
    let now = driver.wake();
    driver.answer('TA A 0.0 g', now + 10);
    now = driver.wake();
    driver.answer('S S 1~1.0 g', now + 10);
    driver.answer('S S 111.0 g', now + 20);
    driver.wake();
    expect(driver.log.slice(-3)).toEqual(['SI', '!malformed', 'I4']);
  });

  it('a scale without I4 is identified by its ES', () => {
    const driver = createDriver();
    const now = driver.wake();
    driver.answer('ES', now + 10);
    driver.answer('ES', now + 20);
    driver.wake();
    expect(driver.log).toEqual(['I4', 'I2', 'TA']);
  });

  it('asks no more for a tare that the scale does not have', () => {
    const driver = createDriver();
    identify(driver);
    let now = driver.wake();
    driver.answer('ES', now + 10);
    for (let round = 0; round < 40; round += 1) {
      now = driver.wake();
      driver.answer('S S 1.0 g', now + 10);
    }
    expect(driver.log.filter((entry) => entry === 'TA')).toHaveLength(1);
    expect(driver.log.filter((entry) => entry.startsWith('!'))).toEqual([]);
  });

  it('fails as silent when nothing answers', () => {
    const driver = createDriver();
    for (let wakes = 0; wakes < 20; wakes += 1) driver.wake();
    expect(driver.log).toEqual(['I4', 'I4', 'I4', 'failure silent']);
  });

  it('fails as wrong settings when the scale hears damaged commands', () => {
    const driver = createDriver();
    const now = driver.wake();
    driver.answer('ET', now + 10);
    expect(driver.log.at(-1)).toBe('failure wrong-settings');
  });
});
