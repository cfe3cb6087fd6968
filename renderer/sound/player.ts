import { samplesOf, TONE_NAMES, TONES, type ToneName } from './tones.ts';

/** The parts of WebAudio that are used here. */
export type AudioDesk = Pick<
  AudioContext,
  | 'createBuffer'
  | 'createBufferSource'
  | 'createGain'
  | 'currentTime'
  | 'destination'
  | 'resume'
  | 'suspend'
>;

/** Plays the tones of the station. */
export interface SoundPlayer {
  /**
   * Plays tones one after the other, after what is still sounding. They are left out under an alarm,
   * and when more than `MOST_WAITING_S` of others wait: a sound that comes late says something wrong.
   */
  play(names: readonly ToneName[]): void;
  /** Repeats the alarm until it is stopped; other tones end. */
  startAlarm(): void;
  stopAlarm(): void;
  /** From 0, silent, to 1. */
  setVolume(volume: number): void;
}

const MOST_WAITING_S = 1;
/** Samples per second: twice the highest harmonic (4 kHz) and more; the device has its own rate. */
const RATE = 16_000;

/** Plays on an audio device, which sleeps while nothing sounds. */
export function createSoundPlayer(desk: AudioDesk): SoundPlayer {
  const gain = desk.createGain();
  gain.connect(desk.destination);
  void desk.suspend();
  const buffers = new Map(
    TONE_NAMES.map((name) => {
      const samples = samplesOf(TONES[name], RATE);
      const buffer = desk.createBuffer(1, samples.length, RATE);
      buffer.copyToChannel(samples, 0);
      return [name, buffer];
    }),
  );
  const sounding = new Set<AudioBufferSourceNode>();
  let alarm: AudioBufferSourceNode | null = null;
  let freeAtS = 0;

  function start(name: ToneName, atS: number, loop: boolean): AudioBufferSourceNode {
    const source = desk.createBufferSource();
    source.buffer = buffers.get(name) ?? null;
    source.loop = loop;
    source.connect(gain);
    source.onended = () => {
      sounding.delete(source);
      if (sounding.size === 0) void desk.suspend();
    };
    sounding.add(source);
    source.start(atS);
    void desk.resume();
    return source;
  }

  return {
    play(names) {
      const now = desk.currentTime;
      if (alarm !== null || freeAtS - now > MOST_WAITING_S) return;
      for (const name of names) {
        const atS = Math.max(now, freeAtS);
        start(name, atS, false);
        freeAtS = atS + TONES[name].lengthS;
      }
    },
    startAlarm() {
      if (alarm !== null) return;
      for (const source of sounding) source.stop();
      freeAtS = 0;
      alarm = start('alarm', desk.currentTime, true);
    },
    stopAlarm() {
      alarm?.stop();
      alarm = null;
    },
    setVolume(volume) {
      gain.gain.value = volume;
    },
  };
}
