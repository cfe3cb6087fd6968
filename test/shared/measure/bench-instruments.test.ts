import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { checkInstruments, instrumentId } from '../../../shared/measure/bench-instruments.ts';
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
