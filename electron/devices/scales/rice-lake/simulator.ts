import type { Simulator } from '../../protocol.ts';
import type { IndicatorModel, Panel } from '../simulated-indicator.ts';
import { createSimulatedIndicator } from '../simulated-indicator.ts';
import type { Weighing } from '../simulated-load.ts';

const kilograms = (grams: number): string => (Math.abs(grams) / 1000).toFixed(3);

function riceLake({ range, stable, net, tare }: Weighing): string {
  const mode = tare === 0 ? 'G' : 'N';
  if (range !== 'inside') return `\x02${(range === 'over' ? '^' : ']').repeat(8)}K${mode}O\r\n`;
  const status = stable ? (net === 0 ? 'Z' : ' ') : 'M';
  return `\x02${net < 0 ? '-' : ' '}${kilograms(net).padStart(7)}K${mode}${status}\r\n`;
}

function cardinal({ range, stable, net, tare }: Weighing): string {
  const sign = net < 0 || range === 'under' ? '-' : '+';
  const status = range === 'inside' ? (stable ? ' ' : 'm') : 'o';
  const mode = tare === 0 ? 'g' : 'n';
  return `\r${sign}${kilograms(net).padStart(7, '0')}${status} kg ${mode}  \x03`;
}

/** Says nothing of motion; out of range it sends blanks (Fairbanks 2800, p. 67). */
function weighTronix({ range, net, tare }: Weighing): string {
  if (range !== 'inside') return `${' '.repeat(13)}\r\n`;
  const sign = net < 0 ? '-' : '+';
  return ` ${tare === 0 ? 'G' : 'N'}${sign}${kilograms(net).padStart(7, '0')} kg\r\n`;
}

/** EDP commands of a Rice Lake indicator. */
function obeyEdp(command: string, panel: Panel): string {
  const { stable, range, net } = panel.weigh();
  const isAtRest = stable && range === 'inside';
  if (command === 'KZERO') return isAtRest && panel.zero() ? 'OK\r\n' : '??\r\n';
  if (command === 'XG#1') return `${kilograms(net).padStart(9)} kg\r\n`;
  if (command !== 'KTARE' || !isAtRest) return '??\r\n';
  panel.tare();
  return 'OK\r\n';
}

const COMMON = { capacityG: 30_000, incrementG: 1, everyMs: 100, streams: true } as const;
const silent = (): string => '';

const MODELS: readonly IndicatorModel[] = [
  {
    ...COMMON,
    commands: 'lines',
    encode: cardinal,
    obey: silent,
    // eslint-disable-next-line no-control-regex
    lastFrame: /\r[^\r\x03]*\x03$/,
  },
  {
    ...COMMON,
    commands: 'lines',
    encode: riceLake,
    obey: obeyEdp,
    // eslint-disable-next-line no-control-regex
    lastFrame: /\x02[^\x02]*\r\n?$/,
  },
  { ...COMMON, commands: 'lines', encode: weighTronix, obey: silent, lastFrame: /[^\r\n]*\r\n?$/ },
];

/**
 * An indicator of the family for 30 kg in steps of 1 g. The seed modulo 3 chooses the stream:
 * 0 Cardinal, 1 Rice Lake with EDP commands, 2 Weigh-Tronix.
 */
export function createRiceLakeSimulator(seed: number): Simulator {
  const model = MODELS[Math.abs(seed) % MODELS.length] ?? MODELS[0];
  if (model === undefined) throw new Error('no simulated model');
  return createSimulatedIndicator(model, seed);
}
