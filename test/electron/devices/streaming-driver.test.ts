import { describe, expect, it } from 'vitest';
import { createDelimiterFramer } from '../../../electron/devices/framing/delimiter-framer.ts';
import type { Piece } from '../../../electron/devices/framing/delimiter-framer.ts';
import { faultOf, toHex } from '../../../electron/devices/framing/wire-bytes.ts';
import {
  createStreamingDriver,
  streamingProtocol,
} from '../../../electron/devices/streaming-driver.ts';
import type { StreamForm } from '../../../electron/devices/streaming-driver.ts';

const ascii = (text: string): Uint8Array => Uint8Array.from(Buffer.from(text, 'latin1'));

/** Lines `12 cpm`; `!` is an error that the instrument tells; everything else is malformed. */
const form: StreamForm<Piece> = {
  identity: 'counter',
  ascii: true,
  createFramer: () => createDelimiterFramer({ delimiters: [0x0a], maxLength: 32, idleMs: 300 }),
  createReader: () => ({
    observe({ kind, bytes }) {
      const line = Buffer.from(bytes).toString('latin1');
      if (line === '!\n') return [faultOf('instrument-error', bytes, 'told')];
      const value = kind === 'frame' ? /^(\d+) cpm\n$/.exec(line)?.[1] : undefined;
      if (value === undefined) return [faultOf('malformed', bytes, kind)];
      return [
        { type: 'reading', kind: 'counts', value, unit: 'cpm', windowS: 60, raw: toHex(bytes) },
      ];
    },
    encodeRequest: (request) => (request === 'clear-tare' ? ascii('Z') : null),
  }),
};

const babble = (byte: number): Uint8Array => new Uint8Array(600).fill(byte);

describe('streaming driver', () => {
  it('is identified by the first valid frame, once, and sends nothing', () => {
    const driver = createStreamingDriver(form);
    expect(driver.start(0)).toEqual({ send: [], observations: [], wakeAtMs: null });
    expect(driver.receive(ascii('7 cpm\n'), 10)).toMatchObject({
      identity: 'counter',
      observations: [{ value: '7' }],
    });
    expect(driver.receive(ascii('8 cpm\n'), 20)).not.toHaveProperty('identity');
  });

  it('an error that the instrument tells identifies it as well', () => {
    const step = createStreamingDriver(form).receive(ascii('!\n'), 0);
    expect(step).toMatchObject({
      identity: 'counter',
      observations: [{ code: 'instrument-error' }],
    });
  });

  it('the tail of a frame at opening is no fault, a damaged frame later is one', () => {
    const driver = createStreamingDriver(form);
    expect(driver.receive(ascii('pm\n7 cpm\n'), 0).observations).toMatchObject([{ value: '7' }]);
    expect(driver.receive(ascii('pm\n'), 0).observations).toMatchObject([{ code: 'malformed' }]);
  });

  it('wakes to judge an unfinished frame', () => {
    const driver = createStreamingDriver(form);
    driver.receive(ascii('7 cpm\n'), 0);
    expect(driver.receive(ascii('8 cp'), 100).wakeAtMs).toBe(400);
    expect(driver.wake(400)).toMatchObject({
      observations: [{ code: 'malformed' }],
      wakeAtMs: null,
    });
  });

  it('gives up on high bits as wrong settings', () => {
    const { failure, ...step } = createStreamingDriver(form).receive(babble(0xf0), 0);
    expect(failure).toMatchObject({ code: 'wrong-settings' });
    expect(step).not.toHaveProperty('identity');
  });

  it('gives up on plain text of something else, and on any bytes of a binary protocol, as malformed', () => {
    expect(createStreamingDriver(form).receive(babble(0x41), 0).failure?.code).toBe('malformed');
    const binary = { ...form, ascii: false };
    expect(createStreamingDriver(binary).receive(babble(0xf0), 0).failure?.code).toBe('malformed');
  });

  it('does not give up while valid frames come between noise', () => {
    const driver = createStreamingDriver(form);
    for (let round = 0; round < 50; round += 1) {
      expect(driver.receive(babble(0xf0).subarray(0, 100), 0).failure).toBeUndefined();
      expect(driver.receive(ascii('\n7 cpm\n'), 0).observations.at(-1)).toMatchObject({
        value: '7',
      });
    }
  });

  it('sends what may be asked and refuses what may not', () => {
    const driver = createStreamingDriver(form);
    driver.receive(ascii('7 cpm\n'), 0);
    expect(driver.request?.('clear-tare', 0).send).toEqual([ascii('Z')]);
    expect(driver.request?.('tare', 0)).toMatchObject({
      send: [],
      observations: [{ code: 'not-executable' }],
    });
  });
});

describe('recordings of a stream', () => {
  it('decode whole with their damaged and unfinished frames, the host left out', () => {
    const { decodeStream, decodeExchange } = streamingProtocol(form);
    const expected = [{ code: 'malformed' }, { value: '7' }, { code: 'malformed' }];
    expect(decodeStream([ascii('pm\n7 c'), ascii('pm\n8 c')])).toMatchObject(expected);
    expect(
      decodeExchange([
        { from: 'instrument', bytes: ascii('pm\n7 c') },
        { from: 'host', bytes: ascii('Z\n') },
        { from: 'instrument', bytes: ascii('pm\n8 c') },
      ]),
    ).toMatchObject(expected);
  });
});
