import type { SimulatedDetector } from '../../../../shared/measure/instrument.ts';
import type { Simulator } from '../../protocol.ts';
import { bytesOf, createSimulatedDosimeter } from '../simulated-dosimeter.ts';

const PERIOD_S = 2;
/** Sentences over which the shown rate is averaged. */
const AVERAGED = 5;
/** The simulated meter counts one µSv/h as 100 µR/h. */
const ROENTGENS_PER_MICROSIEVERT = 1e-4;
/** What the meter's bookkeeping shows in turns: alarm levels and two numbers. */
const BOOKKEEPING = ['600-1', '100+2', '49620', '00000'];

/** Roentgen as three digits, sign and exponent. */
function encodeRoentgens(value: number): string {
  let exponent = -1;
  while (Math.round(value / 10 ** (exponent - 5)) > 999) exponent += 1;
  const digits = String(Math.round(value / 10 ** (exponent - 5))).padStart(3, '0');
  return `${digits}${exponent < 0 ? '-' : '+'}${Math.abs(exponent)}`;
}

/** A meter that sends between `U` and `X`, clears its dose with `e` and its alarm with `g`. */
export function createAdm300Simulator(seed: number, detector: SimulatedDetector = {}): Simulator {
  const tube = { cpmPerMicrosievert: detector.cpmPerMicrosievert ?? 1500, plateauCps: 1e5 };
  return createSimulatedDosimeter(seed, (field) => {
    let input = '';
    let isSending = false;
    let number = 0;
    let dose = 0;
    let alarm = false;
    let rates: readonly number[] = [];

    const obey = (command: string): void => {
      if (command === 'U' || command === 'X') isSending = command === 'U';
      if (command === 'e') dose = 0;
      if (command === 'g') alarm = false;
    };
    return {
      periodMs: () => PERIOD_S * 1000,
      tick() {
        const perSecond = field.pulses(tube, PERIOD_S) / PERIOD_S;
        const rate = ((perSecond * 60) / tube.cpmPerMicrosievert) * ROENTGENS_PER_MICROSIEVERT;
        rates = [...rates, rate].slice(-AVERAGED);
        dose += (rate * PERIOD_S) / 3600;
        if (!isSending) return null;
        number = (number % 99) + 1;
        const mean = rates.reduce((a, b) => a + b, 0) / rates.length;
        const id = number % 4;
        const text = [
          `\r\n${String(number).padStart(2, '0')}a${encodeRoentgens(mean)}`,
          encodeRoentgens(dose),
          encodeRoentgens(rate),
          `${alarm ? 'R' : '.'}.${field.isPlaying('low-battery') ? 'B' : '.'}L.I00U00A450${id}`,
          `${BOOKKEEPING[id] ?? ''} `,
        ].join(' ');
        let check = 0;
        for (const character of text) check ^= character.charCodeAt(0);
        return bytesOf(`${text}${(check < 16 ? '0' : '') + check.toString(16).toUpperCase()}]`);
      },
      receive(bytes) {
        const parts = (input + String.fromCharCode(...bytes)).split('}\r\n');
        input = (parts.pop() ?? '').slice(-32);
        for (const part of parts) obey(part.slice(part.lastIndexOf('\n') + 1));
        return [];
      },
      begin(fault) {
        if (fault === 'alarm') alarm = true;
        if (fault === 'heartbeat-left-on') isSending = true;
      },
    };
  });
}
