import type { Simulator } from '../../protocol.ts';
import type { IndicatorModel } from '../simulated-indicator.ts';
import { createSimulatedIndicator } from '../simulated-indicator.ts';
import type { Weighing } from '../simulated-load.ts';

const COMMON = {
  capacityG: 30_000,
  incrementG: 1,
  commands: 'lines',
  lastFrame: /[^\r\n]*\r\n$/,
} as const;
const kilograms = (grams: number): string => (Math.abs(grams) / 1000).toFixed(3);
const unknown = (command: string): string => `ER ${command}\r\n`;

/** Out of range these scales print nothing: the manuals give no line for it. */
function signed(letter: string, grams: number, { range }: Weighing): string {
  if (range !== 'inside') return '';
  return `${letter}  ${grams < 0 ? '-' : '+'}${kilograms(grams).padStart(7)} kg\r\n`;
}

/** CPWplus: `G`, `N`, `T` tell gross, net and tare; `Z` is the key for tare and zero. */
const cpwplus: IndicatorModel = {
  ...COMMON,
  everyMs: 500,
  streams: false,
  errorReply: 'ER G\r\n',
  encode: (weighing) => signed('G', weighing.net + weighing.tare, weighing),
  obey(command, panel) {
    const weighing = panel.weigh();
    if (command === 'G') return panel.frame();
    if (command === 'N') return signed('N', weighing.net, weighing);
    if (command === 'T') return signed('T', weighing.tare, weighing);
    if (command === 'H') return '';
    if (command !== 'Z') return unknown(command);
    if (weighing.stable && Math.abs(weighing.net + weighing.tare) > 20) panel.tare();
    else if (weighing.stable) panel.zero();
    return '';
  },
};

function highlandLine({ range, net, tare }: Weighing): string {
  if (range !== 'inside') return '';
  const label = tare === 0 ? 'GROSS' : 'NET  ';
  const number = (net < 0 ? '-' : '') + kilograms(net);
  return `${label}${number.padStart(9)}kg \r\n`;
}

/** Highland, set to print continuously: the weight and two empty lines. */
const highland: IndicatorModel = {
  ...COMMON,
  everyMs: 250,
  streams: true,
  errorReply: 'ER 01\r\n',
  encode(weighing) {
    const line = highlandLine(weighing);
    return line === '' ? '' : `${line}\r\n\r\n`;
  },
  obey(command, panel) {
    const { stable, range } = panel.weigh();
    if (command === 'P') {
      const line = highlandLine(panel.weigh());
      return line === '' ? '' : `${line}No.         01\r\nTotal${line.slice(5)}\r\n\r\n`;
    }
    if (command !== 'T' && command !== 'Z') return unknown(command);
    if (!stable || range !== 'inside') return '';
    if (command === 'T') panel.tare();
    else panel.zero();
    return '';
  },
};

/** AZextra: `P` prints a weight that is new and not zero, and nothing otherwise. */
function createAzExtra(): IndicatorModel {
  let printed = 0;
  return {
    ...COMMON,
    everyMs: 500,
    streams: false,
    encode: ({ net }) => `${kilograms(net).padStart(8)}kg\r\n`,
    obey(command, panel) {
      const { net, stable, range } = panel.weigh();
      if (command === 'T' && stable) panel.tare();
      if (command === 'Z' && stable) panel.zero();
      if (command !== 'P' || !stable || range !== 'inside') return '';
      const isNew = net > 0 && net !== printed;
      printed = net;
      return isNew ? panel.frame() : '';
    },
  };
}

/**
 * A scale of the make for 30 kg in steps of 1 g. The seed modulo 3 chooses the model: 0 AZextra,
 * 1 CPWplus, 2 Highland.
 */
export function createAdamSimulator(seed: number): Simulator {
  const models = [createAzExtra(), cpwplus, highland];
  return createSimulatedIndicator(models[Math.abs(seed) % models.length] ?? cpwplus, seed);
}
