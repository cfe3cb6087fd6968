import { describe, expect, it } from 'vitest';
import { OUTCOMES } from '../../../shared/words.ts';
import en from '../../../renderer/locales/en.json' with { type: 'json' };
import { createText, placeholders } from '../../../renderer/locales/text.ts';

type Messages = Readonly<Record<string, string>>;

const english: Messages = en;
const translations = Object.entries(
  import.meta.glob<Messages>(
    ['../../../renderer/locales/*.json', '!../../../renderer/locales/en.json'],
    { import: 'default', eager: true },
  ),
).map(([path, messages]) => ({ language: /([\w-]+)\.json$/.exec(path)?.[1] ?? path, messages }));

/** Texts that are right in both languages. */
const SAME_AS_ENGLISH: Readonly<Record<string, readonly string[]>> = {
  fr: [
    'header.pages',
    'table.page',
    'sound.volume',
    'category.documents',
    'instruments.title',
    'instruments.stable',
    'survey.face',
    'survey.distance',
    'distance.contact',
    'severity.danger',
    'record.note',
    'setup.instruments',
    'setup.pack-version',
    'setup.rule-source',
    'setup.rule-version',
    'manager.title',
    'manager.version',
    'manager.instrument',
    'manager.kind.annotated',
    'manager.tab.instruments',
    'register.instrument',
    'register.port',
    'register.by',
    'debrief.source',
  ],
};
/** A value with its unit and no word: units are the same in every language. */
const UNITS: readonly string[] = ['declaration.grams', 'background.value', 'distance.1m'];

function sorted(names: readonly string[]): string[] {
  return names.toSorted();
}
/** Whether a text says anything besides its values: `{item}: {outcome}` does not. */
function hasWords(text: string): boolean {
  return /\p{L}/u.test(text.replace(/\{[^}]*\}/g, ''));
}
/** The text with plain spaces for those that keep a line together. */
function plain(text: string): string {
  return text.replace(/\s/g, ' ');
}
function keysWhere(messages: Messages, wrong: (text: string, key: string) => boolean): string[] {
  return Object.entries(messages).flatMap(([key, text]) => (wrong(text, key) ? [key] : []));
}
function messagesOf(language: string): Messages {
  const found = translations.find((one) => one.language === language);
  if (found === undefined) throw new Error(`no locale file ${language}.json`);
  return found.messages;
}

describe.each(translations)('the locale $language', ({ language, messages }) => {
  it('has the keys of English, in the same order', () => {
    expect(Object.keys(messages)).toEqual(Object.keys(english));
  });

  it('has no empty text, and none with blanks around it', () => {
    expect(keysWhere(messages, (text) => text === '' || text !== text.trim())).toEqual([]);
  });

  it('has the placeholders of English', () => {
    const wrong = keysWhere(messages, (text, key) => {
      const expected = sorted(placeholders(english[key] ?? ''));
      return sorted(placeholders(text)).join() !== expected.join();
    });
    expect(wrong).toEqual([]);
  });

  it('leaves no text in English, except words that are the same', () => {
    const same = keysWhere(
      messages,
      (text, key) =>
        hasWords(text) && plain(text) === plain(english[key] ?? '') && !UNITS.includes(key),
    );
    expect(sorted(same)).toEqual(sorted(SAME_AS_ENGLISH[language] ?? []));
  });

  it('compiles: values come in, no brace is left', () => {
    const text = createText();
    text.global.locale.value = language;
    const wrong = keysWhere(messages, (message, key) => {
      const values = Object.fromEntries(placeholders(message).map((name) => [name, `<${name}>`]));
      const shown = text.global.t(key, values);
      return shown !== message.replace(/\{([A-Za-z0-9-]+)\}/g, '<$1>') || /[{}]/.test(shown);
    });
    expect(wrong).toEqual([]);
  });

  it('has no straight quotes', () => {
    expect(keysWhere(messages, (text) => /["']/.test(text))).toEqual([]);
  });

  it('has a word of its own for every outcome', () => {
    const words = OUTCOMES.map((outcome) => messages[`outcomes.${outcome}`]);
    expect(new Set(words).size).toBe(OUTCOMES.length);
  });
});

describe('French', () => {
  it('keeps punctuation, percent and units on the line of what they belong to', () => {
    const breaks = / [:;?!»%]|« |[\d}] (?:g|s|m|min|µSv\/h)(?![\p{L}])/u;
    expect(keysWhere(messagesOf('fr'), (text) => breaks.test(text))).toEqual([]);
  });
});

describe('Arabic', () => {
  const arabic = messagesOf('ar');

  it('is written in Arabic letters', () => {
    const wrong = keysWhere(arabic, (text) => hasWords(text) && !/\p{Script=Arabic}/u.test(text));
    expect(sorted(wrong)).toEqual(sorted(UNITS));
  });

  it('leaves the marks of direction to the program', () => {
    const marks = /[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/;
    expect(keysWhere(arabic, (text) => marks.test(text))).toEqual([]);
  });

  it('has Arabic commas, semicolons and question marks', () => {
    expect(keysWhere(arabic, (text) => /[,;?]/.test(text))).toEqual([]);
  });
});
