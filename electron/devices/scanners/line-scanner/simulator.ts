import type { Simulator } from '../../protocol.ts';
import { createSimulatedScanner, withIdentifier } from '../simulated-scanner.ts';

/** A hand scanner with AIM identifiers switched on and CR LF after each code; it waits for no answer. */
export function createLineScannerSimulator(seed: number): Simulator {
  return createSimulatedScanner(seed, {
    read: (text) => [new TextEncoder().encode(`${withIdentifier(text)}\r\n`)],
    answer: () => [],
  });
}
