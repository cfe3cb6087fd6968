import { describe, expect, it } from 'vitest';
import { runStation } from '../../support/run-station.ts';

/** Each call reads all that is known: seconds, and more beside other work. */
const SLOW_MS = 120_000;

describe('station search', { timeout: SLOW_MS }, () => {
  it('answers one object a result over the shipped knowledge, as many as asked for', () => {
    const { status, answers } = runStation('search', 'lithium', 'battry', '--limit', '2');
    expect(status).toBe(0);
    expect(answers).toHaveLength(2);
    expect(answers[0]).toMatchObject({
      categories: ['lithium-batteries'],
      post: 'no',
      class: '9',
      matched: { how: 'typo' },
    });
  });

  it('names goods in the language that is asked for', () => {
    const { answers } = runStation('search', 'UN3480', '--limit', '1', '--language', 'fr');
    expect(answers[0]).toMatchObject({ un: ['3480'], title: expect.stringMatching(/batterie/i) });
  });

  it('says that nothing is known with exit code 1, and what is used wrongly with 2', () => {
    expect(runStation('search', 'qqqqqqqq')).toMatchObject({ status: 1, answers: [] });
    expect(runStation('search').status).toBe(2);
    expect(runStation('search', 'oil', '--language', 'xx').status).toBe(2);
    expect(runStation('search', 'oil', '--limit', 'many').status).toBe(2);
  });
});
