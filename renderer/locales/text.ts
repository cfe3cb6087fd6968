import { computed } from 'vue';
import { createI18n, useI18n } from 'vue-i18n';
import type { CodedError } from '../../shared/result.ts';
import en from './en.json' with { type: 'json' };

/**
 * Locale files are flat, and a key is looked up whole: rule ids contain dots and one id may begin
 * with another (`data.value`, `data.value.implausible`), which nested objects could not hold.
 */
export type MessageKey = keyof typeof en;
export type MessageValues = Readonly<Record<string, string | number>>;

/** Languages of the screen, each named in itself. */
export const LANGUAGES = [
  { value: 'en', label: 'English' },
  { value: 'fr', label: 'Français' },
  { value: 'ar', label: 'العربية' },
] as const;
export type Language = (typeof LANGUAGES)[number]['value'];
export type Direction = 'ltr' | 'rtl';

const FILES = import.meta.glob<Record<string, string>>('./*.json', {
  eager: true,
  import: 'default',
});
const messages = Object.fromEntries(
  Object.entries(FILES).map(([file, texts]) => [file.slice('./'.length, -'.json'.length), texts]),
);

/** The plugin for `app.use`. */
export function createText(language: Language = 'en') {
  return createI18n({
    legacy: false,
    locale: language as string,
    fallbackLocale: 'en',
    messages,
    messageResolver: (texts, key) => (texts as Readonly<Record<string, string>>)[key] ?? null,
    missingWarn: false,
    fallbackWarn: false,
  });
}

/** Where lines of a language begin. */
export function directionOf(locale: string): Direction {
  return locale === 'ar' ? 'rtl' : 'ltr';
}

/**
 * Latin digits and the Gregorian calendar in every language: officers compare what they read with
 * instruments and labels.
 */
function formatLocale(locale: string): string {
  return `${locale}-u-ca-gregory-nu-latn`;
}

/**
 * Keeps an inserted value whole inside a sentence of the other direction (Unicode UAX #9, first strong
 * isolate): without it `0.12 µSv/h` comes out of an Arabic sentence as `µSv/h 0.12`.
 */
function isolated(values: MessageValues): MessageValues {
  return Object.fromEntries(
    Object.entries(values).map(([name, value]) => [name, `\u2068${String(value)}\u2069`]),
  );
}

const NUMBER = String.raw`\u2068[-+]?\d[\d.,]*\u2069|(?<![\w\u2068.,-])[-+]?\d[\d.,]*`;
const UNIT = String.raw`\u2068[A-Za-zµ%][A-Za-zµ/%]*\u2069|[A-Za-zµ%][A-Za-zµ/%]*(?!\w)`;
const QUANTITY = new RegExp(`(?:${NUMBER})[ \u00a0]?(?:${UNIT})`, 'g');

/** Keeps a number before its unit, as instruments and labels have them, in any sentence. */
function withWholeQuantities(sentence: string): string {
  return sentence.replace(QUANTITY, '\u2066$&\u2069');
}

/** Writes the micro sign where instruments and records write `u`: `0.12 uSv/h`, `5 uR/h`. */
export function withMicroSign(text: string): string {
  return text.replace(/\bu(?=(?:Sv|R)\/h)/g, 'µ');
}

/** Names of the placeholders of a message. */
export function placeholders(message: string): string[] {
  return [...message.matchAll(/\{([A-Za-z0-9-]+)\}/g)].map((match) => match[1] ?? '');
}

/** Sentences of the current language. */
export function useText() {
  const { t: translate, te, tm, locale } = useI18n();
  const direction = computed(() => directionOf(locale.value));
  const raw = (key: string): string => String(tm(key));
  const t = (key: string, values: MessageValues = {}): string =>
    direction.value === 'rtl'
      ? withWholeQuantities(translate(key, isolated(values)))
      : translate(key, values);
  const exists = (key: string): boolean => te(key) || te(key, 'en');
  const time = (atMs: number, options: Intl.DateTimeFormatOptions): string =>
    new Intl.DateTimeFormat(formatLocale(locale.value), {
      hour: '2-digit',
      minute: '2-digit',
      hourCycle: 'h23',
      ...options,
    }).format(atMs);
  return {
    locale,
    direction,
    /** Text of a key that is known when the program is written. */
    t: (key: MessageKey, values: MessageValues = {}): string => t(key, values),
    /** Text of a key that core sent; `fallback` when no language file knows the key, or
     * when a value that its sentence needs did not come. */
    lookUp(key: string, fallback: string, values: MessageValues = {}): string {
      if (!exists(key)) return fallback;
      return placeholders(raw(key)).every((name) => name in values) ? t(key, values) : fallback;
    },
    /**
     * Why something was refused: core gives a locale key as code, or a code and a message. A sentence
     * of the locale file can take the message in (`{message}`), for what only core knows.
     */
    refusal({ code, message }: CodedError): string {
      if (exists(code)) return t(code, { message });
      return exists(`refusals.${code}`) ? t(`refusals.${code}`) : message;
    },
    /** Parts of a sentence one after the other, with the comma of the script. */
    list: (parts: readonly string[]): string =>
      parts.join(direction.value === 'rtl' ? '\u060c ' : ', '),
    /** A whole number, grouped. */
    count: (value: number): string =>
      new Intl.NumberFormat(formatLocale(locale.value)).format(value),
    /** Time of day. */
    timeOfDay: (atMs: number): string => time(atMs, {}),
    /** Day and time of day. */
    dayAndTime: (atMs: number): string =>
      time(atMs, { year: 'numeric', month: 'short', day: '2-digit' }),
  };
}
