import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import {
  benchInstruments,
  checkInstruments,
  instrumentId,
} from '../../../shared/measure/bench-instruments.ts';
import {
  INSTRUMENT_KINDS,
  isFirst,
  PROTOCOL_IDS,
  type ProtocolId,
} from '../../../shared/measure/instrument.ts';

const listSchema = z
  .array(
    z.strictObject({
      id: instrumentId,
      kind: z.enum(INSTRUMENT_KINDS).optional(),
      protocol: z.enum(PROTOCOL_IDS),
    }),
  )
  .superRefine(checkInstruments);

type Listed = z.input<typeof listSchema>[number];

const of = (protocol: ProtocolId, ...ids: string[]): Listed[] =>
  ids.map((id) => ({ id, protocol }));

/** What is wrong with a list, place and sentence; nothing when it is a bench. */
function problems(instruments: readonly Listed[]): string[] {
  const { error } = listSchema.safeParse(instruments);
  return error?.issues.map(({ path, message }) => `${path.join('.')}: ${message}`) ?? [];
}

describe('the instruments of a bench', () => {
  it.each([
    ['one of each kind', [...of('mt-sics', 'scale'), ...of('gq-gmc', 'dosimeter')]],
    ['further ones in any order', of('mt-sics', 'scale-9', 'scale-2', 'scale')],
    [
      'twelve',
      [
        ...of('mt-sics', 'scale', 'scale-2', 'scale-3', 'scale-4', 'scale-5', 'scale-6'),
        ...of('line-scanner', 'scanner', 'scanner-2', 'scanner-3'),
        ...of('gq-gmc', 'dosimeter', 'dosimeter-2', 'dosimeter-3'),
      ],
    ],
  ])('may be %s', (_name, instruments) => {
    expect(problems(instruments)).toEqual([]);
  });

  it.each([
    [
      'twice the same',
      of('mt-sics', 'scale', 'scale'),
      /^1\.id: there is a scale already; .*scale-2/,
    ],
    ['a further one alone', of('mt-sics', 'scale-2'), /^0\.id: .* there is none called scale$/],
    [
      'a further one of another kind',
      of('mt-sics', 'scale', 'scanner-2'),
      /^1\.id: mt-sics is the/,
    ],
    ['a number one', of('mt-sics', 'scale', 'scale-1'), /^1\.id: the bench's instruments are/],
    ['a number of two digits', of('mt-sics', 'scale', 'scale-10'), /^1\.id: the bench's/],
    ['another name', of('mt-sics', 'scale', 'scale-left'), /^1\.id: the bench's/],
  ])('may not be %s', (_name, instruments, problem) => {
    expect(problems(instruments)).toEqual([expect.stringMatching(problem)]);
  });

  it('are twelve at most', () => {
    const scales = Array.from({ length: 8 }, (_, index) => `scale-${index + 2}`);
    const instruments = [
      ...of('mt-sics', 'scale', ...scales),
      ...of('gq-gmc', 'dosimeter', 'dosimeter-2', 'dosimeter-3', 'dosimeter-4'),
    ];
    expect(problems(instruments)).toEqual(['12.id: a bench has 12 instruments at most']);
  });
});

describe('the first instrument of a kind', () => {
  it('is the one that is named after it', () => {
    expect(isFirst({ id: 'scale', kind: 'scale' })).toBe(true);
    expect(isFirst({ id: 'scale-2', kind: 'scale' })).toBe(false);
  });
});

describe('the type plate of a scale', () => {
  const plate = { class: 'III', e: '2 g', min: '40 g', max: '6 kg' };
  const on = (protocol: 'mt-sics' | 'gq-gmc', verification: object) => {
    const id = protocol === 'mt-sics' ? 'scale' : 'dosimeter';
    const one = { id, kind: id, protocol, transport: { kind: 'virtual', seed: 1 } };
    const { error } = benchInstruments.safeParse([{ ...one, verification }]);
    return error?.issues.map(({ message }) => message) ?? [];
  };

  it('has class, e, Min and Max, and a day where the site keeps one', () => {
    expect(on('mt-sics', plate)).toEqual([]);
    expect(on('mt-sics', { ...plate, due: '2027-12-31' })).toEqual([]);
  });

  it.each([
    [{ ...plate, min: '6 kg' }, 'min is not below max'],
    [{ ...plate, e: '2' }, '"2" is no load; write it like 40 g or 6 kg'],
    [{ ...plate, max: '0 kg' }, '"0 kg" is no load; write it like 40 g or 6 kg'],
  ])('that cannot be is refused: %j', (wrong, why) => {
    expect(on('mt-sics', wrong)).toContain(why);
  });

  it('is a scale’s only', () => {
    expect(on('gq-gmc', plate)).toEqual([
      "dosimeter is no scale: class, e, Min and Max are a scale's",
    ]);
  });
});

it('a unit is stated for a Toledo 8217 scale only', () => {
  const messages = (protocol: ProtocolId, unit: string): string[] => {
    const transport = { kind: 'virtual', seed: 1 };
    const one = { id: 'scale', kind: 'scale', protocol, transport, unit };
    return benchInstruments.safeParse([one]).error?.issues.map(({ message }) => message) ?? [];
  };
  expect(messages('toledo-8217', 'kg')).toEqual([]);
  expect(messages('toledo-8217', 'lb')).toEqual([]);
  expect(messages('toledo-8217', 'g')).toHaveLength(1);
  expect(messages('mt-sics', 'kg')).toEqual(['only toledo-8217 takes a unit: mt-sics has its own']);
});
