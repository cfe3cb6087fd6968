import type { InstrumentRequest } from '../../../shared/measure/instrument.ts';
import type { Observation } from '../../../shared/measure/reading.ts';
import type { Piece } from '../framing/delimiter-framer.ts';
import type { Protocol } from '../protocol.ts';
import type { Asked, PolledForm, Said } from './polled-driver.ts';
import { createPolledDriver } from './polled-driver.ts';

function observationsOf(said: Said): readonly Observation[] {
  return said === null || said === 'done' ? [] : [said];
}

/** Everything of such a protocol but its descriptor and simulator. */
export function polledProtocol(
  form: PolledForm,
): Pick<Protocol, 'createDriver' | 'decodeStream' | 'decodeExchange'> {
  const askedBy = (bytes: Uint8Array): Asked => {
    const isSame = (command: Uint8Array): boolean => Buffer.compare(command, bytes) === 0;
    if (isSame(form.question)) return 'weight';
    const requests = Object.keys(form.requests) as InstrumentRequest[];
    return (
      requests.find((name) => isSame(form.requests[name]?.send ?? new Uint8Array())) ?? 'other'
    );
  };
  return {
    createDriver: (settings) => createPolledDriver(form, settings),
    decodeStream(chunks, settings = {}) {
      const framer = form.createFramer();
      const read = form.createReader('recording', settings);
      const pieces = [...chunks.flatMap((chunk) => framer.push(chunk, 0)), ...framer.flush()];
      return pieces.flatMap((piece) => observationsOf(read(piece, 'weight')));
    },
    decodeExchange(lines, settings = {}) {
      const framer = form.createFramer();
      const readOne = form.createReader('recording', settings);
      const read = (pieces: readonly Piece[], asked: Asked): readonly Observation[] =>
        pieces.flatMap((piece) => observationsOf(readOne(piece, asked)));
      const observations: Observation[] = [];
      let asked: Asked = 'weight';
      for (const line of lines) {
        if (line.from === 'instrument') {
          observations.push(...read(framer.push(line.bytes, 0), asked));
        } else {
          // Who asks again has waited: what is unfinished stays so.
          observations.push(...read(framer.flush(), asked));
          asked = askedBy(line.bytes);
        }
      }
      return [...observations, ...read(framer.flush(), asked)];
    },
  };
}
