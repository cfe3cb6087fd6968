import { readFileSync } from 'node:fs';
import { Readable } from 'node:stream';
import { cpmPerMicrosievert } from '../../../shared/measure/bench-instruments.ts';
import type { SimulatedDetector } from '../../../shared/measure/instrument.ts';
import { protocolOf } from '../../devices/protocols.ts';
import { simulate as runSimulation, type SimulateOptions } from '../../devices/simulate.ts';
import {
  EXIT,
  protocolId,
  readableFile,
  readArguments,
  required,
  tcpPort,
  UsageError,
  wholeNumber,
  lineSettings,
  type Verb,
} from '../verb.ts';

/** The lines of a world file first, then what is typed. */
async function* worldLines(world: string): AsyncGenerator<string | Buffer> {
  yield world;
  for await (const chunk of process.stdin) yield chunk as Buffer;
}

/** @throws UsageError when no simulated dosimeter counts so */
function detector(cpm: string): SimulatedDetector {
  const read = cpmPerMicrosievert.safeParse(wholeNumber(cpm, '--cpm'));
  if (!read.success)
    throw new UsageError('--cpm takes 1 to 2000 counts a minute for each uSv/h of a dosimeter');
  return { cpmPerMicrosievert: read.data };
}

/** `station simulate`: an instrument's simulator on a real port, pseudo-terminal or TCP port. */
export const simulate: Verb = {
  name: 'simulate',
  usage:
    'simulate --protocol ID (--port PATH | --tcp PORT | --pty LINK) [--settings 9600-8N1] ' +
    '[--world FILE] [--seed N] [--cpm N]',
  about: 'Plays an instrument; its world is changed by lines on standard input.',
  async run(args, output) {
    const { values } = readArguments(
      args,
      {
        protocol: { type: 'string' },
        port: { type: 'string' },
        tcp: { type: 'string' },
        pty: { type: 'string' },
        settings: { type: 'string' },
        world: { type: 'string' },
        seed: { type: 'string', default: '1' },
        cpm: { type: 'string' },
      },
      0,
    );
    const id = protocolId(required(values.protocol, '--protocol'));
    const given = [values.port, values.tcp, values.pty].filter((value) => value !== undefined);
    if (given.length !== 1) throw new UsageError('give one of --port, --tcp and --pty');
    const { port: path = '', tcp, pty: link } = values;
    const attach: SimulateOptions['attach'] =
      tcp !== undefined
        ? { kind: 'tcp', port: tcpPort(tcp, '--tcp') }
        : link !== undefined
          ? { kind: 'pty', link }
          : { kind: 'port', path };
    const world =
      values.world === undefined
        ? ''
        : `${readFileSync(readableFile(values.world), 'utf8').trimEnd()}\n`;
    await runSimulation({
      protocol: protocolOf(id),
      seed: wholeNumber(values.seed, '--seed'),
      ...(values.cpm === undefined ? {} : { detector: detector(values.cpm) }),
      attach,
      ...(values.settings === undefined ? {} : { settings: lineSettings(values.settings) }),
      input: Readable.from(worldLines(world)),
      print: (line) => void process.stdout.write(`${line}\n`),
      log: output.problem,
    });
    // Standard input may still be open, which would keep the process.
    process.exit(EXIT.done);
  },
};
