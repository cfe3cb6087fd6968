// @vitest-environment happy-dom
import { enableAutoUnmount, flushPromises } from '@vue/test-utils';
import { afterEach, describe, expect, it } from 'vitest';
import { danger, idle, prompted } from '../fixtures.ts';
import { mountApp } from '../mount-app.ts';

enableAutoUnmount(afterEach);

const LABEL = 'RR473124829US';

let clockMs = 1000;
/** Keys at a given pace, on whatever has the focus; true for each that the screen kept to itself. */
async function type(keys: readonly string[], gapMs = 10): Promise<readonly boolean[]> {
  const kept = keys.map((key) => {
    const event = new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true });
    Object.defineProperty(event, 'timeStamp', { value: (clockMs += gapMs) });
    (document.activeElement ?? document.body).dispatchEvent(event);
    return event.defaultPrevented;
  });
  clockMs += 5000;
  await flushPromises();
  return kept;
}

const scanOf = (text: string, repeat = false) => ({ kind: 'wedge-scan', text, repeat });

describe('a scanner that types', () => {
  it('is heard as a scanner, whatever has the focus, and its Enter presses nothing', async () => {
    const { find, station } = await mountApp(prompted);
    (find('put-aside').element as HTMLElement).focus();
    const kept = await type([...LABEL, 'Enter']);
    expect(kept.at(-1)).toBe(true);
    expect(station.intent.mock.calls).toEqual([[scanOf(LABEL)]]);
  });

  it('is heard under a danger, too, and acknowledges nothing', async () => {
    const { station } = await mountApp(danger);
    await type([...LABEL, 'Enter']);
    expect(station.intent.mock.calls).toEqual([[scanOf(LABEL)]]);
  });

  it('is heard in the field for a label, which is empty afterwards', async () => {
    const { find, station, write } = await mountApp(idle);
    (find('type-identity').element as HTMLElement).focus();
    await write('type-identity', LABEL);
    await type([...LABEL, 'Enter']);
    expect(station.intent.mock.calls).toEqual([[scanOf(LABEL)]]);
    expect((find('type-identity').element as HTMLInputElement).value).toBe('');
  });

  it('loses no label while another intent is on its way', async () => {
    const { station } = await mountApp(idle);
    const accepted = { ok: true as const, value: { accepted: true as const, seq: 7 } };
    let answer: (() => void) | undefined;
    station.intent.mockImplementationOnce(
      () => new Promise((resolve) => (answer = () => resolve(accepted))),
    );
    await type([...LABEL, 'Enter']);
    await type([...'LX876543216DE', 'Enter']);
    expect(station.intent).toHaveBeenCalledTimes(1);
    answer?.();
    await flushPromises();
    expect(station.intent.mock.calls).toEqual([[scanOf(LABEL)], [scanOf('LX876543216DE')]]);
  });

  it.each<[string, readonly string[], readonly string[], readonly string[]]>([
    ['a gap', [...'PKG-000123-'], [...'4711', 'Enter'], ['cut']],
    ['a short end behind a gap', [...'PKG-000123-47'], ['1', 'Enter'], ['cut']],
    ['F8 for GS', [], [...'ABC123', 'F8', ...'4567', 'Enter'], ['cut', 'layout']],
    ['a dead key', [], [...'RR47', 'Dead', ...'4829US', 'Enter'], ['cut', 'layout']],
  ])('is not believed with %s: nothing is sent, and words say so', async (_, head, tail, traps) => {
    const { find, station, wrapper } = await mountApp(prompted);
    (find('put-aside').element as HTMLElement).focus();
    await type(head);
    clockMs += 55 - 10 - 5000;
    expect((await type(tail)).at(-1)).toBe(true);
    expect(station.intent).not.toHaveBeenCalled();
    const shown = wrapper.findAll('[data-testid="wedge-trap"]');
    expect(shown.map((one) => one.attributes('data-trap'))).toEqual(traps);
    expect(shown[0]?.text()).toContain('A part of the label is missing');
    await type([...LABEL, 'Enter']);
    expect(station.intent.mock.calls).toEqual([[scanOf(LABEL)]]);
  });

  it.each([
    ['gs-lost', ']C1400ORDER-700106141412345678908', 'separator GS of this label is lost'],
    ['layout', 'КК473124829ГЫ', 'another keyboard layout'],
    ['caps-lock', 'rr473124829us', 'Switch it off'],
  ])('with the trap %s is explained in words', async (trap, text, words) => {
    const { wrapper } = await mountApp(idle);
    await type([...text, 'Enter']);
    const shown = wrapper.findAll('[data-testid="wedge-trap"]');
    expect(shown.map((one) => one.attributes('data-trap'))).toEqual([trap]);
    expect(shown[0]?.text()).toContain(words);
    await type([...LABEL, 'Enter']);
    expect(wrapper.find('[data-testid="wedge-trap"]').exists()).toBe(false);
  });
});

describe('somebody who types', () => {
  it('is left alone: nothing is sent, Enter keeps its meaning', async () => {
    const { find, station } = await mountApp(prompted);
    (find('put-aside').element as HTMLElement).focus();
    expect(await type([...LABEL, 'Enter'], 120)).not.toContain(true);
    expect(station.intent).not.toHaveBeenCalled();
  });

  it('in a text field keeps every key, however fast', async () => {
    const { find, station, click } = await mountApp(prompted);
    await click('put-aside');
    const field = find('override-reason').element;
    expect(field).toBe(document.activeElement);
    expect(await type([...LABEL, 'Enter'])).not.toContain(true);
    expect(station.intent).not.toHaveBeenCalled();
  });
});
