import { describe, expect, it } from 'vitest';
import { factsOf } from '../../../shared/session/facts.ts';
import {
  declaring,
  found,
  measuredFace,
  playSession,
  rules,
  scanned,
} from '../../support/session-fixtures.ts';

/** Whether an alarm on two faces alike is explained by what is declared. */
function explainedBy(description: string | null, code: string | null = null) {
  const alarms = [...measuredFace('top', 0.6), ...measuredFace('bottom', 0.6)];
  const item = declaring([{ description, hs_code: code }]);
  const state = playSession(scanned('CP102030419NL'), found(item), ...alarms);
  return factsOf(state, rules)['radiation.explained'];
}

describe('goods that are radioactive by nature', () => {
  it('are known by their tariff code', () => {
    expect(explainedBy(null, '3104.20')).toMatchObject({ value: true });
  });

  it.each(['potash fertiliser 5 kg', 'granite tiles', 'cloruro de potasio', '肥料 钾肥'])(
    'are known by their description as well: %s',
    (text) => {
      const fact = explainedBy(text);
      expect(fact).toMatchObject({ value: true });
      expect(fact).toMatchObject({
        shown: expect.stringMatching(/ in .* \(described in line 1\)/) as string,
      });
    },
  );

  it.each(['cotton t-shirt', 'gift', 'stand for granite tiles', 'banana print shirt'])(
    'are not what %s is',
    (text) => {
      expect(explainedBy(text)).toMatchObject({ value: false });
    },
  );
});
