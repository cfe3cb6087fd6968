import { COMMANDS, type Command } from './command.ts';

/**
 * Sixteen letters for four bits each, as in Yubico's ModHex: they are on the same keys of QWERTY,
 * QWERTZ and AZERTY keyboards, need no digits (which AZERTY shifts), and none looks like another.
 */
const LETTERS = 'BCDEFGHJKNPRSTVX';

/**
 * No identifier of a parcel begins so: an S10 has its digits after two letters, GS1 labels begin with
 * a digit, and 1Z, JD or TBA are what couriers begin with.
 */
const PREFIX = 'SSCDX';

/** How each command is written; what is printed stays as it is once it is in use. */
const WRITTEN: { readonly [command in Command]: string } = {
  'open-shift': 'PN',
  'take-background': 'BG',
  'close-shift': 'CS',
  'sign-out': 'XT',
  release: 'DR',
  hold: 'DH',
  detain: 'DD',
  seize: 'DS',
  refer: 'DF',
  return: 'DN',
  'survey-top': 'ST',
  'survey-bottom': 'SB',
  'survey-front': 'SF',
  'survey-back': 'SK',
  'survey-left': 'SE',
  'survey-right': 'SR',
  'survey-one-metre': 'SX',
  'move-over': 'VN',
  'end-survey': 'VE',
};

/** Four thousand sheets are more than a station will see. */
export const LAST_GENERATION = 0xfff;

/**
 * Bytes of the authentication code that are printed. 80 bits is the least that RFC 2104, section 5,
 * allows; NIST SP 800-107 Rev. 1, section 5.3.3, gives one guess in 2^80 for it. The half of the hash
 * that RFC 2104 recommends beyond that is against collisions among messages of an attacker's choice,
 * and a station only ever signs its own commands. 128 bits would make a barcode too wide to aim at.
 */
export const CODE_BYTES = 10;

/** Length of every command's text. */
export const COMMAND_LENGTH = PREFIX.length + 2 + 3 + 2 * CODE_BYTES;

/** A command as its barcode says it, whether its code is right or not. */
export interface ReadCommand {
  readonly command: Command;
  readonly generation: number;
  readonly code: Uint8Array;
}

/** What the authentication code is taken over: the words keep it apart from any other use of a key. */
export function messageOf(station: string, generation: number, command: Command): string {
  return `screening-station command\n${station}\n${String(generation)}\n${command}`;
}

/**
 * The text of a command's barcode: capital letters only.
 * @param generation of the sheet, 1 to `LAST_GENERATION`
 * @param code `CODE_BYTES` bytes of the authentication code over `messageOf`
 */
export function writeCommand({ command, generation, code }: ReadCommand): string {
  const sheet = [generation >> 8, generation >> 4, generation].map((four) => LETTERS[four & 15]);
  const bytes = [...code].map((byte) => `${LETTERS[byte >> 4] ?? ''}${LETTERS[byte & 15] ?? ''}`);
  return `${PREFIX}${WRITTEN[command]}${sheet.join('')}${bytes.join('')}`;
}

function numberOf(letters: string): number {
  return [...letters].reduce((number, letter) => number * 16 + LETTERS.indexOf(letter), 0);
}

/**
 * Reads a scanned or typed text; a keyboard may have its capitals locked the wrong way.
 * @returns null when it is no command at all, `malformed` when it begins as one and is none
 */
export function readCommand(text: string): ReadCommand | 'malformed' | null {
  const start = text.trimStart();
  if (start.slice(0, PREFIX.length).toUpperCase() !== PREFIX) return null;
  // Before anything is made of it: a text may be as long as a line can be.
  if (start.length > 2 * COMMAND_LENGTH) return 'malformed';
  const written = start.trimEnd().toUpperCase();
  const body = written.slice(PREFIX.length);
  const whole = written.length === COMMAND_LENGTH && [...body].every((at) => LETTERS.includes(at));
  const command = COMMANDS.find((known) => WRITTEN[known] === body.slice(0, 2));
  if (!whole || command === undefined) return 'malformed';
  const code = body.slice(5).match(/../g) ?? [];
  return {
    command,
    generation: numberOf(body.slice(2, 5)),
    code: Uint8Array.from(code, numberOf),
  };
}
