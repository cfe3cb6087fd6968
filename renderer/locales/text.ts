import { createI18n, useI18n } from 'vue-i18n';
import type { CodedError } from '../../shared/result.ts';
import en from './en.json' with { type: 'json' };

/**
 * Locale files are flat, and a key is looked up whole: rule ids contain dots and one id may begin
 * with another (`data.value`, `data.value.implausible`), which nested objects could not hold.
 */
export type MessageKey = keyof typeof en;
export type MessageValues = Readonly<Record<string, string | number>>;

const RIGHT_TO_LEFT = new Set(['ar', 'fa', 'he', 'ur']);

/** The plugin for `app.use`. */
export function createText() {
  return createI18n({
    legacy: false,
    locale: 'en',
    fallbackLocale: 'en',
    messages: { en } as Record<string, Record<string, string>>,
    messageResolver: (messages, key) => (messages as Readonly<Record<string, string>>)[key] ?? null,
    missingWarn: false,
    fallbackWarn: false,
  });
}

/** Sets language and writing direction of the document. */
export function showLanguage(text: ReturnType<typeof createText>, root: HTMLElement): void {
  const locale = text.global.locale.value;
  root.lang = locale;
  root.dir = RIGHT_TO_LEFT.has(locale.split('-')[0] ?? '') ? 'rtl' : 'ltr';
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
  const { t, te, tm, n, d, locale } = useI18n();
  const raw = (key: string): string => String(tm(key));
  return {
    locale,
    /** Text of a key that is known when the program is written. */
    t: (key: MessageKey, values: MessageValues = {}): string => t(key, values),
    /** Text of a key that core sent; `fallback` when this language file does not know the key, or
     * when a value that its sentence needs did not come. */
    lookUp(key: string, fallback: string, values: MessageValues = {}): string {
      if (!te(key)) return fallback;
      return placeholders(raw(key)).every((name) => name in values) ? t(key, values) : fallback;
    },
    /**
     * Why something was refused: core gives a locale key as code, or a code and a message. A sentence
     * of the locale file can take the message in (`{message}`), for what only core knows.
     */
    refusal({ code, message }: CodedError): string {
      if (te(code)) return t(code, { message });
      return te(`refusals.${code}`) ? t(`refusals.${code}`) : message;
    },
    /** A whole number, grouped. */
    count: (value: number): string => n(value),
    /** Time of day. */
    timeOfDay: (atMs: number): string =>
      d(atMs, { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' }),
    /** Day and time of day. */
    dayAndTime: (atMs: number): string =>
      d(atMs, {
        year: 'numeric',
        month: 'short',
        day: '2-digit',
        hour: '2-digit',
        minute: '2-digit',
        hourCycle: 'h23',
      }),
  };
}
