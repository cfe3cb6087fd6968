import type { Simulator } from '../../protocol.ts';
import { createSimulatedScanner, withIdentifier } from '../simulated-scanner.ts';

const ANSWERS: Readonly<Record<string, string>> = {
  i: 'Gryphon GD4590\r\nS/N S17B12345\r\nREL 610071234',
  h: 'OK',
  s: 'LABELS 42',
};

/**
 * A hand scanner with CR after each code and AIM identifiers on. `D` and `F` disable it, `E` enables
 * it; i, h and s are answered; beeps (B, 01, 07) and the reset (R) leave no trace on the line.
 */
export function createDatalogicSimulator(seed: number): Simulator {
  let enabled = true;

  const answer = (bytes: Uint8Array): readonly Uint8Array[] => {
    const replies: string[] = [];
    for (const command of Buffer.from(bytes).toString('latin1')) {
      if (command === 'E' || command === 'R') enabled = true;
      if (command === 'D' || command === 'F') enabled = false;
      const said = ANSWERS[command];
      if (said !== undefined) replies.push(`\x01\x02${said}\x03\x04`);
    }
    return replies.map((reply) => Uint8Array.from(Buffer.from(reply, 'latin1')));
  };

  return createSimulatedScanner(seed, {
    read: (text) => (enabled ? [new TextEncoder().encode(`${withIdentifier(text)}\r`)] : []),
    answer,
  });
}
