import { describe, expect, it } from 'vitest';
import { createRegister, type By } from '../../../../electron/core/accounts/register.ts';
import { openOk, temporaryFolder } from '../store/support.ts';
import { CHEAP, OTHER_PIN, PIN } from './rig.ts';

const BY: By = { actor: 'station', more: { via: 'cli' } };

function openRegister() {
  const records = openOk(temporaryFolder());
  const register = createRegister({ mode: 'live', records, cost: CHEAP });
  const add = (badge: string, role: 'administrator' | 'operator') =>
    register.add({ badge, name: `Name ${badge}`, role, pin: PIN }, BY).refused;
  return { records, register, add };
}

describe('the register of a station', () => {
  it('begins with an administrator, so that somebody can add the others', () => {
    const { add } = openRegister();
    expect([add('B-1', 'operator'), add('B-9', 'administrator'), add('B-1', 'operator')]).toEqual([
      'why.administrator-first',
      null,
      null,
    ]);
  });

  it('keeps the last administrator who can sign in', () => {
    const { records, register, add } = openRegister();
    add('B-9', 'administrator');
    add('B-8', 'administrator');
    const lost = { badge: 'B-7', role: 'administrator', name: { personal: 'Lost' } } as const;
    records.append([{ kind: 'person-added', session: null, actor: 'station', body: lost }], null);
    const answers = [
      register.change('B-9', { active: false }, BY),
      // Neither the disabled one nor the one whose PIN is lost is a way in.
      register.change('B-8', { active: false }, BY),
      register.change('B-8', { role: 'manager' }, BY),
      register.setPin('B-7', OTHER_PIN, BY),
      register.change('B-8', { role: 'manager' }, BY),
    ];
    expect(answers.map(({ refused }) => refused)).toEqual([
      null,
      'why.last-administrator',
      'why.last-administrator',
      null,
      null,
    ]);
  });

  it('says in each record who did it, and by which way', () => {
    const { records, register, add } = openRegister();
    add('B-9', 'administrator');
    register.setPin('b-9', OTHER_PIN, BY);
    const [added, set] = [records.event(2), records.event(3)];
    expect([added?.actor, added?.body]).toEqual([
      'station',
      { badge: 'B-9', role: 'administrator', name: 'Name B-9', via: 'cli' },
    ]);
    expect([set?.kind, set?.body]).toEqual(['pin-set', { badge: 'B-9', via: 'cli' }]);
  });

  it('knows nobody by a badge that was never given', () => {
    const { register } = openRegister();
    expect([
      register.change('B-1', { active: true }, BY).refused,
      register.setPin('B-1', PIN, BY).refused,
      register.find('B-1'),
      register.findWho('Nobody'),
    ]).toEqual(['why.no-person', 'why.no-person', null, null]);
  });

  it('finds nobody by a name that was erased', () => {
    const { records, register, add } = openRegister();
    add('B-9', 'administrator');
    records.keys.destroy(['person:B-9']);
    const left = { badge: 'B-9', role: 'administrator', active: true, name: null };
    expect(register.people()).toEqual([left]);
    expect([register.findWho('Name B-9'), register.findWho('B-9')]).toEqual([null, left]);
  });
});
