/* Runs `simulate` as the CLI does. Arguments: PROTOCOL, the line to attach to and its settings, as JSON. */
import { protocolOf } from '../../electron/devices/protocols.ts';
import { simulate } from '../../electron/devices/simulate.ts';
import type { SimulatorLine } from '../../electron/devices/simulate/run-simulator.ts';
import type { LineSettings, ProtocolId } from '../../shared/measure/instrument.ts';

const [protocol, attach = '', own = 'null'] = process.argv.slice(2);
const settings = JSON.parse(own) as LineSettings | null;
try {
  await simulate({
    protocol: protocolOf(protocol as ProtocolId),
    seed: 1,
    attach: JSON.parse(attach) as SimulatorLine,
    ...(settings === null ? {} : { settings }),
    input: process.stdin,
    print: (line) => void process.stdout.write(`${line}\n`),
    log: (line) => void process.stderr.write(`${line}\n`),
  });
  process.exit();
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exit(1);
}
