import type { Simulator } from '../../protocol.ts';
import type { Panel } from '../simulated-indicator.ts';
import { createSimulatedIndicator } from '../simulated-indicator.ts';
import type { Weighing } from '../simulated-load.ts';

const CAPACITY_G = 6200;
const INCREMENT_G = 0.1;
const ESC = '\x1b';
/** What `x1_`, `x2_` and `x3_` tell: model, serial number, software. */
const INFORMATION: Record<string, string> = { 1: 'SIM6200', 2: '12345678', 3: '00-20-02' };

/** 22 characters: gross while nothing is tared; no unit while it moves. */
function encode({ range, stable, net, tare }: Weighing): string {
  if (range !== 'inside') {
    return `Stat       ${(range === 'over' ? 'High' : 'Low').padEnd(9)}\r\n`;
  }
  const id = (tare === 0 ? 'G#' : 'N').padEnd(6);
  const digits = Math.abs(net * INCREMENT_G)
    .toFixed(1)
    .padStart(8);
  return `${id}${net < 0 ? '-' : '+'} ${digits} ${stable ? 'g  ' : '   '}\r\n`;
}

/**
 * A laboratory scale for 6.2 kg in steps of 0.1 g: ESC and P, T, U, V, S or `x1_` to `x3_`. Filters,
 * key lock, beep and calibration are taken in silence, as a scale does that shows them only.
 */
export function createSbiSimulator(seed: number): Simulator {
  /** ESC and what has followed it; empty outside a command. */
  let command = '';

  const run = (letter: string, panel: Panel): string => {
    const { stable, range } = panel.weigh();
    const canSet = stable && range === 'inside';
    if (letter === 'P') return panel.frame();
    if (letter === 'S') panel.clearTare();
    if (!canSet) return '';
    if (letter === 'T' || letter === 'V') panel.zero();
    if (letter === 'T' || letter === 'U') panel.tare();
    return '';
  };

  /* eslint-disable no-control-regex */
  return createSimulatedIndicator(
    {
      capacityG: CAPACITY_G,
      incrementG: INCREMENT_G,
      everyMs: 200,
      streams: false,
      commands: 'bytes',
      encode,
      errorReply: '      Err 54    \r\n',
      lastFrame: /[^\r\n]*\r\n$/,
      obey(character, panel) {
        command = character === ESC ? ESC : command === '' ? '' : command + character;
        const [, letter, number] = /^\x1b(?:([A-Z])|x([123])_)$/.exec(command) ?? [];
        if (letter === undefined && number === undefined) {
          // A command that is none of the known ones is forgotten.
          if (!/^\x1b(?:x[123]?)?$/.test(command)) command = '';
          return '';
        }
        command = '';
        return letter === undefined
          ? `      ${INFORMATION[number ?? '']?.padEnd(14) ?? ''}\r\n`
          : run(letter, panel);
      },
    },
    seed,
  );
}
