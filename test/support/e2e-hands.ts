import type { Page } from 'playwright-core';

/** One way to work with the window, and nothing else. */
export interface Hands {
  readonly way: 'keyboard' | 'mouse';
  /** Presses a button. */
  press(id: string): Promise<void>;
  /** Chooses one of a group. */
  choose(id: string): Promise<void>;
  /** Ticks a box. */
  tick(id: string): Promise<void>;
  /** Chooses a value of a list that opens. */
  pick(id: string, value: string): Promise<void>;
  /** Chooses the training person with this badge, whose PIN comes along, and signs in. */
  signIn(badge: string): Promise<void>;
  /** Writes into a field; a mouse cannot, so that it leaves the field empty. */
  write(id: string, text: string): Promise<void>;
}

/** More stops than any page has. */
const STOPS = 150;

/** Keys that the buttons show. */
const KEYS: Readonly<Record<string, string>> = {
  'start-survey': 'F4',
  'decide-release': 'F5',
  'decide-hold': 'F6',
  'show-goods': 'Control+f',
  'goods-close': 'Escape',
  'found-open': 'Control+d',
  'found-decide-hold': 'F6',
};

const focused = (page: Page): Promise<string | null> =>
  page.evaluate(
    () => document.activeElement?.closest('[data-testid]')?.getAttribute('data-testid') ?? null,
  );

/** Goes with Tab alone to the element with this id. @throws Error when no stop is there */
async function tabTo(page: Page, id: string): Promise<void> {
  await page.getByTestId(id).first().waitFor();
  for (let stop = 0; stop < STOPS; stop += 1) {
    if ((await focused(page)) === id) return;
    await page.keyboard.press('Tab');
  }
  throw new Error(`Tab does not come to ${id}`);
}

/** Nothing but keys. */
export function keyboardOf(page: Page): Hands {
  const press = async (id: string): Promise<void> => {
    const key = KEYS[id];
    if (key === undefined) await tabTo(page, id);
    await page.keyboard.press(key ?? 'Enter');
  };
  const write = async (id: string, text: string): Promise<void> => {
    await tabTo(page, id);
    await page.keyboard.type(text);
  };
  return {
    way: 'keyboard',
    press,
    write,
    async choose(id) {
      // Tab comes to the one that is chosen, the arrows to the others.
      const [group = ''] = id.split('-');
      await page.getByTestId(id).waitFor();
      for (let stop = 0; !(await focused(page))?.startsWith(`${group}-`); stop += 1) {
        if (stop === STOPS) throw new Error(`Tab does not come to the group ${group}`);
        await page.keyboard.press('Tab');
      }
      for (let step = 0; (await focused(page)) !== id; step += 1) {
        if (step === STOPS) throw new Error(`the arrows do not come to ${id}`);
        await page.keyboard.press('ArrowDown');
      }
    },
    async tick(id) {
      await tabTo(page, id);
      await page.keyboard.press('Space');
    },
    async pick(id, value) {
      await tabTo(page, id);
      const list = page.getByTestId(id);
      for (let step = 0; (await list.inputValue()) !== value; step += 1) {
        if (step === STOPS) throw new Error(`the arrows do not come to ${value} of ${id}`);
        await page.keyboard.press('ArrowDown');
      }
    },
    async signIn(badge) {
      await write('sign-in-who', badge);
      await page.keyboard.press('Tab');
      await page.keyboard.type('246810');
      await page.keyboard.press('Enter');
    },
  };
}

/** Nothing but clicks, as a finger makes them, too. */
export function mouseOf(page: Page): Hands {
  const press = (id: string): Promise<void> => page.getByTestId(id).first().click();
  return {
    way: 'mouse',
    press,
    choose: press,
    tick: press,
    // The list that opens is the system's own: no test can click it.
    async pick(id, value) {
      await page.getByTestId(id).selectOption(value);
    },
    write: () => Promise.resolve(),
    async signIn(badge) {
      await press(`training-person-${badge}`);
      await press('sign-in');
    },
  };
}
