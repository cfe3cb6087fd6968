export const THEMES = ['light', 'dark', 'contrast'] as const;
export const LANGUAGES = ['en', 'ar'] as const;
/** The language with the longest words: what fits in it fits in the others. */
const LONGEST = 'fr';
export const SIZES = [
  { width: 1280, height: 800 },
  { width: 1920, height: 1080 },
] as const;

/** One way to look at a screen. */
export interface Variant {
  readonly theme: (typeof THEMES)[number];
  readonly language: (typeof LANGUAGES)[number] | typeof LONGEST;
  readonly size: (typeof SIZES)[number];
}

/**
 * Every theme in English and Arabic at every size, and French where there is least room; the window's size
 * changes least often.
 */
export const VARIANTS: readonly Variant[] = [
  ...SIZES.flatMap((size) =>
    LANGUAGES.flatMap((language) => THEMES.map((theme) => ({ theme, language, size }))),
  ),
  { theme: THEMES[0], language: LONGEST, size: SIZES[0] },
];

/** `dark-ar-1280x800` */
export function nameOf({ theme, language, size }: Variant): string {
  return `${theme}-${language}-${size.width}x${size.height}`;
}
