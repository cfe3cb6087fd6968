// @vitest-environment happy-dom
import { enableAutoUnmount, flushPromises } from '@vue/test-utils';
import { afterEach, describe, expect, it } from 'vitest';
import type { BenchState } from '../../../shared/bridge/contract.ts';
import { collecting, notFound } from '../fixtures.ts';
import { mountApp } from '../mount-app.ts';
import { onPage } from '../on-page.ts';
import { refuseOnce } from '../refuse.ts';

enableAutoUnmount(afterEach);

const declaration = collecting.session!.declaration;
const entered = {
  ...collecting,
  session: { ...collecting.session!, declaration: { ...declaration, entered: true } },
} as BenchState;

/** The dialog lies outside the application's element. */
async function write(id: string, text: string): Promise<void> {
  const field = onPage(id) as HTMLInputElement;
  field.value = text;
  field.dispatchEvent(new Event(field.tagName === 'SELECT' ? 'change' : 'input'));
  await flushPromises();
}
async function press(id: string): Promise<void> {
  onPage(id)?.click();
  await flushPromises();
}
async function save(): Promise<void> {
  const form = onPage('all-gross')?.closest('form');
  form?.dispatchEvent(new Event('submit', { cancelable: true }));
  await flushPromises();
}

describe('the whole form', () => {
  it('goes on with what the quick form has, and sends all of it', async () => {
    const app = await mountApp(notFound);
    await app.write('declaration-description', 'Wool blanket');
    await app.click('declaration-more');
    expect((onPage('line-1-description') as HTMLInputElement).value).toBe('Wool blanket');
    await write('all-category', 'gift');
    await write('line-1-netG', '0.9 kg');
    await press('all-add-line');
    await write('line-2-description', 'Socks');
    await write('sender-company', 'Wool Ltd');
    await write('paper-invoiceNo', 'INV-7');
    await save();
    expect(app.station.intent.mock.calls).toMatchObject([
      [
        {
          kind: 'enter-declaration',
          declaration: {
            description: 'Wool blanket',
            rest: {
              category: 'gift',
              firstLine: { netG: '900' },
              furtherLines: [{ description: 'Socks' }],
              sender: { company: 'Wool Ltd', name: null },
              invoiceNo: 'INV-7',
            },
          },
        },
      ],
    ]);
    expect(onPage('declaration-all')).toBeNull();
  });

  it('says what is wrong beside the field, gives it the focus and sends nothing', async () => {
    const app = await mountApp(notFound);
    await app.write('declaration-description', 'Wool blanket');
    await app.click('declaration-more');
    await write('line-1-value', '12,50');
    expect(onPage('declaration-all')?.textContent).not.toContain('12.50.');
    await save();
    expect(onPage('declaration-all')?.textContent).toContain('Digits with a point');
    expect(document.activeElement).toBe(onPage('line-1-value'));
    expect(app.station.intent).not.toHaveBeenCalled();
  });

  it('comes back when the quick form is saved with something wrong in it', async () => {
    const app = await mountApp(notFound);
    await app.write('declaration-description', 'Wool blanket');
    await app.click('declaration-more');
    await write('sender-country', 'X');
    await press('all-close');
    expect(onPage('declaration-all')).toBeNull();
    await app.submit('declaration-save');
    expect((onPage('sender-country') as HTMLInputElement).value).toBe('X');
    expect(app.station.intent).not.toHaveBeenCalled();
  });

  it('stays with what was typed when core refuses it, and says why', async () => {
    const app = await mountApp(notFound);
    await app.write('declaration-description', 'Wool blanket');
    await app.click('declaration-more');
    refuseOnce(app.station, 'why.item-already-declared', 'A manifest arrived.');
    await save();
    expect(onPage('declaration-all')?.querySelector('[role="alert"]')).not.toBeNull();
  });

  it('has as many lines as one adds, and loses those that one removes', async () => {
    const app = await mountApp(notFound);
    await app.click('declaration-more');
    await press('all-add-line');
    await press('all-add-line');
    await write('line-2-description', 'second');
    await write('line-3-description', 'third');
    await press('line-2-remove');
    expect((onPage('line-2-description') as HTMLInputElement).value).toBe('third');
    for (let line = 3; line <= 20; line += 1) await press('all-add-line');
    expect(onPage('line-20-description')).not.toBeNull();
    expect(onPage('all-add-line')).toBeNull();
  });
});

describe('what was copied from the form', () => {
  it('is corrected in the form that has all that was entered', async () => {
    const app = await mountApp(entered);
    const before = { description: 'Books', grossG: '2000', originCountry: 'DE' };
    app.station.enteredDeclaration.mockResolvedValueOnce({
      ok: true,
      value: { declaration: before },
    });
    await app.click('declaration-correct');
    expect((onPage('all-gross') as HTMLInputElement).value).toBe('2000');
    await write('all-gross', '2100');
    await save();
    expect(app.station.intent).toHaveBeenCalledWith({
      kind: 'enter-declaration',
      declaration: { ...before, grossG: '2100' },
    });
  });

  it('is no more to be corrected once a manifest said otherwise', async () => {
    const app = await mountApp(entered);
    await app.click('declaration-correct');
    expect(onPage('declaration-all')).toBeNull();
    await app.pushBench(collecting);
    expect(app.find('declaration-correct').exists()).toBe(false);
  });
});

describe('what only some declarations say', () => {
  it('is shown where it is said: referral, offices, companies', async () => {
    const more = { referral: 'RFS', originOffice: 'DEFRAA', senderCompany: 'Wool Ltd' };
    const session = { ...collecting.session!, declaration: { ...declaration, ...more } };
    const { wrapper, pushBench } = await mountApp({ ...collecting, session } as BenchState);
    const text = () => wrapper.find('.declaration').text();
    expect(text()).toMatch(/RFS.*DEFRAA, .*not given.*Wool Ltd/s);
    await pushBench(collecting);
    expect(text()).not.toContain('Offices');
  });
});
