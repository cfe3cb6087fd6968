import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { describe, expect, it } from 'vitest';

const LEAST = 7;
const tokens = readFileSync(
  resolve(import.meta.dirname, '../../../renderer/styles/tokens.css'),
  'utf8',
);

function colours(css: string): Record<string, string> {
  return Object.fromEntries(
    [...css.matchAll(/--([a-z-]+): (#[0-9a-f]{6});/g)].map(([, name = '', value = '']) => [
      name,
      value,
    ]),
  );
}

/** Relative luminance (WCAG 2.2, definition of "relative luminance"). */
function luminance(colour: string): number {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((start) => {
    const part = Number.parseInt(colour.slice(start, start + 2), 16) / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

function contrast(one: string, other: string): number {
  const [dark = 0, light = 0] = [luminance(one), luminance(other)].toSorted((a, b) => a - b);
  return (light + 0.05) / (dark + 0.05);
}

const [lightPart = '', rest = ''] = tokens.split('@media (prefers-color-scheme: dark)');
const [darkPart = ''] = rest.split('@media');
const light = colours(lightPart);
const themes = { light, dark: { ...light, ...colours(darkPart) } };

const pairs = Object.entries(themes).flatMap(([theme, palette]) =>
  Object.keys(palette)
    .filter((name) => name.startsWith('on-'))
    .map((name) => ({
      theme,
      name,
      ratio: contrast(palette[name] ?? '', palette[name.slice('on-'.length)] ?? ''),
    })),
);

describe('text on its ground', () => {
  it('is defined for every ground in both themes', () => {
    expect(pairs).toHaveLength(2 * 12);
  });

  it.each(pairs)('reaches 7:1 for $name in the $theme theme', ({ ratio }) => {
    expect(ratio).toBeGreaterThanOrEqual(LEAST);
  });
});
