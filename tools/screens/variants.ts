export const THEMES = ['light', 'dark', 'contrast'] as const;
export const LANGUAGES = ['en', 'ar'] as const;
export const SIZES = [
  { width: 1280, height: 800 },
  { width: 1920, height: 1080 },
] as const;

/** One way to look at a screen. */
export interface Variant {
  readonly theme: (typeof THEMES)[number];
  readonly language: (typeof LANGUAGES)[number];
  readonly size: (typeof SIZES)[number];
}

/** Every theme in every language at every size; the window's size changes least often. */
export const VARIANTS: readonly Variant[] = SIZES.flatMap((size) =>
  LANGUAGES.flatMap((language) => THEMES.map((theme) => ({ theme, language, size }))),
);

/** `dark-ar-1280x800` */
export function nameOf({ theme, language, size }: Variant): string {
  return `${theme}-${language}-${size.width}x${size.height}`;
}
