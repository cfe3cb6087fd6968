import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  CODE_BYTES,
  COMMAND_LENGTH,
  LAST_GENERATION,
  readCommand,
  writeCommand,
} from '../../../shared/commands/command-code.ts';
import { COMMANDS, intentOf, outcomeOf } from '../../../shared/commands/command.ts';
import { intentSchema } from '../../../shared/bridge/intents.ts';
import { resolve } from '../../../shared/identifiers/resolve.ts';
import { OUTCOMES } from '../../../shared/words.ts';

const command = fc.constantFrom(...COMMANDS);
const generation = fc.integer({ min: 1, max: LAST_GENERATION });
const code = fc.uint8Array({ minLength: CODE_BYTES, maxLength: CODE_BYTES });
const read = fc.record({ command, generation, code });

describe('the text of a command', () => {
  it('reads back, also in lower case and between blanks', () => {
    fc.assert(
      fc.property(read, (one) => {
        const text = writeCommand(one);
        expect(text).toHaveLength(COMMAND_LENGTH);
        expect(readCommand(text)).toEqual(one);
        expect(readCommand(` ${text.toLowerCase()}\r`)).toEqual(one);
      }),
    );
  });

  it('has only letters that three keyboard layouts have on the same keys', () => {
    fc.assert(
      fc.property(read, (one) => {
        expect(writeCommand(one)).toMatch(/^[BCDEFGHJKNPRSTVX]+$/);
      }),
    );
  });

  it('says something else for each command', () => {
    const same = { generation: 1, code: new Uint8Array(CODE_BYTES) };
    const texts = new Set(COMMANDS.map((one) => writeCommand({ ...same, command: one })));
    expect(texts.size).toBe(COMMANDS.length);
  });

  it('is no identifier that the station knows', () => {
    fc.assert(
      fc.property(read, (one) => {
        expect(resolve(writeCommand(one)).scheme).toBe('unknown');
      }),
    );
  });
});

describe('what is no command', () => {
  it.each([
    'CP102030419NL',
    '(00)340123456123456780',
    '1Z999AA10123456784',
    'STATION-TEST',
    '',
    'SSCD',
  ])('%s is none', (text) => expect(readCommand(text)).toBeNull());

  it('what begins as one and is not whole is malformed, however long and whatever is in it', () => {
    const whole = writeCommand({
      command: 'hold',
      generation: 1,
      code: new Uint8Array(CODE_BYTES),
    });
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 200 }), (tail) => {
        fc.pre(tail.trim() !== '');
        expect(readCommand(whole + tail)).toBe('malformed');
      }),
    );
    for (const text of [
      'SSCDX',
      whole.slice(0, -1),
      `${whole.slice(0, 20)}\u0000${whole.slice(21)}`,
      'SSCDX'.padEnd(1e6, 'B'),
      whole.replace('DH', 'BB'),
    ]) {
      expect(readCommand(text)).toBe('malformed');
    }
  });
});

describe('commands', () => {
  it('ask for what the screen asks for', () => {
    for (const one of COMMANDS) expect(intentSchema.safeParse(intentOf(one)).success).toBe(true);
    expect(COMMANDS.filter((one) => outcomeOf(one) !== null)).toEqual([...OUTCOMES]);
  });

  it('none signs in, overrides, countersigns, acknowledges or puts aside', () => {
    const kinds = new Set(COMMANDS.map((one) => intentOf(one).kind));
    expect([...kinds].sort()).toEqual([
      'close-shift',
      'decide',
      'end-survey',
      'move-over',
      'open-shift',
      'sign-out',
      'start-survey',
      'take-background',
    ]);
  });
});
