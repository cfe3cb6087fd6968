import type { SimulatedDetector } from '../../../../shared/measure/instrument.ts';
import type { SimulatedFault } from '../../../../shared/training/simulated-faults.ts';
import type { Simulator, SimulatorStep } from '../../protocol.ts';
import { createSeededRandom } from '../../seeded-random.ts';
import { createSimulatedField } from '../simulated-field.ts';
import { createSimulatedLine } from '../simulated-line.ts';

const SECOND_MS = 1000;
/** Seconds that the simulated filter averages over. */
const FILTER_S = 10;
/** A scintillator: 150 counts per second for each µSv/h. */
const PRD_CPM = 9000;
const DEAD_TIME_S = 5e-6;
const MAX_INPUT = 32;

/** What its status byte is made of. */
const STATUS: readonly (readonly [fault: SimulatedFault, bit: number])[] = [
  ['overload', 0x02],
  ['saturated', 0x02],
  ['alarm', 0x04],
  ['low-battery', 0x20],
];

interface Model {
  readonly type: string;
  readonly name: string;
  readonly roentgen: boolean;
  /** Whether the third column carries counts per second. */
  readonly cps: boolean;
  /** Whether the check is that of the manual. */
  readonly documentedCheck: boolean;
}

const PRD_ER: Model = {
  type: 'RadEye PRD V1.52 AB48',
  name: 'PRDER',
  roentgen: false,
  cps: true,
  documentedCheck: true,
};

/**
 * Seeds 200 to 299 play a RadEye G without counts per second, 300 to 399 a PRD in µR/h, 400 to 499 one
 * whose check is not that of the manual, every other one a PRD-ER in µSv/h.
 */
function modelOf(seed: number): Model {
  if (seed >= 200 && seed < 300) {
    return { ...PRD_ER, type: 'RadEye G V1.40', name: 'FH41B2', cps: false };
  }
  if (seed >= 300 && seed < 400) return { ...PRD_ER, name: 'FH41PR', roentgen: true, cps: false };
  return seed >= 400 && seed < 500 ? { ...PRD_ER, documentedCheck: false } : PRD_ER;
}

/** A RadEye in its adapter: `@` wakes it, a command ends with LF, `X1` has it send every second. */
export function createRadEyeSimulator(seed: number, detector: SimulatedDetector = {}): Simulator {
  const random = createSeededRandom(seed);
  const line = createSimulatedLine(random);
  const model = modelOf(seed);
  const cpmPerMicrosievert = detector.cpmPerMicrosievert ?? PRD_CPM;
  const sensor = { cpmPerMicrosievert, deadTimeS: DEAD_TIME_S };
  const faults = new Set<SimulatedFault>();
  const scripted: Uint8Array[] = [];
  let field = createSimulatedField(random, sensor, 0);
  let seconds: number[] = [];
  let nextTickMs = Infinity;
  let sending = false;
  let awake = false;
  let input = '';

  const cps = (): number => seconds.reduce((sum, count) => sum + count, 0) / (seconds.length || 1);
  const rate = (): string => {
    const measured = cps();
    const shown = ((measured / (1 - measured * DEAD_TIME_S)) * 60) / cpmPerMicrosievert;
    return Math.round(shown * 100).toString();
  };
  const status = (): string => {
    const bits = STATUS.reduce((all, [fault, bit]) => (faults.has(fault) ? all | bit : all), 0);
    return bits.toString(16).toUpperCase().padStart(2, '0');
  };
  const currentLine = (): Uint8Array => {
    // 1 µSv/h is shown as 100 µR/h, which is 100 hundredths.
    const columns = [
      rate(),
      model.roentgen ? '2' : '5',
      ...(model.cps ? [Math.round(cps()).toString(), '5'] : ['0', '0']),
      status(),
      model.name,
      '123',
    ];
    const head = `\x02${columns.join(' ')} `;
    let check = 0;
    for (const character of head) {
      const byte = character.charCodeAt(0);
      check = model.documentedCheck ? (check + byte) % 256 : check ^ byte;
    }
    const hex = check.toString(16).toUpperCase().padStart(2, '0');
    return Buffer.from(`${head}${hex}\x03\r\n`, 'latin1');
  };

  const answer = (command: string): string => {
    if (faults.has('error-reply')) return '?';
    switch (command) {
      case 'X1':
      case 'X0':
        sending = command === 'X1';
        return '#';
      case 'R':
        return `#${rate()} ${model.roentgen ? '2' : '5'}\r\n`;
      case 'D':
        return '#123\r\n';
      case 'F':
        return `#${status()}\r\n`;
      case 'Vx':
        return `#${model.type}\r\n`;
      case 'Ux':
        return faults.has('low-battery') ? '#21\r\n' : '#29\r\n';
      case '#R':
        return `#${seed}\r\n`;
      case 'tR':
        return '#23\r\n';
      case 'ZR':
        return '#260101120000\r\n';
      case 'BATM0':
      case 'BATM1':
      case 'HI':
      case 'clr':
        return '#';
      default:
        return /^ZW\d+$/.test(command) ? '#' : '?';
    }
  };

  const hear = (bytes: Uint8Array): Uint8Array[] => {
    const said: string[] = [];
    for (const character of Buffer.from(bytes).toString('latin1')) {
      if (character === '@') {
        awake = true;
        input = '';
        said.push('>');
      } else if (!awake) {
        continue;
      } else if (character === '\n') {
        awake = false;
        said.push(answer(input));
      } else {
        input = (input + character).slice(-MAX_INPUT);
      }
    }
    return said.map((text) => Buffer.from(text, 'latin1'));
  };

  /** Ends the seconds that have passed. */
  const runClock = (nowMs: number): Uint8Array[] => {
    const lines: Uint8Array[] = [];
    while (nowMs >= nextTickMs) {
      seconds = [...seconds, field.pulses(nextTickMs)].slice(-FILTER_S);
      nextTickMs += SECOND_MS;
      if (sending) lines.push(scripted.shift() ?? currentLine());
    }
    return lines;
  };
  const speak = (emit: readonly Uint8Array[], nowMs: number): SimulatorStep =>
    line.speak([...runClock(nowMs), ...emit], nextTickMs, nowMs);

  return {
    start(nowMs) {
      field = createSimulatedField(random, sensor, nowMs);
      nextTickMs = nowMs + SECOND_MS;
      return speak([], nowMs);
    },
    wake: (nowMs) => speak([], nowMs),
    receive: (bytes, nowMs) => speak(line.deaf() ? [] : hear(bytes), nowMs),
    change(change, nowMs) {
      const lines = runClock(nowMs);
      if (change.kind === 'source') field.setRate(change.value, change.unit, nowMs);
      if (change.kind === 'bytes') scripted.push(change.bytes);
      if (change.kind === 'fault' || change.kind === 'ok') {
        const name = change.kind === 'ok' ? null : change.name;
        field.setFault(name, nowMs);
        line.setFault(name, nowMs);
        if (name === null) faults.clear();
        else faults.add(name);
        if (name === 'heartbeat-left-on') sending = true;
      }
      return speak(lines, nowMs);
    },
  };
}
