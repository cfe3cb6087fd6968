import { defineStore } from 'pinia';
import { ref, watch } from 'vue';
import { useDisplay, type VOLUMES } from '../stores/display.ts';
import { createSoundPlayer, type SoundPlayer } from './player.ts';
import { TONE_NAMES, type ToneName } from './tones.ts';

/** Gain of each volume; loudness is felt in ratios, so that each is about three times the one before. */
const GAINS: Readonly<Record<(typeof VOLUMES)[number], number>> = {
  off: 0,
  quiet: 0.1,
  medium: 0.32,
  loud: 1,
};

/** The sounds of this station, at its volume. */
export const useSounds = defineStore('sounds', () => {
  const display = useDisplay();
  /** Why nothing can be heard, as far as the computer knows. */
  const problem = ref<'no-device' | null>(null);
  let player: SoundPlayer | null = null;

  function ready(): SoundPlayer {
    if (player === null) {
      player = createSoundPlayer(new AudioContext());
      player.setVolume(GAINS[display.volume]);
    }
    return player;
  }
  watch(
    () => display.volume,
    (volume) => player?.setVolume(GAINS[volume]),
  );

  /** Chromium plays into nothing without an error when the computer has no audio device. */
  async function look(): Promise<void> {
    const devices = await navigator.mediaDevices.enumerateDevices();
    problem.value = devices.some(({ kind }) => kind === 'audiooutput') ? null : 'no-device';
  }

  /**
   * To be called early. Chromium opens the audio device within the call that makes the context, which
   * takes a quarter of a second; once it has named its devices, 2 ms.
   */
  async function prepare(): Promise<void> {
    await look();
    ready();
  }

  return {
    problem,
    look,
    prepare,
    /** All of them, one after the other. */
    test(): void {
      void look();
      ready().play(TONE_NAMES);
    },
    play: (names: readonly ToneName[]): void => ready().play(names),
    alarm(on: boolean): void {
      if (on) ready().startAlarm();
      else player?.stopAlarm();
    },
  };
});
