// @vitest-environment happy-dom
import { enableAutoUnmount, flushPromises } from '@vue/test-utils';
import { afterEach, describe, expect, it } from 'vitest';
import { decisions, idle, prompted, promptSession } from '../fixtures.ts';
import { mountApp } from '../mount-app.ts';
import { onPage } from '../on-page.ts';

enableAutoUnmount(afterEach);

const open = { ...prompted, session: { ...promptSession, prompts: [], decisions: decisions() } };
const found = {
  categories: ['narcotics', 'tobacco'],
  method: 'x-ray',
  concealment: 'false-bottom',
} as const;

async function touch(...ids: string[]): Promise<void> {
  for (const id of ids) {
    (onPage(id) as HTMLElement).click();
    await flushPromises();
  }
}

const ALL = ['found-method-x-ray', 'found-tobacco', 'found-concealment-false-bottom'] as const;

describe('what was found', () => {
  it('goes with the decision, one touch for each part of it', async () => {
    const { click, station } = await mountApp(open);
    await click('found-open');
    await touch(...ALL, 'found-narcotics', 'found-decide-seize');
    expect(station.intent.mock.calls).toEqual([[{ kind: 'decide', outcome: 'seize', found }]]);
    await expect.poll(() => onPage('found')).toBeNull();
  });

  it('opens by its key, and the keys of the outcomes decide there as well', async () => {
    const { press, station } = await mountApp(open);
    await press('D', { ctrlKey: true });
    await touch('found-method-dog');
    onPage('found')?.dispatchEvent(new KeyboardEvent('keydown', { key: 'F7', bubbles: true }));
    await flushPromises();
    const said = { categories: [], method: 'dog', concealment: null };
    expect(station.intent.mock.calls).toEqual([
      [{ kind: 'decide', outcome: 'detain', found: said }],
    ]);
  });

  it('is left out where nothing is said, and no decision waits for it', async () => {
    const { click, press, station } = await mountApp(open);
    await press('F8');
    await click('found-open');
    await touch('found-decide-hold');
    expect(station.intent.mock.calls).toEqual([
      [{ kind: 'decide', outcome: 'seize' }],
      [{ kind: 'decide', outcome: 'hold' }],
    ]);
  });

  it('is kept while a reason is written', async () => {
    const unmeasured = decisions({ seize: { state: 'reason', why: 'why.not-measured' } });
    const { click, write, submit, station } = await mountApp({
      ...prompted,
      session: { ...promptSession, decisions: unmeasured },
    });
    await click('found-open');
    await touch(...ALL, 'found-narcotics', 'found-decide-seize');
    await write('override-reason', 'a knife was found');
    await submit('override-confirm');
    const reason = 'a knife was found';
    expect(station.intent.mock.calls).toEqual([
      [{ kind: 'override', outcome: 'seize', reason, found }],
    ]);
  });

  it('does not go with a decision that was chosen without it later', async () => {
    const reasons = decisions({
      seize: { state: 'reason', why: 'why.not-measured' },
      hold: { state: 'reason', why: 'why.not-measured' },
    });
    const { click, press, write, submit, station } = await mountApp({
      ...prompted,
      session: { ...promptSession, decisions: reasons },
    });
    await click('found-open');
    await touch(...ALL, 'found-decide-seize');
    await press('Escape');
    await press('F6');
    await write('override-reason', 'no scale');
    await submit('override-confirm');
    expect(station.intent.mock.calls).toEqual([
      [{ kind: 'override', outcome: 'hold', reason: 'no scale' }],
    ]);
  });

  it('decides nothing twice: an outcome key on the bench below does nothing meanwhile', async () => {
    const { click, press, station } = await mountApp(open);
    await click('found-open');
    await press('F6');
    expect(station.intent).not.toHaveBeenCalled();
  });

  it('is of one parcel: the next one begins with nothing said', async () => {
    const { click, pushBench } = await mountApp(open);
    await click('found-open');
    await touch('found-tobacco');
    await pushBench({ ...open, session: { ...open.session, id: 'the-next' } });
    await expect.poll(() => onPage('found')).toBeNull();
    await click('found-open');
    expect((onPage('found-tobacco') as HTMLInputElement).checked).toBe(false);
  });

  it('is not asked without a parcel', async () => {
    const { find, press } = await mountApp(idle);
    expect(find('found-open').exists()).toBe(false);
    await press('D', { ctrlKey: true });
    expect(onPage('found')).toBeNull();
  });
});
