import { stripParity } from '../../framing/parity-bit.ts';

/** What a line of the instrument says. */
export type RadEyeLine =
  | {
      readonly kind: 'values';
      /** As printed: hundredths of a µSv/h, or µR/h. */
      readonly rate: { readonly value: string; readonly unit: 'uSv/h' | 'uR/h' };
      /** Counts per second where the model gives them. */
      readonly cps: string | null;
      readonly overload: boolean;
      readonly lowBattery: boolean;
      readonly alarms: readonly string[];
      readonly bccFits: boolean;
    }
  | { readonly kind: 'goodbye' }
  /** An answer of the instrument that carries no measurement. */
  | { readonly kind: 'other' }
  | { readonly kind: 'unknown-model'; readonly model: string }
  | { readonly kind: 'malformed'; readonly detail: string }
  | { readonly kind: 'wrong-settings' };

/** Status bits (DT-029E rev B, automatic sending). */
const OVERLOAD = 0x02;
const RATE_ALARM = 0x04;
const DOSE_ALARM = 0x08;
/** Natural background rejection: the radiation is man-made. PRD models only. */
const NBR_ALARM = 0x10;
const LOW_BATTERY = 0x20;

/** Names of the models in the line whose columns are those of PRD and G (DT-029E rev B). */
const PRD_MODELS = new Set(['FH41PR', 'PRDER', 'PRDS', 'PRDERS']);
const G_MODELS = new Set(['FH41B2']);

/** Modulo-256 sum from STX to the last character before the check (DT-029E rev B), upper hex. */
function fitsBcc(text: string, bcc: string): boolean {
  const end = text.lastIndexOf(bcc);
  const sum = Buffer.from(text.slice(0, end), 'latin1').reduce((total, byte) => total + byte, 0);
  return (sum & 0xff).toString(16).toUpperCase().padStart(2, '0') === bcc;
}

/** Unit 5 counts in 0.01 µSv/h, unit 2 in µR/h; the other codes are not published for certain. */
function rateOf(digits: string, unit: string): { value: string; unit: 'uSv/h' | 'uR/h' } | null {
  const value = digits.replace(/^0+(?=\d)/, '');
  if (unit === '2') return { value, unit: 'uR/h' };
  if (unit !== '5') return null;
  const padded = value.padStart(3, '0');
  return { value: `${padded.slice(0, -2)}.${padded.slice(-2)}`, unit: 'uSv/h' };
}

const malformed = (detail: string): RadEyeLine => ({ kind: 'malformed', detail });

/** Rate, unit, two columns, status, model, dose and check. */
const LINE =
  /^ *(\d{1,8}) +(\d{1,3}) +(\d{1,8}) +(\d{1,3}) +([0-9A-F]{2}) +([A-Z0-9+-]{1,10}) +(?:(\d{1,9}) +)?([0-9A-F]{2}) *$/;

function parse(text: string): RadEyeLine {
  // STX begins a line; ETX ends it in some formats only.
  const body = text.endsWith('\x03') ? text.slice(1, -1) : text.slice(1);
  const match = text.startsWith('\x02') ? LINE.exec(body) : null;
  if (match === null) return malformed(`not a RadEye line: "${JSON.stringify(text).slice(1, -1)}"`);
  const [, digits = '', unit = '', third = '', fourth = '', hex = '', model = '', dose, bcc = ''] =
    match;
  const prd = PRD_MODELS.has(model);
  if (!prd && !G_MODELS.has(model)) return { kind: 'unknown-model', model };
  if (dose === undefined) return malformed('RadEye line without a dose');
  const rate = rateOf(digits, unit);
  if (rate === null) return malformed(`unit code ${unit} is not known`);
  const status = Number.parseInt(hex, 16);
  const raised = (bit: number, name: string): string[] => ((status & bit) === 0 ? [] : [name]);
  return {
    kind: 'values',
    rate,
    cps: fourth === '0' ? null : third,
    overload: (status & OVERLOAD) !== 0,
    lowBattery: (status & LOW_BATTERY) !== 0,
    alarms: [
      ...raised(RATE_ALARM, 'dose-rate'),
      ...raised(DOSE_ALARM, 'dose'),
      ...(prd ? raised(NBR_ALARM, 'artificial (NBR)') : []),
    ],
    bccFits: fitsBcc(text, bcc),
  };
}

/** Reads one line, terminator included. */
export function decodeLine(bytes: Uint8Array): RadEyeLine {
  // Seven data bits: an eighth one is the parity of a line that was read with eight.
  const plain = stripParity(bytes);
  if (plain === null) return { kind: 'wrong-settings' };
  const line = Buffer.from(plain)
    .toString('latin1')
    .replace(/\r?\n$/, '');
  if (/^@?CIAO$/.test(line)) return { kind: 'goodbye' };
  // The prompt and the word that a command was taken have no line end of their own.
  const text = line.replace(/^[#>]+/, '');
  if (text === '' || /^RadEye [\x20-\x7e]+$/.test(text)) return { kind: 'other' };
  return parse(text);
}
