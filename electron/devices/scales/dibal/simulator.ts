import type { Simulator } from '../../protocol.ts';
import { createSimulatedIndicator } from '../simulated-indicator.ts';
import type { Weighing } from '../simulated-load.ts';

/** The character that makes the exclusive or of the whole line zero. */
function sealed(text: string): string {
  let folded = 0;
  for (let at = 0; at < text.length; at += 1) folded ^= text.charCodeAt(at);
  return `${text}${String.fromCharCode(folded)}\r\n`;
}

/** A negative load and one out of range show as zero (DPOS400 p. 45, for its other protocol). */
function encode({ range, net }: Weighing): string {
  const grams = range === 'inside' ? Math.max(0, net) : 0;
  return sealed(`990${String(grams).padStart(5, '0')}0000000`);
}

/** A retail scale for 30 kg in steps of 1 g: answers a sealed `98` and a price, refuses any other. */
export function createDibalSimulator(seed: number): Simulator {
  return createSimulatedIndicator(
    {
      capacityG: 30_000,
      incrementG: 1,
      everyMs: 250,
      streams: false,
      commands: 'lines',
      lastFrame: /99[^\r\n]*\r\n$/,
      errorReply: sealed('991000000000000'),
      encode,
      obey(command, panel) {
        const price = /^98\d{5}/.exec(command)?.[0];
        if (price === undefined) return '';
        return sealed(price) === `${command}\r\n` ? panel.frame() : sealed('991000000000000');
      },
    },
    seed,
  );
}
