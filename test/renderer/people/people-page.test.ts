// @vitest-environment happy-dom
import { enableAutoUnmount } from '@vue/test-utils';
import { afterEach, describe, expect, it } from 'vitest';
import { administrator } from '../fixtures.ts';
import { mountApp } from '../mount-app.ts';
import { refuseOnce } from '../refuse.ts';

enableAutoUnmount(afterEach);

async function openPage() {
  const app = await mountApp(administrator);
  const rows = () => app.wrapper.findAll('[data-testid="people-row"]');
  return {
    ...app,
    rows,
    async choose(badge: string): Promise<void> {
      const row = rows().find((known) => known.attributes('data-badge') === badge);
      await row?.find('[data-testid="people-change"]').trigger('click');
    },
  };
}

describe('the people of a station', () => {
  it('are listed with role and state in words', async () => {
    const { rows } = await openPage();
    const texts = rows().map((row) => row.text());
    expect(texts[0]).toMatch(/1042.*Ada Officer.*Operator.*Active/s);
    expect(texts[1]).toContain('after wrong PINs');
    expect(texts[2]).toMatch(/Name erased.*cannot sign in/s);
  });

  it('say why the list cannot be read again', async () => {
    const { station, find, choose, submit } = await openPage();
    const message = 'This is for administrators only.';
    station.people.mockResolvedValueOnce({ ok: false, error: { code: 'not-allowed', message } });
    await choose('1042');
    await submit('people-save');
    expect(find('refusal').text()).toContain(message);
  });
});

describe('adding somebody', () => {
  async function fill(app: Awaited<ReturnType<typeof openPage>>, again = '902714') {
    await app.write('people-badge', 'B-77');
    await app.write('people-name', 'Eve New');
    await app.write('people-role', 'trainer');
    await app.write('people-pin', '902714');
    await app.write('people-pin-again', again);
    await app.submit('people-add');
  }

  it('sends the new account, says so and reads the list again', async () => {
    const app = await openPage();
    await fill(app);
    expect(app.station.intent.mock.calls).toEqual([
      [{ kind: 'add-person', badge: 'B-77', name: 'Eve New', role: 'trainer', pin: '902714' }],
    ]);
    expect(app.find('people-done').text()).toBe('B-77 was added.');
    expect(app.station.people).toHaveBeenCalledTimes(2);
    expect((app.find('people-pin').element as HTMLInputElement).value).toBe('');
  });

  it('sends nothing while the two PINs differ', async () => {
    const app = await openPage();
    await fill(app, '902715');
    expect(app.station.intent).not.toHaveBeenCalled();
    expect(app.find('add-person-form').text()).toContain('not the same');
  });

  it('keeps what was written when it is refused', async () => {
    const app = await openPage();
    refuseOnce(app.station, 'why.badge-taken');
    await fill(app);
    expect(app.find('refusal').text()).toContain('given already');
    expect((app.find('people-badge').element as HTMLInputElement).value).toBe('B-77');
    expect(app.find('people-done').text()).toBe('');
  });
});

describe('changing somebody', () => {
  it('sends role and state', async () => {
    const app = await openPage();
    await app.choose('1042');
    await app.write('people-role', 'supervisor');
    await app.write('people-active', 'inactive');
    await app.submit('people-save');
    expect(app.station.intent.mock.calls).toEqual([
      [{ kind: 'change-person', badge: '1042', role: 'supervisor', active: false }],
    ]);
  });

  it('is not offered for the own account', async () => {
    const app = await openPage();
    await app.choose('9001');
    expect(app.find('people-own').exists()).toBe(true);
    expect(app.find('people-save').exists()).toBe(false);
  });

  it('gives a new PIN, with a second person where the site wants one', async () => {
    const app = await openPage();
    await app.choose('1042');
    refuseOnce(app.station, 'why.second-person-needed');
    await app.write('reset-pin', '902714');
    await app.write('reset-pin-again', '902714');
    await app.submit('people-reset-pin');
    await app.write('second-who', '3001');
    await app.write('second-pin', '246810');
    await app.submit('second-confirm');
    expect(app.station.intent.mock.calls).toEqual([
      [{ kind: 'reset-pin', badge: '1042', pin: '902714' }],
      [{ kind: 'reset-pin', badge: '1042', pin: '902714', second: { who: '3001', pin: '246810' } }],
    ]);
    expect(app.find('people-done').text()).toBe('1042 has a new PIN.');
  });

  it('ends with adding another', async () => {
    const app = await openPage();
    await app.choose('1042');
    await app.click('people-new');
    expect(app.find('add-person-form').exists()).toBe(true);
  });
});
