import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { Readable } from 'node:stream';
import type { Page } from 'playwright-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { runSimulator } from '../../electron/devices/simulate/run-simulator.ts';
import { realClock } from '../../electron/real-clock.ts';
import type { ProtocolId } from '../../shared/measure/instrument.ts';
import { signIn, waitForBench } from '../../tools/app/bench-page.ts';
import { violations } from '../../tools/screens/axe.ts';
import { startApp } from '../support/e2e-app.ts';
import { onEnd, temporaryFolder } from '../support/e2e-end.ts';
import { simulate, startBabble, type Simulator } from '../support/e2e-simulator.ts';
import { fakeProtocol } from '../support/fake-protocol.ts';

const ADMINISTRATOR = { who: 'B-9001', pin: '246810' };
/** Longest detection of one port. */
const LIMIT_MS = 150_000;

interface Played {
  readonly protocol: ProtocolId;
  /** What it is called at the bench. */
  readonly id: string;
  /** Its world before it is detected. */
  readonly world: string;
}
const PLAYED: readonly Played[] = [
  { protocol: 'st-gs', id: 'scale', world: 'place 1.250 kg' },
  { protocol: 'mt-sics', id: 'scale-2', world: 'place 0.452 kg' },
  { protocol: 'line-scanner', id: 'scanner', world: 'ok' },
  { protocol: 'automess-6150ad', id: 'dosimeter', world: 'source 0.12 uSv/h' },
  { protocol: 'mightyohm', id: 'dosimeter-2', world: 'source 0.12 uSv/h' },
  { protocol: 'gq-gmc', id: 'dosimeter-3', world: 'source 0.12 uSv/h' },
];
const WRONG = ['stranger', 'silence', 'babble'] as const;

let page: Page;
let folder: string;
const simulators = new Map<string, Simulator>();
const port = (name: string): string => path.join(folder, `tty-${name}`);
const test = (id: string) => page.getByTestId(id);

beforeAll(async () => {
  folder = temporaryFolder();
  const dataDir = path.join(folder, 'data');
  mkdirSync(dataDir, { mode: 0o700 });
  writeFileSync(path.join(dataDir, 'instruments.yaml'), 'instruments: []\n');
  const usb = { vendorId: '1a86', productId: '7523', location: '1-1' };
  const names = [...PLAYED.map(({ protocol }) => protocol), ...WRONG];
  const listed = names.map((name) => ({
    path: port(name),
    ...(name === 'gq-gmc' ? usb : {}),
  }));
  const list = path.join(folder, 'ports.json');
  writeFileSync(list, JSON.stringify(listed));
  process.env['STATION_PORT_LIST'] = list;
  for (const { protocol, world } of PLAYED) {
    const simulator = await simulate(protocol, 5, port(protocol));
    simulator.tell(world);
    simulators.set(protocol, simulator);
  }
  const run = await startApp('training', dataDir);
  ({ page } = run);
  await signIn(page, ADMINISTRATOR);
  await test('view-setup').click();
  await test('setup-detect').click();
});

/** Detects what is on a port; its result as the screen shows it. */
async function detect(name: string) {
  await test('detect-port').selectOption(port(name));
  await test('detect-start').click();
  const result = page.locator(`[data-testid=detect-result][data-path="${port(name)}"]`);
  await result.waitFor({ timeout: LIMIT_MS });
  await page.locator('[data-testid=detect-ended][data-ended=true]').waitFor();
  return result;
}

describe('an instrument on a port', () => {
  it.each(PLAYED)('is detected, taken over and delivers: $protocol', async ({ protocol, id }) => {
    const scanning = setInterval(
      () => simulators.get('line-scanner')?.tell('scan RR473124829US'),
      2500,
    );
    try {
      const result = await detect(protocol);
      expect(await result.getAttribute('data-outcome')).toBe('found');
      await result.getByTestId(`detect-use-${protocol}`).click();
      await test('detect-save').click();
      await test('setup-saved').waitFor();
      await waitForBench(page, `readings of ${id}`, ({ instruments }) =>
        instruments.some((one) => one.id === id && one.state === 'ready' && one.observed > 0),
      );
    } finally {
      clearInterval(scanning);
    }
  });

  it('is on the bench beside five others, without settings that anybody typed', async () => {
    const { instruments } = await waitForBench(page, 'six instruments', (state) =>
      state.instruments.every(({ state: is, observed }) => is === 'ready' && observed > 0),
    );
    expect(instruments.map(({ id, protocol }) => [id, protocol])).toEqual(
      PLAYED.map(({ id, protocol }) => [id, protocol]),
    );
    expect(await violations(page)).toEqual([]);
  });
});

describe('what is wrong on purpose', () => {
  it('another language, silence and babble end in an honest “not recognised”', async () => {
    const silent = await simulate('mt-sics', 1, port('silence'));
    silent.tell('fault silent');
    await startBabble('noise', port('babble'));
    const stranger = await runSimulator({
      protocol: fakeProtocol(),
      seed: 1,
      attach: { kind: 'pty', link: port('stranger') },
      input: Readable.from([]),
      clock: realClock,
      log: () => {},
    });
    onEnd(() => stranger.close());
    for (const name of WRONG) {
      const result = await detect(name);
      expect(await result.innerText()).toContain('Not recognised');
      expect(await result.getByTestId('detect-candidate').count()).toBe(0);
    }
    expect(await violations(page)).toEqual([]);
  }, 400_000);
});
