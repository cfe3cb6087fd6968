import { readFileSync } from 'node:fs';
import { PROTOCOL_IDS } from '../../../shared/measure/instrument.ts';
import type { Observation } from '../../../shared/measure/reading.ts';
import type { ExchangeLine } from '../../devices/protocol.ts';
import { protocolOf } from '../../devices/protocols.ts';
import { EXIT, readableFile, readArguments, required, UsageError, type Verb } from '../verb.ts';

function parseHex(text: string, where: string): Uint8Array {
  const digits = text.replace(/\s+/g, '');
  if (!/^([0-9A-Fa-f]{2})*$/.test(digits)) throw new UsageError(`${where} is not hex`);
  return Uint8Array.from(Buffer.from(digits, 'hex'));
}

/** Lines `> HEX` by the host, `< HEX` by the instrument, `#` comments. */
function parseExchange(text: string): ExchangeLine[] {
  return text.split(/\r?\n/).flatMap((line, index): ExchangeLine[] => {
    const content = line.replace(/#.*$/, '').trim();
    if (content === '') return [];
    const direction = content.charAt(0);
    if (direction !== '>' && direction !== '<') {
      throw new UsageError(`line ${index + 1} of the exchange starts with neither > nor <`);
    }
    const bytes = parseHex(content.slice(1), `line ${index + 1} of the exchange`);
    return [{ from: direction === '>' ? 'host' : 'instrument', bytes }];
  });
}

function readFile(file: string): Buffer {
  return readFileSync(readableFile(file));
}

function describe(observation: Observation): string {
  if (observation.type === 'fault') {
    return `fault ${observation.code} ${observation.detail ?? ''}`.trimEnd();
  }
  switch (observation.kind) {
    case 'scan':
      return `scan ${observation.aim ?? ''} ${JSON.stringify(observation.text)}`;
    case 'mass':
      return `mass ${observation.value} ${observation.unit} ${observation.stable ? 'stable' : 'unstable'}`;
    case 'dose-rate':
    case 'counts':
      return `${observation.kind} ${observation.value} ${observation.unit} over ${observation.windowS} s`;
  }
}

/** `station decode`: bytes of a protocol to readings and faults; exit 1 when there was no reading. */
export const decode: Verb = {
  name: 'decode',
  usage: 'decode --protocol ID (--file F | --hex "…" | --exchange F)',
  about: 'Decodes bytes of an instrument.',
  run(args, output) {
    const { values } = readArguments(
      args,
      {
        protocol: { type: 'string' },
        file: { type: 'string' },
        hex: { type: 'string' },
        exchange: { type: 'string' },
      },
      0,
    );
    const wanted = required(values.protocol, '--protocol');
    const id = PROTOCOL_IDS.find((known) => known === wanted);
    if (id === undefined) throw new UsageError(`no protocol ${wanted}; ${PROTOCOL_IDS.join(', ')}`);
    const given = [values.file, values.hex, values.exchange].filter((value) => value !== undefined);
    if (given.length !== 1) throw new UsageError('give one of --file, --hex and --exchange');
    const protocol = protocolOf(id);
    const observations =
      values.exchange !== undefined
        ? protocol.decodeExchange(parseExchange(readFile(values.exchange).toString('utf8')))
        : protocol.decodeStream([
            values.file !== undefined
              ? Uint8Array.from(readFile(values.file))
              : parseHex(values.hex ?? '', '--hex'),
          ]);
    for (const observation of observations) output.answer(observation, describe(observation));
    return observations.some(({ type }) => type === 'reading') ? EXIT.done : EXIT.wrong;
  },
};
