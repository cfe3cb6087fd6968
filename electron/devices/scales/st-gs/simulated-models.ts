import type { IndicatorModel, Panel } from '../simulated-indicator.ts';
import type { Weighing } from '../simulated-load.ts';

/** 30 kg in steps of 1 g, shown in kilograms. */
const RANGE = { capacityG: 30_000, incrementG: 1 } as const;
const LINE_AT_END = /[^\r\n]*\r\n$/;

const kilograms = (grams: number): string => (Math.abs(grams) / 1000).toFixed(3);
const minus = (grams: number): string => (grams < 0 ? '-' : ' ');
const stateOf = ({ range, stable }: Weighing): string => {
  if (range !== 'inside') return range === 'over' ? 'OL' : 'UL';
  return stable ? 'ST' : 'US';
};
const modeOf = ({ tare }: Weighing): string => (tare === 0 ? 'GS' : 'NT');

/** Runs at rest and within range only; says whether it did. */
function atRest(panel: Panel, act: () => boolean): boolean {
  const { stable, range } = panel.weigh();
  return stable && range === 'inside' && act();
}
const tare = (panel: Panel): boolean =>
  atRest(panel, () => {
    panel.tare();
    return true;
  });
const zero = (panel: Panel): boolean => atRest(panel, () => panel.zero());

/** A&D with acknowledgements and error codes switched on (`erCd 1`), streaming. */
const aAndD: IndicatorModel = {
  ...RANGE,
  everyMs: 200,
  streams: true,
  commands: 'lines',
  lastFrame: LINE_AT_END,
  errorReply: 'EC,E02\r\n',
  encode(weighing) {
    const sign = weighing.net < 0 || weighing.range === 'under' ? '-' : '+';
    if (weighing.range !== 'inside') return `OL,${sign}9999999E+19\r\n`;
    const digits = kilograms(weighing.net).padStart(8, '0');
    return `${weighing.stable ? 'ST' : 'US'},${sign}${digits} kg\r\n`;
  },
  obey(command, panel) {
    const done = (was: boolean): string => (was ? '\x06\r\n' : 'EC,E02\r\n');
    switch (command) {
      case 'Q':
      case 'SI':
        return panel.frame();
      case 'S':
        if (panel.weigh().stable) return panel.frame();
        panel.waitForRest('S');
        return '';
      case 'SIR':
      case 'C':
        panel.stream(command === 'SIR');
        return command === 'C' ? '\x06\r\n' : '';
      case 'Z':
      case 'R':
        return done(zero(panel));
      case 'T':
        return done(tare(panel));
      case 'P':
      case 'U':
      case 'CAL':
        return 'EC,E02\r\n';
      case '?ID':
        return 'LAB-0001\r\n';
      case '?SN':
        return 'SN,A1234567\r\n';
      case '?TN':
        return 'TN,EK-30KL\r\n';
      default:
        return 'EC,E01\r\n';
    }
  },
};

/** CAS in 22 bytes with its lamp byte; indicator number 1. */
const cas: IndicatorModel = {
  ...RANGE,
  everyMs: 100,
  streams: true,
  commands: 'lines',
  lastFrame: LINE_AT_END,
  encode(weighing) {
    const { net, tare: tared, stable, range } = weighing;
    const lamps =
      0x80 + (stable ? 0x40 : 0) + (tared === 0 ? 4 : 2) + (net === 0 && tared === 0 ? 1 : 0);
    const weight = range === 'inside' ? minus(net) + kilograms(net).padStart(7) : ' '.repeat(8);
    const state = range === 'inside' ? stateOf(weighing) : 'OL';
    return `${state},${modeOf(weighing)},1${String.fromCharCode(lamps)},${weight} kg\r\n`;
  },
  obey(command, panel) {
    if (command === '01RW') return panel.frame();
    if (command === '01MZ') return zero(panel) ? '01MZ\r\n' : '!\r\n';
    if (command === '01MT') return tare(panel) ? '01MT\r\n' : '!\r\n';
    return '?\r\n';
  },
};

/** Dini Argeo 3590, answering on request. */
const diniArgeo: IndicatorModel = {
  ...RANGE,
  everyMs: 250,
  streams: false,
  commands: 'lines',
  lastFrame: LINE_AT_END,
  errorReply: 'ERR03\r\n',
  encode(weighing) {
    const number = (minus(weighing.net).trim() + kilograms(weighing.net)).padStart(8);
    return `${stateOf(weighing)},${modeOf(weighing)},${number},kg\r\n`;
  },
  obey(command, panel) {
    switch (command) {
      case 'READ':
      case 'R':
        return panel.frame();
      case 'REXT': {
        const weighing = panel.weigh();
        const blank = '0'.padStart(10);
        const fields = [weighing.net, weighing.tare].map((grams) => kilograms(grams).padStart(10));
        return `1,${stateOf(weighing)},${fields[0]},  ${fields[1]},${blank},${blank},kg\r\n`;
      }
      case 'ZERO':
      case 'Z':
        zero(panel);
        return 'OK\r\n';
      case 'TARE':
      case 'T':
        tare(panel);
        return 'OK\r\n';
      case 'CLEAR':
      case 'C':
        panel.clearTare();
        return 'OK\r\n';
      case 'VER':
        return 'VER,501,E-AF03\r\n';
      default:
        return 'ERR04\r\n';
    }
  },
};

/** Kern EOC: letters without line end. */
const kernEoc: IndicatorModel = {
  ...RANGE,
  everyMs: 250,
  streams: false,
  commands: 'bytes',
  lastFrame: LINE_AT_END,
  encode(weighing) {
    const number = (minus(weighing.net).trim() + kilograms(weighing.net)).padStart(8);
    return `${stateOf(weighing)},${modeOf(weighing)}${number}kg\r\n`;
  },
  obey(command, panel) {
    if (command === 'W') return panel.frame();
    if (command === 'S' && panel.weigh().stable) return panel.frame();
    if (command === 'S') panel.waitForRest('S');
    if (command === 'T') tare(panel);
    if (command === 'Z') zero(panel);
    return '';
  },
};

/** Kern DE with remote control commands; the unit is blank while the weight moves. */
const kernDe: IndicatorModel = {
  ...RANGE,
  everyMs: 250,
  streams: false,
  commands: 'bytes',
  lastFrame: LINE_AT_END,
  errorReply: '           Error\r\n',
  encode({ range, net, stable }) {
    if (range !== 'inside') return '           Error\r\n';
    return ` ${minus(net)}${kilograms(net).padStart(10)} ${stable ? 'kg ' : '   '}\r\n`;
  },
  obey(command, panel) {
    if (command === 'w') return panel.frame();
    if (command === 's' && panel.weigh().stable) return panel.frame();
    if (command === 's') panel.waitForRest('s');
    if (command === 't') tare(panel);
    return '';
  },
};

/** Makes of the family; a seed chooses one, so that each can be simulated. */
export const MODELS: readonly IndicatorModel[] = [diniArgeo, aAndD, cas, kernEoc, kernDe];
