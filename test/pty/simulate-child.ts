/* Runs `simulate` as the CLI does. Arguments: PROTOCOL and the line to attach to, as JSON. */
import { protocolOf } from '../../electron/devices/protocols.ts';
import { simulate } from '../../electron/devices/simulate.ts';
import type { SimulatorLine } from '../../electron/devices/simulate/run-simulator.ts';
import type { ProtocolId } from '../../shared/measure/instrument.ts';

const [protocol, attach = ''] = process.argv.slice(2);
try {
  await simulate({
    protocol: protocolOf(protocol as ProtocolId),
    seed: 1,
    attach: JSON.parse(attach) as SimulatorLine,
    input: process.stdin,
    print: (line) => void process.stdout.write(`${line}\n`),
    log: (line) => void process.stderr.write(`${line}\n`),
  });
  process.exit();
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exit(1);
}
