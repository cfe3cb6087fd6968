import { describe, expect, it } from 'vitest';
import { FAULT_CODES } from '../../../shared/measure/reading.ts';
import { GOODS_CATEGORIES } from '../../../shared/goods/categories.ts';
import { CONCEALMENTS, DETECTION_METHODS } from '../../../shared/records/taxonomy.ts';
import { FACTS } from '../../../shared/rules/facts.ts';
import { PROCEDURES, SECTORS } from '../../../shared/rules/sectors.ts';
import { MISSING_RULES } from '../../../shared/session/missing.ts';
import { HAZARD_LABELS, OUTCOMES, SEVERITIES } from '../../../shared/words.ts';
import en from '../../../renderer/locales/en.json' with { type: 'json' };
import { createText, placeholders, withMicroSign } from '../../../renderer/locales/text.ts';

const screen = Object.entries(
  import.meta.glob<string>('../../../renderer/**/*.{vue,ts}', {
    query: '?raw',
    import: 'default',
    eager: true,
  }),
);
const backend = Object.values(
  import.meta.glob<string>(['../../../electron/core/**/*.ts', '../../../shared/session/**/*.ts'], {
    query: '?raw',
    import: 'default',
    eager: true,
  }),
);
const packs = Object.values(
  import.meta.glob<string>('../../../resources/rule-packs/*.yaml', {
    query: '?raw',
    import: 'default',
    eager: true,
  }),
);
const keys = new Set(Object.keys(en));

function missing(used: readonly string[]): string[] {
  return [...new Set(used)].filter((key) => !keys.has(key));
}
function matches(text: string, pattern: RegExp): string[] {
  return [...text.matchAll(pattern)].map((match) => match[1] ?? '');
}

describe('the English locale', () => {
  it.each(screen)('has every key that %s uses', (_, source) => {
    const used = matches(source, /\b(?:t|lookUp)\(\s*'([a-z.-]+)'/g);
    expect(missing(used)).toEqual([]);
  });

  it('has every todo, why and step that core and rules send', () => {
    const sent = backend.flatMap((source) => matches(source, /'((?:todo|why|steps)\.[a-z-]+)'/g));
    const steps = packs.flatMap((pack) => matches(pack, /\b(steps\.[a-z-]+)/g));
    const used = [...sent, ...steps];
    expect(used.length).toBeGreaterThan(20);
    expect(missing(used)).toEqual([]);
  });

  it('has a sentence for every rule', () => {
    const rules = packs.flatMap((pack) => matches(pack, /^\s*- id: (\S+)$/gm));
    expect(rules.length).toBeGreaterThan(5);
    expect(missing([...rules, ...MISSING_RULES].map((rule) => `rules.${rule}`))).toEqual([]);
  });

  it('has a name for every fact', () => {
    expect(missing(Object.keys(FACTS).map((fact) => `facts.${fact}`))).toEqual([]);
  });

  it('has the words for every fault, severity and outcome', () => {
    expect(
      missing([
        ...FAULT_CODES.map((code) => `faults.${code}`),
        ...SEVERITIES.map((severity) => `severity.${severity}`),
        ...OUTCOMES.map((outcome) => `outcomes.${outcome}`),
      ]),
    ).toEqual([]);
  });

  it.each([
    ['sector', SECTORS],
    ['goods-procedure', PROCEDURES],
    ['goods-category', GOODS_CATEGORIES],
    ['found-method', DETECTION_METHODS],
    ['concealment', CONCEALMENTS],
    ['labels.hazard', HAZARD_LABELS],
  ] as const)('has a word for every %s', (kind, ids) => {
    expect(missing(ids.map((id) => `${kind}.${id}`))).toEqual([]);
  });

  it('fills rules with the names of facts that the rule packs use', () => {
    const facts = packs.flatMap((pack) => matches(pack, /fact: ([a-z0-9.-]+)|\{[a-z.-]+\}/g));
    const named = packs.flatMap((pack) => matches(pack, /\{([a-z0-9.-]+)\}/g));
    const known = new Set([...facts, ...named].map((fact) => fact.replaceAll('.', '-')));
    const own: ReadonlySet<string> = new Set(MISSING_RULES.map((rule) => `rules.${rule}`));
    const used = Object.entries(en)
      .filter(([key]) => key.startsWith('rules.') && !own.has(key))
      .flatMap(([, sentence]) => placeholders(sentence));
    expect(used.filter((name) => !known.has(name))).toEqual([]);
  });

  it.each(Object.entries(en))('compiles %s', (key, message) => {
    const values = Object.fromEntries(placeholders(message).map((name) => [name, `<${name}>`]));
    const expected = message.replace(/\{([A-Za-z0-9-]+)\}/g, '<$1>');
    expect(createText().global.t(key, values)).toBe(expected);
  });

  it('neither apologises nor speaks of itself', () => {
    const wrong = Object.values(en).filter((text) => /\b(we|oops|sorry|please)\b/i.test(text));
    expect(wrong).toEqual([]);
  });
});

describe('units', () => {
  it.each([
    ['0.12 uSv/h', '0.12 µSv/h'],
    ['12 uR/h', '12 µR/h'],
    ['1 mSv/h', '1 mSv/h'],
  ])('%s is written %s', (recorded, written) => {
    expect(withMicroSign(recorded)).toBe(written);
  });
});
