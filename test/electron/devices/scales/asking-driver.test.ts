import { expect, it } from 'vitest';
import { asciiBytes, faultOf, toHex } from '../../../../electron/devices/framing/wire-bytes.ts';
import { createDelimiterFramer } from '../../../../electron/devices/framing/delimiter-framer.ts';
import type { Piece } from '../../../../electron/devices/framing/delimiter-framer.ts';
import { createAskingDriver } from '../../../../electron/devices/scales/asking-driver.ts';
import type { DriverStep } from '../../../../electron/devices/protocol.ts';
import type { StreamForm } from '../../../../electron/devices/streaming-driver.ts';

/** Lines of digits are grams, moving when they begin with 0; `E` is a refusal. */
const form: StreamForm<Piece> = {
  identity: 'scale',
  ascii: true,
  createFramer: () => createDelimiterFramer({ delimiters: [0x0a], maxLength: 32, idleMs: 100 }),
  createReader: () => ({
    observe({ bytes }) {
      const value = /^(\d+)\n$/.exec(Buffer.from(bytes).toString())?.[1];
      if (value === undefined) return [faultOf('instrument-error', bytes, 'refused')];
      const raw = toHex(bytes);
      const mass = {
        type: 'reading',
        kind: 'mass',
        unit: 'g',
        basis: 'gross',
        tare: null,
      } as const;
      const stable = !value.startsWith('0');
      return [{ ...mass, value, stable, zero: false, raw }];
    },
    encodeRequest: () => asciiBytes('Z'),
  }),
};

/** Notes what is sent (`>`), read (`=`) and at fault (`!`). */
function createScale() {
  const questions = [
    { send: asciiBytes('A'), pollMs: 200 },
    { send: asciiBytes('B'), pollMs: 200 },
  ] as const;
  const driver = createAskingDriver(form, { questions, listenMs: 1000, answerMs: 500 });
  const log: string[] = [];
  const note = (step: DriverStep): number => {
    for (const one of step.observations) {
      log.push(one.type === 'fault' ? `!${one.code}` : `=${'value' in one ? one.value : ''}`);
    }
    for (const bytes of step.send) log.push(`>${Buffer.from(bytes).toString()}`);
    return step.wakeAtMs ?? Infinity;
  };
  let wakeAtMs = note(driver.start(0));
  return {
    log,
    wake: () => {
      const atMs = wakeAtMs;
      wakeAtMs = note(driver.wake(atMs));
      return atMs;
    },
    say: (text: string, atMs: number) => {
      wakeAtMs = note(driver.receive(asciiBytes(`${text}\n`), atMs));
    },
    request: (atMs: number) => {
      wakeAtMs = note(driver.request?.('zero', atMs) ?? driver.wake(atMs));
    },
  };
}

it('asks nothing while frames come by themselves', () => {
  const scale = createScale();
  for (let atMs = 500; atMs < 4500; atMs += 900) scale.say('7', atMs);
  expect(scale.log).toEqual(['=7', '=7', '=7', '=7', '=7']);
});

it('tries the next question when one is not answered or not understood', () => {
  const scale = createScale();
  expect(scale.wake()).toBe(1000);
  expect(scale.wake()).toBe(1500);
  const atMs = scale.wake();
  scale.say('E', atMs + 10);
  scale.wake();
  expect(scale.log).toEqual(['>A', '>B', '>A']);
});

it('one question is in flight, and a request waits for its answer', () => {
  const scale = createScale();
  scale.say('7', scale.wake() + 10);
  const atMs = scale.wake();
  scale.request(atMs + 10);
  expect(scale.log).toEqual(['>A', '=7', '>A']);
  scale.say('7', atMs + 20);
  expect(scale.log).toEqual(['>A', '=7', '>A', '=7', '>Z']);
});

it('a request is not sent when the answer that it waited for says that the load moves', () => {
  const scale = createScale();
  scale.say('7', scale.wake() + 10);
  const atMs = scale.wake();
  scale.request(atMs + 10);
  scale.say('09', atMs + 20);
  expect(scale.log).toEqual(['>A', '=7', '>A', '=09', '!not-executable']);
});

it('a request is not sent when the answer that it waited for never comes', () => {
  const scale = createScale();
  scale.say('7', scale.wake() + 10);
  scale.request(scale.wake() + 10);
  scale.wake();
  scale.wake();
  expect(scale.log).toContain('!not-executable');
  expect(scale.log).not.toContain('>Z');
});

it('nothing is zeroed before the scale has said that it rests', () => {
  const scale = createScale();
  scale.request(10);
  expect(scale.log).toEqual(['!not-executable']);
});

it('tells a missed answer, throws away the late one and asks the same again', () => {
  const scale = createScale();
  scale.say('7', scale.wake() + 10);
  scale.wake();
  const missedMs = scale.wake();
  scale.say('8', missedMs + 100);
  scale.wake();
  expect(scale.log).toEqual(['>A', '=7', '>A', '!silent', '>A']);
});

it('listens when the line never falls silent', () => {
  const scale = createScale();
  scale.say('7', scale.wake() + 10);
  scale.wake();
  const missedMs = scale.wake();
  for (let lateMs = 100; lateMs <= 1400; lateMs += 100) scale.say('9', missedMs + lateMs);
  expect(scale.log.filter((entry) => entry === '>A')).toHaveLength(2);
  expect(scale.log.at(-1)).toBe('=9');
});
