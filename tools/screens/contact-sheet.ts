import { writeFileSync } from 'node:fs';
import path from 'node:path';
import type { ElectronApplication } from 'playwright-core';
import { nameOf, VARIANTS } from './variants.ts';

const COLUMNS = 4;
const THUMB_WIDTH = 480;

/** File of a scene in a variant, relative to the folder of the pictures. */
export function pictureFile(scene: string, variant: string): string {
  return path.join(variant, `${scene}.png`);
}

/**
 * Writes `index.html`, every scene with all its variants side by side, and one PNG for each variant
 * with all scenes on it (`contact-sheet-<variant>.png`), in the order of the scenes.
 */
export async function writeContactSheets(
  app: ElectronApplication,
  folder: string,
  scenes: readonly string[],
): Promise<void> {
  writeFileSync(path.join(folder, 'index.html'), indexPage(scenes));
  for (const variant of VARIANTS.map(nameOf)) {
    const files = scenes.map((scene) => path.join(folder, pictureFile(scene, variant)));
    const png = await app.evaluate(composeSheet, { files, columns: COLUMNS, width: THUMB_WIDTH });
    writeFileSync(path.join(folder, `contact-sheet-${variant}.png`), Buffer.from(png, 'base64'));
  }
}

/** Runs in Electron's main process, whose image decoder spares a library of our own. */
function composeSheet(
  { nativeImage }: typeof import('electron'),
  { files, columns, width }: { files: readonly string[]; columns: number; width: number },
): string {
  const GAP = 8;
  const BYTES = 4;
  const thumbs = files.map((file) => nativeImage.createFromPath(file).resize({ width }));
  const height = Math.max(...thumbs.map((thumb) => thumb.getSize().height));
  const rows = Math.ceil(thumbs.length / columns);
  const sheet = { width: columns * (width + GAP), height: rows * (height + GAP) };
  const pixels = Buffer.alloc(sheet.width * sheet.height * BYTES, 0x80);
  thumbs.forEach((thumb, index) => {
    const bitmap = thumb.toBitmap();
    const size = thumb.getSize();
    const left = (index % columns) * (width + GAP);
    const top = Math.floor(index / columns) * (height + GAP);
    for (let line = 0; line < size.height; line += 1) {
      const target = ((top + line) * sheet.width + left) * BYTES;
      bitmap.copy(pixels, target, line * size.width * BYTES, (line + 1) * size.width * BYTES);
    }
  });
  return nativeImage.createFromBitmap(pixels, sheet).toPNG().toString('base64');
}

function indexPage(scenes: readonly string[]): string {
  const figure = (scene: string, variant: string): string =>
    `<figure><a href="${pictureFile(scene, variant)}"><img loading="lazy" alt="${scene}, ${variant}" src="${pictureFile(scene, variant)}"></a><figcaption>${variant}</figcaption></figure>`;
  const sections = scenes.map(
    (scene) =>
      `<section><h2 id="${scene}">${scene}</h2><div>${VARIANTS.map((variant) => figure(scene, nameOf(variant))).join('')}</div></section>`,
  );
  return `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>Screens</title><style>
body { font: 14px/1.4 system-ui, sans-serif; background: #ddd; color: #111; margin: 1rem }
section > div { display: grid; grid-template-columns: repeat(3, 1fr); gap: 0.5rem }
figure { margin: 0 } img { width: 100%; border: 1px solid #888 }
</style></head><body><h1>${scenes.length} screens, ${VARIANTS.length} variants</h1>
${sections.join('\n')}</body></html>
`;
}
