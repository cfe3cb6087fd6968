import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createDelimiterFramer } from '../../../../electron/devices/framing/delimiter-framer.ts';

const LF = 0x0a;
const options = { delimiters: [LF], maxLength: 8, idleMs: 100 };
const ascii = (text: string): Uint8Array => Uint8Array.from(Buffer.from(text, 'latin1'));
const show = (pieces: readonly { kind: string; bytes: Uint8Array }[]): string[] =>
  pieces.map(({ kind, bytes }) => `${kind}:${Buffer.from(bytes).toString('latin1')}`);

describe('delimiter framer', () => {
  it('gives frames with their delimiter', () => {
    const framer = createDelimiterFramer(options);
    expect(show(framer.push(ascii('a\nbc\nd'), 0))).toEqual(['frame:a\n', 'frame:bc\n']);
  });

  it('reports an endless line once and resynchronises at the next delimiter', () => {
    const framer = createDelimiterFramer(options);
    const endless = Array.from({ length: 10_000 }, () => framer.push(ascii('x'), 0)).flat();
    expect(show(endless)).toEqual(['overflow:xxxxxxxx']);
    expect(show(framer.push(ascii('x\nok\n'), 0))).toEqual(['frame:ok\n']);
  });

  it('gives up an unfinished frame after silence', () => {
    const framer = createDelimiterFramer(options);
    framer.push(ascii('ab'), 0);
    expect(framer.deadlineMs()).toBe(100);
    expect(framer.idle(99)).toEqual([]);
    expect(show(framer.idle(100))).toEqual(['partial:ab']);
    expect(framer.deadlineMs()).toBeNull();
  });

  it('judges silence before bytes that arrive after it', () => {
    const framer = createDelimiterFramer(options);
    framer.push(ascii('old'), 0);
    expect(show(framer.push(ascii('new\n'), 200))).toEqual(['partial:old', 'frame:new\n']);
  });

  it('ends an overflow run at silence too', () => {
    const framer = createDelimiterFramer(options);
    framer.push(ascii('x'.repeat(20)), 0);
    framer.idle(100);
    expect(show(framer.push(ascii('ok\n'), 150))).toEqual(['frame:ok\n']);
  });

  it('cuts any stream alike in any chunking', () => {
    const bytes = fc.uint8Array({ maxLength: 200 }).map((all) => all.map((byte) => byte % 12));
    fc.assert(
      fc.property(bytes, fc.integer({ min: 1, max: 9 }), (stream, size) => {
        const whole = createDelimiterFramer(options);
        const parts = createDelimiterFramer(options);
        const expected = [...whole.push(stream, 0), ...whole.flush()];
        const actual = [];
        for (let at = 0; at < stream.length; at += size) {
          actual.push(...parts.push(stream.slice(at, at + size), 0));
        }
        expect([...actual, ...parts.flush()]).toEqual(expected);
      }),
    );
  });
});
