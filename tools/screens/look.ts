import { mkdirSync } from 'node:fs';
import path from 'node:path';
import type { Page } from 'playwright-core';
import { violations } from './axe.ts';
import type { LookAt } from './bench-scenes.ts';
import { pictureFile } from './contact-sheet.ts';
import { misfits } from './text-fits.ts';
import { LANGUAGES, nameOf, SIZES, THEMES, VARIANTS, type Variant } from './variants.ts';

/** What was found on the screens; nothing when all is well. */
export interface Findings {
  /** `scene variant: text, where, how` */
  readonly texts: string[];
  /** `scene variant: rule, where` */
  readonly axe: string[];
  /** Scenes in the order in which they were looked at. */
  readonly scenes: string[];
}

/** Axe reads structure, colour and language, not size: one size, every theme, and one theme per language. */
const FOR_AXE: ReadonlySet<string> = new Set(
  VARIANTS.filter(
    ({ theme, language, size }) =>
      size === SIZES[0] && (language === LANGUAGES[0] || theme === THEMES[0]),
  ).map(nameOf),
);

/**
 * Takes pictures of scenes in every variant, and looks for what is wrong with them.
 * @param folder where the pictures go, one folder for each variant
 */
export function createLook(folder: string): { readonly look: LookAt; readonly findings: Findings } {
  const findings: Findings = { texts: [], axe: [], scenes: [] };
  const look: LookAt = async (page, scene) => {
    findings.scenes.push(scene);
    for (const variant of VARIANTS) {
      const name = nameOf(variant);
      await show(page, variant);
      const file = path.join(folder, pictureFile(scene, name));
      mkdirSync(path.dirname(file), { recursive: true });
      await page.screenshot({ path: file });
      for (const { text, where, how } of await misfits(page)) {
        findings.texts.push(`${scene} ${name}: "${text}" ${how}: ${where}`);
      }
      if (FOR_AXE.has(name)) {
        for (const violation of await violations(page)) {
          findings.axe.push(`${scene} ${name}: ${violation}`);
        }
      }
    }
    const [first] = VARIANTS;
    if (first !== undefined) await show(page, first);
  };
  return { look, findings };
}

async function show(page: Page, { theme, language, size }: Variant): Promise<void> {
  await page.setViewportSize(size);
  await page.evaluate(setDisplay, { theme, language });
}

interface DisplayStore {
  theme: string;
  language: string;
}

/** Runs in the page: what the Display menu does, without opening it over the scene. */
async function setDisplay({ theme, language }: DisplayStore): Promise<void> {
  const root = document.querySelector('#app') as unknown as {
    readonly __vue_app__: {
      readonly config: {
        readonly globalProperties: {
          readonly $pinia: { readonly _s: ReadonlyMap<string, DisplayStore> };
        };
      };
    };
  };
  const display = root.__vue_app__.config.globalProperties.$pinia._s.get('display');
  if (display === undefined) throw new Error('the page has no display settings');
  Object.assign(display, { theme, language });
  await document.fonts.ready;
  // Two frames: one in which Vue writes, one in which it is painted.
  for (let frame = 0; frame < 2; frame += 1) {
    await new Promise((resolve) => requestAnimationFrame(resolve));
  }
}
