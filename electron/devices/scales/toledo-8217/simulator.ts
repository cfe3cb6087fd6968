import type { Simulator } from '../../protocol.ts';
import type { Panel } from '../simulated-indicator.ts';
import { createSimulatedIndicator } from '../simulated-indicator.ts';
import type { Weighing } from '../simulated-load.ts';

const CAPACITY_G = 15_000;
const INCREMENT_G = 5;
/** Increments that zero setting can take away: 2 % of the capacity. */
const ZERO_CAPTURE = (CAPACITY_G * 0.02) / INCREMENT_G;

function statusFrame({ range, stable, net, tare }: Weighing): string {
  let status = '@'.charCodeAt(0);
  if (!stable) status += 1;
  if (range === 'over') status += 2;
  if (range === 'under' || net + tare < 0) status += 4;
  if (Math.abs(net + tare) > ZERO_CAPTURE) status += 8;
  if (net === 0) status += 16;
  if (tare !== 0) status += 32;
  return `\x02?${String.fromCharCode(status)}\r`;
}

/** Kilograms with three decimals, one more for the high resolution; a status when there is no weight. */
function weightFrame(weighing: Weighing, decimals: 3 | 4): string {
  const { range, stable, net, tare } = weighing;
  if (!stable || range !== 'inside' || net < 0) return statusFrame(weighing);
  const digits = ((net * INCREMENT_G) / 1000).toFixed(decimals).padStart(3 + decimals, '0');
  return `\x02${digits}${tare === 0 ? '' : 'N'}\r`;
}

/**
 * A checkout scale for 15 kg in steps of 5 g: W, Z, T, C, H, the confidence test A and B, and echo
 * mode E to F. It takes no preset tare, and ignores other characters.
 */
export function createToledoSimulator(seed: number): Simulator {
  let echoes = false;
  const command = (letter: string, panel: Panel): string => {
    const { stable, range } = panel.weigh();
    const canSet = stable && range === 'inside';
    switch (letter) {
      case 'W':
        return panel.frame();
      case 'H':
        return weightFrame(panel.weigh(), 4);
      case 'Z':
        if (canSet) panel.zero();
        return statusFrame(panel.weigh());
      case 'T':
        if (canSet) panel.tare();
        return statusFrame(panel.weigh());
      case 'C':
        panel.clearTare();
        return statusFrame(panel.weigh());
      case 'A':
        return '\x02\r';
      case 'B':
        return '\x02@\r';
      case 'E':
        echoes = true;
        return '\x02E\r';
      default:
        return '';
    }
  };
  return createSimulatedIndicator(
    {
      capacityG: CAPACITY_G,
      incrementG: INCREMENT_G,
      everyMs: 200,
      streams: false,
      commands: 'bytes',
      encode: (weighing) => weightFrame(weighing, 3),
      // Outside the zero-capture range.
      errorReply: '\x02?H\r',
      // eslint-disable-next-line no-control-regex
      lastFrame: /\x02[^\x02]*\r$/,
      obey(letter, panel) {
        if (!echoes) return command(letter, panel);
        echoes = letter !== 'F';
        return echoes ? letter : '\x02F\r';
      },
    },
    seed,
  );
}
