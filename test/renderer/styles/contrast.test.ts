import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { describe, expect, it } from 'vitest';

const LEAST = 7;
const LEAST_OUTLINE = 3;
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

/** The declarations of a theme, which begin with its selector. */
function block(selector: string): string {
  const start = tokens.indexOf(`${selector} {`);
  return start === -1 ? '' : tokens.slice(start, tokens.indexOf('\n}', start));
}

const light = colours(block("[data-theme='light']"));
const themes: Readonly<Record<string, Record<string, string>>> = {
  light,
  dark: { ...light, ...colours(block("[data-theme='dark']")) },
  contrast: { ...light, ...colours(block("[data-theme='contrast']")) },
};

function ratios(pairsOf: (names: readonly string[]) => readonly (readonly [string, string])[]) {
  return Object.entries(themes).flatMap(([theme, palette]) =>
    pairsOf(Object.keys(palette)).map(([front, ground]) => ({
      theme,
      front,
      ground,
      ratio: contrast(palette[front] ?? '', palette[ground] ?? ''),
    })),
  );
}

const texts = ratios((names) => [
  ...names
    .filter((name) => name.startsWith('on-'))
    .map((name) => [name, name.slice('on-'.length)] as const),
  // Small print stands on these, too.
  ['on-quiet', 'panel'],
  ['on-quiet', 'ground'],
]);

describe('text on its ground', () => {
  it('is defined for every ground in every theme', () => {
    expect(texts).toHaveLength(3 * (12 + 2));
  });

  it.each(texts)('$front reaches 7:1 on $ground in the $theme theme', ({ ratio }) => {
    expect(ratio).toBeGreaterThanOrEqual(LEAST);
  });
});

// WCAG 2.2, 1.4.11: what tells where a control is, and what has the focus.
const outlines = ratios(() => [
  ['strong-line', 'panel'],
  ['strong-line', 'field'],
  ['focus', 'panel'],
  ['focus', 'ground'],
  ['next', 'panel'],
  ['check-line', 'panel'],
  ['hold-line', 'panel'],
]);

describe('outlines', () => {
  it.each(outlines)('$front reaches 3:1 on $ground in the $theme theme', ({ ratio }) => {
    expect(ratio).toBeGreaterThanOrEqual(LEAST_OUTLINE);
  });
});

describe('the high-contrast theme', () => {
  it('says every colour itself', () => {
    const own = Object.keys(colours(block("[data-theme='contrast']")));
    expect(Object.keys(light).filter((name) => !own.includes(name))).toEqual([]);
  });

  it('gives way to the colours of the system', () => {
    const forced = tokens.slice(tokens.indexOf('@media (forced-colors: active)'));
    expect(Object.keys(light).filter((name) => !forced.includes(`--${name}: `))).toEqual([]);
  });
});
