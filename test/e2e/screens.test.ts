import { existsSync } from 'node:fs';
import path from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { runScreens, SCREENS, type ScreensRun } from '../../tools/screens/run-screens.ts';
import { pictureFile } from '../../tools/screens/contact-sheet.ts';
import { nameOf, VARIANTS } from '../../tools/screens/variants.ts';

let run: ScreensRun;

beforeAll(async () => {
  run = await runScreens(() => {});
}, 900_000);

describe('every screen in every theme, in English and Arabic, at 1280x800 and 1920x1080, and in French', () => {
  it('is there as a picture, and on a contact sheet', () => {
    expect(VARIANTS).toHaveLength(13);
    expect(run.scenes.length).toBeGreaterThan(30);
    for (const variant of VARIANTS.map(nameOf)) {
      expect(existsSync(path.join(SCREENS, `contact-sheet-${variant}.png`))).toBe(true);
      for (const scene of run.scenes) {
        expect(existsSync(path.join(SCREENS, pictureFile(scene, variant)))).toBe(true);
      }
    }
  });

  it('has no text that is cut off or runs out of its place', () => {
    expect(run.texts).toEqual([]);
  });

  it('has nothing that axe objects to', () => {
    expect(run.axe).toEqual([]);
  });

  it('brings no warning or error on the console', () => {
    expect(run.complaints).toEqual([]);
  });
});
