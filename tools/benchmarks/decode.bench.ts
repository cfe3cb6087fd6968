import path from 'node:path';
import { ReadlineParser } from 'serialport';
import { protocolOf } from '../../electron/devices/protocols.ts';
import type { ExchangeLine } from '../../electron/devices/protocol.ts';
import type { DriverSettings, ProtocolId } from '../../shared/measure/instrument.ts';
import { PROTOCOL_IDS } from '../../shared/measure/instrument.ts';
import { allCaptures, type CaptureFile } from '../../test/support/conformance.ts';
import { shippedProfile } from '../../test/support/shipped-profile.ts';
import { round } from './figures.ts';
import { runBenchmark } from './run-benchmark.ts';

/** A recording is decoded in sittings of this many bytes, as it is in memory no longer. */
const SITTING_BYTES = 65_536;
/** Bytes that a read of a serial port gives at 115,200 baud every few milliseconds. */
const CHUNK_BYTES = 64;

interface Decoding {
  readonly protocol: ProtocolId;
  readonly mbPerS: number;
  readonly readlineMbPerS: number;
  /** Bytes a second of the usual line, and how many times as fast the decoder is. */
  readonly timesItsLine: number;
  readonly ratio: number;
}

function linesOf(captures: readonly CaptureFile[]): readonly ExchangeLine[] {
  return captures.flatMap(({ lines }) => lines);
}

function sizeOf(lines: readonly ExchangeLine[]): number {
  return lines.reduce(
    (sum, { from, bytes }) => sum + (from === 'instrument' ? bytes.length : 0),
    0,
  );
}

/** As many repetitions of the captures as fill a sitting. */
function sittingOf(captures: readonly CaptureFile[]): readonly ExchangeLine[] {
  const once = linesOf(captures).flatMap((line): ExchangeLine[] =>
    line.from === 'host' ? [line] : chunksOf(line),
  );
  const times = Math.max(1, Math.floor(SITTING_BYTES / Math.max(1, sizeOf(once))));
  return Array.from({ length: times }, () => once).flat();
}

function chunksOf({ from, bytes }: ExchangeLine): ExchangeLine[] {
  const count = Math.ceil(bytes.length / CHUNK_BYTES);
  return Array.from({ length: count }, (_, at) => ({
    from,
    bytes: bytes.slice(at * CHUNK_BYTES, (at + 1) * CHUNK_BYTES),
  }));
}

/** MB/s of work that is repeated until `megabytes` have gone through it. */
function speedOf(bytesPerRun: number, megabytes: number, run: () => void): number {
  run();
  const runs = Math.max(1, Math.round((megabytes * 1e6) / bytesPerRun));
  const startMs = performance.now();
  for (let done = 0; done < runs; done += 1) run();
  return (runs * bytesPerRun) / 1e3 / (performance.now() - startMs);
}

function settingsOf(captures: readonly CaptureFile[]): DriverSettings {
  const profile = captures.find((capture) => capture.profile !== null)?.profile ?? null;
  return profile === null ? {} : { profile: shippedProfile(path.basename(profile, '.yaml')) };
}

await runBenchmark('decode', { megabytes: 4 }, ({ options, log, fail }) => {
  const captures = allCaptures();
  const decodings = PROTOCOL_IDS.map((id): Decoding => {
    const own = captures.filter(({ protocol }) => protocol === id);
    const protocol = protocolOf(id);
    const settings = settingsOf(own);
    const sitting = sittingOf(own);
    const bytes = sizeOf(sitting);
    let observed = 0;
    const mbPerS = speedOf(bytes, options.megabytes, () => {
      observed += protocol.decodeExchange(sitting, settings).length;
    });
    if (observed === 0) fail(`${id}: nothing was decoded`);
    // Its own last byte ends a frame, so that the parser has as many pieces to give.
    const frames = sitting.filter(({ from }) => from === 'instrument').map((line) => line.bytes);
    const readlineMbPerS = speedOf(bytes, options.megabytes, () => {
      const delimiter = Buffer.from([frames[0]?.at(-1) ?? 0x0a]);
      const parser = new ReadlineParser({ delimiter, encoding: 'latin1' });
      parser.on('data', () => {});
      for (const chunk of frames) parser.write(chunk);
      parser.end();
    });
    const [line] = protocol.descriptor.lineSettings;
    const timesItsLine = Math.round((mbPerS * 1e6) / (line.baudRate / 10));
    log(`${id}: ${round(mbPerS)} MB/s, ReadlineParser ${round(readlineMbPerS)} MB/s`);
    return {
      protocol: id,
      mbPerS: round(mbPerS),
      readlineMbPerS: round(readlineMbPerS),
      timesItsLine,
      ratio: round(mbPerS / readlineMbPerS),
    };
  });
  const slowest = decodings.reduce((least, one) => (one.mbPerS < least.mbPerS ? one : least));
  return Promise.resolve({
    slowest: slowest.protocol,
    slowestMbPerS: slowest.mbPerS,
    decodings,
    compared: {
      with: 'ReadlineParser of serialport on the same bytes in the same chunks: it cuts, and reads nothing',
    },
  });
});
