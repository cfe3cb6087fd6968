import type { Simulator } from '../../protocol.ts';
import type { Panel } from '../simulated-indicator.ts';
import { createSimulatedIndicator } from '../simulated-indicator.ts';
import type { Weighing } from '../simulated-load.ts';

const CAPACITY_G = 30_000;
const INCREMENT_G = 5;
/** Interval of `R`. */
const REPEAT_MS = 200;
const ABOUT = ['SMA:2', 'MFG:Simulated', 'MOD:Bench scale', 'REV:1.00', 'END:'];

/** What the first place says when a command was refused. */
type Refusal = 'E' | 'T' | null;

/**
 * A bench scale for 30 kg in steps of 5 g: W, H, P, Q, R, Z, T, M, C, U, A and B. It has no
 * diagnostics and no further information: `?` as for any unknown command.
 */
export function createSmaSimulator(seed: number): Simulator {
  let pounds = false;
  let about = 0;

  const frame = (weighing: Weighing, refusal: Refusal = null, decimals: 3 | 4 = 3): string => {
    const { range, stable, net, tare } = weighing;
    const range1 = { over: 'O', under: 'U', inside: net === 0 && tare === 0 ? 'Z' : ' ' }[range];
    const letter = tare === 0 ? 'G' : 'N';
    const kilograms = (net * INCREMENT_G) / 1000;
    const number = (pounds ? kilograms / 0.453_592_37 : kilograms).toFixed(decimals);
    const status = refusal ?? range1;
    const field = (range === 'inside' ? number : '').padStart(10);
    const mode = decimals === 3 ? letter : letter.toLowerCase();
    return `\n${status}1${mode}${stable ? ' ' : 'M'} ${field}${pounds ? 'lb' : 'kg'} \r`;
  };

  const obey = (command: string, panel: Panel): string => {
    const { stable, range, tare } = panel.weigh();
    const canSet = stable && range === 'inside';
    panel.stream(false);
    if (command !== 'B') about = 0;
    switch (command) {
      case 'W':
      case 'P':
        return panel.frame();
      case 'H':
        return frame(panel.weigh(), null, 4);
      case 'Q':
        panel.waitForRest('W');
        return '';
      case 'R':
        panel.stream(true);
        return '';
      case 'Z': {
        const isZeroed = canSet && panel.zero();
        return frame(panel.weigh(), isZeroed ? null : 'E');
      }
      case 'T':
        if (canSet) panel.tare();
        return frame(panel.weigh(), canSet ? null : 'T');
      case 'M':
        return frame({ range: 'inside', stable: true, net: tare, tare }).replace(/[GN]/, 'T');
      case 'C':
        panel.clearTare();
        return frame(panel.weigh());
      case 'U':
        pounds = !pounds;
        return frame(panel.weigh());
      case 'A':
        return `\n${ABOUT[about] ?? ''}\r`;
      case 'B':
        about = Math.min(about + 1, ABOUT.length - 1);
        return `\n${ABOUT[about] ?? ''}\r`;
      default:
        return '\n?\r';
    }
  };

  return createSimulatedIndicator(
    {
      capacityG: CAPACITY_G,
      incrementG: INCREMENT_G,
      everyMs: REPEAT_MS,
      streams: false,
      commands: 'lines',
      encode: (weighing) => frame(weighing),
      errorReply: '\n?\r',
      lastFrame: /\n[^\r\n]*\r$/,
      obey,
    },
    seed,
  );
}
