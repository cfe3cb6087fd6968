import type { SimulatedDetector } from '../../../../shared/measure/instrument.ts';
import type { Simulator, SimulatorStep } from '../../protocol.ts';
import { createSeededRandom } from '../../seeded-random.ts';
import { createSimulatedField } from '../simulated-field.ts';
import { createSimulatedLine } from '../simulated-line.ts';

/** An M4011 as the firmware has it. */
const M4011_CPM = 153.8;
const DEAD_TIME_S = 0.00025;
/** Bytes of an unfinished request that are remembered. */
const MAX_INPUT = 128;
/** What the rate averages over. */
const RATE_MS = 10_000;
/** Pulses before the simulation began. */
const EARLIER_PULSES = 1500;

/**
 * An FS2011 with Rad Pro 2.0. Its own dead-time compensation is on with an odd seed and off with an
 * even one. Seeds 100 to 199 play firmware 1, which knows the sensitivity as `tubeConversionFactor`
 * and no dead times.
 */
export function createRadProSimulator(seed: number, detector: SimulatedDetector = {}): Simulator {
  const random = createSeededRandom(seed);
  const line = createSimulatedLine(random);
  const cpmPerMicrosievert = detector.cpmPerMicrosievert ?? M4011_CPM;
  const early = seed >= 100 && seed < 200;
  const sensor = { cpmPerMicrosievert, deadTimeS: DEAD_TIME_S };
  let field = createSimulatedField(random, sensor, 0);
  let input = '';
  let total = EARLIER_PULSES;
  let startedMs = 0;
  let erring = false;
  let lowBattery = false;
  /** Totals of the latest requests, for the rate. */
  let totals: { readonly atMs: number; readonly total: number }[] = [];

  /** Counts per minute of the last seconds, compensated where that is on. */
  const tubeRate = (nowMs: number): number => {
    const [first = { atMs: nowMs, total }] = totals;
    const cps = ((total - first.total) * 1000) / Math.max(1, nowMs - first.atMs);
    const compensates = !early && seed % 2 !== 0;
    return (60 * cps) / (compensates ? 1 - cps * DEAD_TIME_S : 1);
  };

  const values = (nowMs: number): Readonly<Record<string, () => string>> => ({
    deviceId: () =>
      `FS2011 (STM32F051C8);Rad Pro ${early ? '1.2' : '2.0/en'};${seed.toString(16).padStart(8, '0')}`,
    devicePower: () => '1',
    deviceBatteryVoltage: () => (lowBattery ? '1.021' : '1.421'),
    deviceTime: () => String(1_700_000_000 + Math.floor((nowMs - startedMs) / 1000)),
    deviceTimeZone: () => '1.0',
    tubeType: () => 'M4011',
    tubeTime: () => String(16_000 + Math.floor((nowMs - startedMs) / 1000)),
    tubePulseCount: () => String(total),
    tubeRate: () => tubeRate(nowMs).toFixed(3),
    tubeHVFrequency: () => '1250.00',
    tubeHVDutyCycle: () => '0.09750',
    datalog: () => 'time,tubePulseCount;;1690000000,1542;1690000060,1618',
    randomData: () => Buffer.from(random.bytes(16)).toString('hex'),
    ...(early
      ? { tubeConversionFactor: () => cpmPerMicrosievert.toFixed(3) }
      : {
          tubeSensitivity: () => cpmPerMicrosievert.toFixed(3),
          tubeDeadTime: () => DEAD_TIME_S.toFixed(7),
          tubeDeadTimeCompensation: () => (seed % 2 === 0 ? 0 : DEAD_TIME_S).toFixed(7),
        }),
  });

  const answer = (request: string, nowMs: number): string => {
    const [verb, name = ''] = request.split(' ');
    if (erring) return 'ERROR';
    if (verb === 'GET') {
      const value = values(nowMs)[name];
      return value === undefined ? 'ERROR' : `OK ${value()}`;
    }
    const taken = /^(?:SET (?:device|tube)[A-Za-z]+ \S+|RESET datalog|START bootloader)$/;
    return taken.test(request) ? 'OK' : 'ERROR';
  };

  const hear = (bytes: Uint8Array, nowMs: number): Uint8Array[] => {
    const parts = (input + Buffer.from(bytes).toString('latin1')).split('\r\n');
    input = (parts.pop() ?? '').slice(-MAX_INPUT);
    return parts.map((part) => Buffer.from(`${answer(part, nowMs)}\r\n`, 'latin1'));
  };

  const speak = (emit: readonly Uint8Array[], nowMs: number): SimulatorStep =>
    line.speak(emit, null, nowMs);

  return {
    start(nowMs) {
      field = createSimulatedField(random, sensor, nowMs);
      startedMs = nowMs;
      return speak([], nowMs);
    },
    wake: (nowMs) => speak([], nowMs),
    receive(bytes, nowMs) {
      total = (total + field.pulses(nowMs)) % 2 ** 32;
      totals = [...totals, { atMs: nowMs, total }].filter(({ atMs }) => nowMs - atMs <= RATE_MS);
      return speak(line.deaf() ? [] : hear(bytes, nowMs), nowMs);
    },
    change(change, nowMs) {
      if (change.kind === 'source') field.setRate(change.value, change.unit, nowMs);
      if (change.kind === 'fault' || change.kind === 'ok') {
        const name = change.kind === 'ok' ? null : change.name;
        field.setFault(name, nowMs);
        line.setFault(name, nowMs);
        if (name === null || name === 'error-reply') erring = name !== null;
        if (name === null || name === 'low-battery') lowBattery = name !== null;
      }
      return speak(change.kind === 'bytes' ? [change.bytes] : [], nowMs);
    },
  };
}
