// @vitest-environment happy-dom
import { DOMWrapper, enableAutoUnmount, flushPromises } from '@vue/test-utils';
import { afterEach, describe, expect, it } from 'vitest';
import { collecting, collectingSession } from '../fixtures.ts';
import { mountApp } from '../mount-app.ts';

enableAutoUnmount(afterEach);

describe('labels on the parcel', () => {
  it('says that nothing was noted, or that nothing was seen', async () => {
    const { wrapper } = await mountApp(collecting);
    expect(wrapper.find('[data-testid="labels"]').text()).toBe('not noted');
    const labels = { un: [], hazards: [] };
    const seen = await mountApp({ ...collecting, session: { ...collectingSession, labels } });
    expect(seen.wrapper.find('[data-testid="labels"]').text()).toBe('none seen');
  });

  it('names numbers and labels', async () => {
    const labels = { un: ['2911'], hazards: ['class-7' as const] };
    const { wrapper } = await mountApp({
      ...collecting,
      session: { ...collectingSession, labels },
    });
    expect(wrapper.find('[data-testid="labels"]').text()).toBe('UN 2911, 7 Radioactive');
  });

  const note = async (text: string, ...hazards: string[]) => {
    const { find, station } = await mountApp(collecting);
    await find('labels-edit').trigger('click');
    await flushPromises();
    const within = new DOMWrapper(document.body);
    await within.find('[data-testid="labels-un"]').setValue(text);
    for (const hazard of hazards) {
      await within.find(`[data-testid="labels-${hazard}"]`).setValue(true);
    }
    await within.find('#labels-form').trigger('submit');
    await flushPromises();
    return station.intent.mock.calls.map(([intent]) => intent);
  };

  it('reads numbers in the digits of any script', async () => {
    expect(await note('UN ٣٤٨٠')).toEqual([{ kind: 'note-labels', un: ['3480'], hazards: [] }]);
  });

  it('sends what is ticked as values that the bridge can copy', async () => {
    const sent = await note('', 'class-3', 'lithium');
    expect(structuredClone(sent)).toEqual([
      { kind: 'note-labels', un: [], hazards: ['class-3', 'lithium'] },
    ]);
  });

  it.each(['lithium', 'UN', 'UN ٣٤٨'])(
    'never records "%s" as that nothing was seen',
    async (text) => {
      expect(await note(text)).toEqual([]);
    },
  );
});
