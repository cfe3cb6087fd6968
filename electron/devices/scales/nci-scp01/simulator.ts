import type { Simulator } from '../../protocol.ts';
import { createSimulatedIndicator } from '../simulated-indicator.ts';
import type { Weighing } from '../simulated-load.ts';

/** 150 lb in steps of 0.05 lb. */
const CAPACITY_G = 68_038.855_5;
const INCREMENT_G = 22.679_618_5;
const INCREMENT_LB = 0.05;
const FIELD = 7;

/** Three status bytes; the third says low range and gross. */
function statusField({ range, stable, net }: Weighing): string {
  const first = 0x30 + (stable ? 0 : 1) + (net === 0 ? 2 : 0);
  const second = 0x70 + (range === 'under' ? 1 : 0) + (range === 'over' ? 2 : 0);
  return `\n${String.fromCharCode(first, second)}0\r\x03`;
}

function digits(value: number, decimals: number): string {
  const text = Math.abs(value).toFixed(decimals);
  return value < 0 ? `-${text.padStart(FIELD - 1, '0')}` : text.padStart(FIELD, '0');
}

/**
 * A parcel scale with W, H, S, Z and U; it counts no pieces and tares nothing. `?` answers any other
 * command, and with `fault error-reply` every one.
 */
export function createNciSimulator(seed: number): Simulator {
  let metric = false;
  const weightMessage = (weighing: Weighing, decimals: number): string => {
    const { range, net } = weighing;
    const value = net * (metric ? INCREMENT_G / 1000 : INCREMENT_LB);
    const filled = { over: '^'.repeat(FIELD), under: '_'.repeat(FIELD), inside: null }[range];
    const field = filled ?? digits(value, decimals);
    return `\n${field}${metric ? 'KG' : 'LB'}\r${statusField(weighing)}`;
  };
  return createSimulatedIndicator(
    {
      capacityG: CAPACITY_G,
      incrementG: INCREMENT_G,
      everyMs: 200,
      streams: false,
      commands: 'lines',
      encode: (weighing) => weightMessage(weighing, 2),
      errorReply: '\n?\r\x03',
      // eslint-disable-next-line no-control-regex
      lastFrame: /\n[^\x03]*\x03$/,
      obey(command, panel) {
        switch (command) {
          case 'W':
            return panel.frame();
          case 'H':
            return weightMessage(panel.weigh(), 3);
          case 'U':
            metric = !metric;
            return statusField(panel.weigh());
          case 'Z':
            if (panel.weigh().stable) panel.zero();
            return statusField(panel.weigh());
          case 'S':
            return statusField(panel.weigh());
          default:
            return '\n?\r\x03';
        }
      },
    },
    seed,
  );
}
