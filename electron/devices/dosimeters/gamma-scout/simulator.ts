import type { SimulatedDetector } from '../../../../shared/measure/instrument.ts';
import type { Simulator } from '../../protocol.ts';
import { bytesOf, createSimulatedDosimeter } from '../simulated-dosimeter.ts';

/** Counts per minute for each µSv/h of its LND 712. */
const LND712 = 108;
const TICK_S = 2;
/** Seconds that the digits set; 6 to 9 set the last one. */
const INTERVALS = [2, 10, 30, 60, 120, 300];

const hex = (value: number, digits: number): string => value.toString(16).padStart(digits, '0');

/** A row of 32 bytes of history and its sum. */
function historyRow(bytes: readonly number[]): string {
  const sum = bytes.reduce((a, b) => a + b, 0) % 256;
  return [...bytes, sum].map((byte) => hex(byte, 2)).join('');
}

/** A Gamma-Scout Online with firmware 6.10: single letters, CR LF before each line. */
export function createGammaScoutSimulator(
  seed: number,
  detector: SimulatedDetector = {},
): Simulator {
  const tube = { cpmPerMicrosievert: detector.cpmPerMicrosievert ?? LND712, plateauCps: 11_000 };
  const serial = hex(0xd00000 + (seed % 0x10000), 6);
  return createSimulatedDosimeter(seed, (field) => {
    let mode: 'Standard' | 'PC' | 'Online 01' | 'Online 02' | 'Online 03' = 'Standard';
    let interval = 10;
    let elapsed = 0;
    let counts = 0;
    let dose = 0;

    const microsieverts = (value: number): string => value.toFixed(3).replace('.', ',');
    const status = (): string => `S${hex(interval, 4)}${hex(elapsed, 4)}${hex(counts, 6)}`;
    const begin = (next: typeof mode): void => {
      mode = next;
      elapsed = 0;
      counts = 0;
    };
    const answerNormal = (command: string): readonly string[] => {
      const modes = { O: 'Online 01', R: 'Online 02', D: 'Online 03' } as const;
      switch (command) {
        case 'v':
          return ['Standard'];
        case 'P':
          begin('PC');
          return ['PC-Mode gestartet\r\n'];
        case 'O':
        case 'R':
        case 'D':
          begin(modes[command]);
          interval = 10;
          return command === 'O' ? [status()] : [];
        default:
          return [];
      }
    };
    const answerPc = (command: string): readonly string[] => {
      if (command === 'v') return [`Version 6.10 ${serial} 4f07 19.08.19 21:20:01`];
      if (command === 'c') return ['b0 07 0078', '0b000000a4f8a29c3b01'];
      if (command === 'b') {
        return ['GAMMA-SCOUT Protokoll', historyRow(Array.from({ length: 32 }, (_, at) => at % 5))];
      }
      if (command !== 'X') return [];
      begin('Standard');
      return ['PC-Mode beendet\r\n'];
    };
    const answerOnline = (command: string): readonly string[] => {
      if (command === 'v') return [mode];
      if (command === 'P') return answerNormal('P');
      if (command === 'X') begin('Standard');
      if (mode !== 'Online 01') return [];
      if (command === 's') return [status()];
      if (/^\d$/.test(command)) {
        begin('Online 01');
        interval = INTERVALS[Number(command)] ?? 300;
      }
      return [];
    };
    const answer = (command: string): readonly string[] => {
      if (mode === 'Standard') return answerNormal(command);
      return mode === 'PC' ? answerPc(command) : answerOnline(command);
    };
    const onlineLine = (pulses: number): string | null => {
      const rate = ((pulses / TICK_S) * 60) / tube.cpmPerMicrosievert;
      dose += (rate * TICK_S) / 3600;
      elapsed += TICK_S;
      counts += pulses;
      if (mode === 'Online 02') return `${microsieverts(rate)} uSv/h`;
      if (mode === 'Online 03') return `${microsieverts(dose)} uSv`;
      if (mode !== 'Online 01' || elapsed < interval) return null;
      const line = `I${hex(interval, 4)}${hex(counts, 6)}`;
      begin('Online 01');
      return line;
    };

    return {
      periodMs: () => TICK_S * 1000,
      tick() {
        const line = onlineLine(field.pulses(tube, TICK_S));
        return line === null ? null : bytesOf(`\r\n${line}`);
      },
      receive: (bytes) =>
        [...String.fromCharCode(...bytes)].flatMap((command) =>
          answer(command).map((line) => bytesOf(`\r\n${line}`)),
        ),
      begin(fault) {
        if (fault === 'heartbeat-left-on') begin('Online 02');
      },
    };
  });
}
