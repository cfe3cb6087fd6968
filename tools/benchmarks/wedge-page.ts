import { clockMs, type ElectronApp } from './electron-app.ts';
import { HEAVY_G, isHeavy, itemId } from './manifest-file.ts';
import { promptGone, promptShown } from './scan-page.ts';
import { moment, type TimedScan } from './timed-scan.ts';

/** A row of the list that the page holds; as many fields as a small tool would keep. */
interface WedgeItem {
  readonly id: string;
  readonly grossG: number;
  readonly description: string;
}

/**
 * In the page: what a small in-house tool does. A scanner that types like a keyboard, the manifest
 * as an array, `Array.find`, and a list entry. It records nothing and judges one thing.
 */
function installWedge({ items, limitG }: { items: WedgeItem[]; limitG: number }): void {
  const list = document.querySelector('#prompts');
  const field = document.querySelector('input');
  let typed = '';
  const show = (rule: string, sentence: string): void => {
    const prompt = document.createElement('li');
    prompt.className = 'prompt check';
    prompt.dataset['testid'] = 'prompt';
    prompt.innerHTML =
      `<p class="severity">CHECK</p><p class="sentence">${sentence}</p>` +
      `<ol><li><span>1</span> Look at the form</li></ol><p class="origin">${rule}</p>`;
    list?.replaceChildren(prompt);
  };
  document.addEventListener('keydown', ({ key }) => {
    if (key.length === 1) typed += key;
    if (key === 'Escape') {
      list?.replaceChildren();
      if (field !== null) field.value = '';
    }
    if (key !== 'Enter') return;
    const item = items.find(({ id }) => id === typed);
    typed = '';
    if (item === undefined) show('manifest.not-found', 'The item is not in the manifest.');
    else if (item.grossG >= limitG) show('benchmark.heavy', 'The declared mass is high.');
  });
}

/** Fills the bare window's page with the list. */
export async function prepareWedge(app: ElectronApp, count: number): Promise<void> {
  const items = Array.from({ length: count }, (_, position) => ({
    id: itemId(position),
    grossG: isHeavy(position) ? HEAVY_G : 300,
    description: `Cotton T-shirts, size ${String(position % 9)}`,
  }));
  await app.evaluate(installWedge, { items, limitG: HEAVY_G });
}

async function press(app: ElectronApp, key: string, text = key): Promise<void> {
  await app.send('Input.dispatchKeyEvent', { type: 'keyDown', key, text });
  await app.send('Input.dispatchKeyEvent', { type: 'keyUp', key });
}

/** Types a code; timed from the Enter that a scanner sends last. */
export async function wedgeScan(app: ElectronApp, code: string): Promise<TimedScan> {
  for (const letter of code) await press(app, letter);
  const shown = app.evaluate(promptShown, { identity: null, bridge: false });
  await moment();
  const written = clockMs();
  await press(app, 'Enter', '\r');
  const times = await shown;
  await press(app, 'Escape', '');
  await app.evaluate(promptGone, null);
  return { code, written, ...times };
}
