import { vi } from 'vitest';
import type { AudioDesk } from '../../renderer/sound/player.ts';

/** One sound that was started. */
export interface Started {
  readonly atS: number;
  /** Seconds until it ends, or begins again. */
  readonly lengthS: number;
  readonly loop: boolean;
  stopped: boolean;
  end(): void;
}

/** An audio device that plays nothing and writes down what it was asked for. */
export function fakeAudio() {
  const started: Started[] = [];
  const gain = { connect: vi.fn(), gain: { value: 1 } };
  const clock = { nowS: 0, asleep: false };
  const desk = {
    get currentTime() {
      return clock.nowS;
    },
    destination: {},
    createGain: () => gain,
    createBuffer: (_channels: number, length: number, rate: number) => ({
      duration: length / rate,
      copyToChannel: vi.fn(),
    }),
    createBufferSource() {
      const source = {
        buffer: null as { duration: number } | null,
        loop: false,
        onended: () => {},
        connect: vi.fn(),
        start(atS: number) {
          started.push({
            atS,
            lengthS: source.buffer?.duration ?? 0,
            loop: source.loop,
            stopped: false,
            end: () => source.onended(),
          });
          source.stop = () => {
            started[index]!.stopped = true;
            source.onended();
          };
          const index = started.length - 1;
        },
        stop: () => {},
      };
      return source;
    },
    resume: () => Promise.resolve((clock.asleep = false)),
    suspend: () => Promise.resolve((clock.asleep = true)),
  };
  return { desk: desk as unknown as AudioDesk, started, gain: gain.gain, clock };
}

/** Gives the window an audio device; `kinds` are those of the devices that the computer names. */
export function installAudio(kinds: readonly string[] = ['audiooutput']) {
  const audio = fakeAudio();
  vi.stubGlobal(
    'AudioContext',
    vi.fn(function audioContext() {
      return audio.desk;
    }),
  );
  Object.defineProperty(navigator, 'mediaDevices', {
    configurable: true,
    value: { enumerateDevices: () => Promise.resolve(kinds.map((kind) => ({ kind }))) },
  });
  return audio;
}
