import type { Simulator } from '../../protocol.ts';
import type { Panel } from '../simulated-indicator.ts';
import { createSimulatedIndicator } from '../simulated-indicator.ts';
import type { Weighing } from '../simulated-load.ts';

const CAPACITY_G = 30_000;
const INCREMENT_G = 5;
/** Interval of `CP`. */
const CONTINUOUS_MS = 200;

/** Defender layout. Nothing is printed out of range: the manual at hand shows no line for it. */
function encode({ range, stable, net, tare }: Weighing): string {
  if (range !== 'inside') return '';
  const digits = Math.abs((net * INCREMENT_G) / 1000).toFixed(3);
  const sign = net < 0 ? '-' : ' ';
  return `${sign} ${digits.padStart(7)} kg   ${stable ? ' ' : '?'}${tare === 0 ? 'G  ' : 'NET'}\r\n`;
}

/**
 * A Defender bench scale for 30 kg in steps of 5 g: IP, P, SP, CP, nP (seconds), 0P, Z, T, PSN and V;
 * `ES` to anything else, and with `fault error-reply` to everything.
 */
export function createOhausSimulator(seed: number): Simulator {
  let everyMs = CONTINUOUS_MS;

  const run = (command: string, panel: Panel): string => {
    const { stable, range } = panel.weigh();
    const canSet = stable && range === 'inside';
    const seconds = /^(\d{1,4})P$/.exec(command)?.[1];
    if (seconds !== undefined) {
      if (Number(seconds) > 0) everyMs = Number(seconds) * 1000;
      panel.stream(Number(seconds) > 0);
      return '';
    }
    switch (command) {
      case 'IP':
      case 'P':
        return panel.frame();
      case 'SP':
        panel.waitForRest('IP');
        return '';
      case 'CP':
        everyMs = CONTINUOUS_MS;
        panel.stream(true);
        return '';
      case 'Z':
        return canSet && panel.zero() ? '' : 'ES\r\n';
      case 'T':
        if (canSet) panel.tare();
        return canSet ? '' : 'ES\r\n';
      case 'PSN':
        return '12345678\r\n';
      case 'V':
        return 'V1.00\r\n';
      default:
        return 'ES\r\n';
    }
  };

  return createSimulatedIndicator(
    {
      capacityG: CAPACITY_G,
      incrementG: INCREMENT_G,
      get everyMs() {
        return everyMs;
      },
      streams: false,
      commands: 'lines',
      encode,
      errorReply: 'ES\r\n',
      lastFrame: /[^\r\n]*\r\n$/,
      obey: run,
    },
    seed,
  );
}
