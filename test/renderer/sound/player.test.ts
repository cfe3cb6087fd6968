import { beforeEach, describe, expect, it } from 'vitest';
import { createSoundPlayer, type SoundPlayer } from '../../../renderer/sound/player.ts';
import { TONES } from '../../../renderer/sound/tones.ts';
import { fakeAudio } from '../fake-audio.ts';

let audio: ReturnType<typeof fakeAudio>;
let player: SoundPlayer;
beforeEach(() => {
  audio = fakeAudio();
  player = createSoundPlayer(audio.desk);
});

describe('the player', () => {
  it('plays tones one after the other', () => {
    player.play(['good-read', 'prompt']);
    expect(audio.started.map(({ atS }) => atS)).toEqual([0, TONES['good-read'].lengthS]);
    expect(audio.started.every(({ loop }) => !loop)).toBe(true);
  });

  it('leaves out what would come too late', () => {
    player.play(['prompt']);
    player.play(['good-read']);
    expect(audio.started).toHaveLength(1);
    audio.clock.nowS = TONES.prompt.lengthS;
    player.play(['good-read']);
    expect(audio.started).toHaveLength(2);
  });

  it('repeats the alarm until it is stopped, and plays nothing else meanwhile', () => {
    player.play(['prompt']);
    player.startAlarm();
    player.startAlarm();
    player.play(['good-read']);
    const [prompt, alarm, ...others] = audio.started;
    expect(prompt?.stopped).toBe(true);
    expect(alarm).toMatchObject({ loop: true, stopped: false, lengthS: TONES.alarm.lengthS });
    expect(others).toEqual([]);
    player.stopAlarm();
    expect(alarm?.stopped).toBe(true);
    player.play(['good-read']);
    expect(audio.started).toHaveLength(3);
  });

  it('has one volume for everything', () => {
    player.setVolume(0.32);
    expect(audio.gain.value).toBe(0.32);
  });

  it('lets the audio device sleep while nothing sounds', () => {
    expect(audio.clock.asleep).toBe(true);
    player.play(['good-read', 'bad-read']);
    expect(audio.clock.asleep).toBe(false);
    audio.started[0]?.end();
    expect(audio.clock.asleep).toBe(false);
    audio.started[1]?.end();
    expect(audio.clock.asleep).toBe(true);
  });
});
