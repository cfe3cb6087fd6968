import { beforeEach, describe, expect, it, vi } from 'vitest';
import {
  BRIDGE_EVENTS,
  callChannel,
  CORE_METHODS,
  eventChannel,
  MAIN_METHODS,
} from '../../../shared/bridge/methods.ts';
import type { StationApi } from '../../../shared/bridge/station-api.ts';

const electron = vi.hoisted(() => ({
  contextBridge: { exposeInMainWorld: vi.fn() },
  ipcRenderer: { invoke: vi.fn(), on: vi.fn(), off: vi.fn() },
  webUtils: { getPathForFile: vi.fn() },
}));
vi.mock('electron', () => electron);

let api: StationApi;
beforeEach(async () => {
  vi.resetModules();
  vi.resetAllMocks();
  await import('../../../electron/preload/index.ts');
  api = electron.contextBridge.exposeInMainWorld.mock.calls[0]?.[1] as StationApi;
});

it('puts one object into the page, with the functions of the contract and nothing else', () => {
  const events = BRIDGE_EVENTS.map((name) => `on${name[0]?.toUpperCase() ?? ''}${name.slice(1)}`);
  const exposed = electron.contextBridge.exposeInMainWorld.mock.calls.map(
    ([name]) => name as string,
  );
  expect(exposed).toEqual(['station']);
  expect(new Set(Object.keys(api))).toEqual(new Set([...CORE_METHODS, ...MAIN_METHODS, ...events]));
});

describe('a call', () => {
  const ordinary = [...CORE_METHODS, ...MAIN_METHODS].filter((name) => name !== 'chooseManifest');
  it.each(ordinary)('goes to its own channel: %s', async (method) => {
    electron.ipcRenderer.invoke.mockResolvedValue('answer');
    // Called like this, each gets the same parameter; the types are checked where they are used.
    const call = api[method] as (parameter: unknown) => Promise<unknown>;
    expect(await call({ a: 1 })).toBe('answer');
    const [channel, ...values] = electron.ipcRenderer.invoke.mock.calls[0] ?? [];
    expect(channel).toBe(callChannel(method));
    expect([[], [{ a: 1 }]]).toContainEqual(values);
  });
});

describe('choosing a manifest', () => {
  const values = () => electron.ipcRenderer.invoke.mock.calls as unknown[][];

  it('names the file that was dropped by what the system says of it, never by what the page says', async () => {
    electron.webUtils.getPathForFile.mockReturnValue('/media/stick/today.csv');
    await api.chooseManifest({ name: '/etc/passwd', size: 1 });
    expect(values()).toEqual([
      [callChannel('chooseManifest'), { dropped: '/media/stick/today.csv' }],
    ]);
  });

  it('names none when nothing was dropped', async () => {
    await api.chooseManifest();
    expect(values()).toEqual([[callChannel('chooseManifest'), { dropped: null }]]);
    expect(electron.webUtils.getPathForFile).not.toHaveBeenCalled();
  });
});

describe('a subscription', () => {
  it('gives the payload only, never the ipc event', () => {
    const listener = vi.fn();
    api.onNotice(listener);
    const [channel, forward] = electron.ipcRenderer.on.mock.calls[0] ?? [];
    (forward as (...values: unknown[]) => void)({ sender: 'ipcRenderer' }, 'payload', 'more');
    expect(channel).toBe(eventChannel('notice'));
    expect(listener.mock.calls).toEqual([['payload']]);
  });

  it('ends with the function that it returned', () => {
    const end = api.onLive(() => {});
    end();
    expect(electron.ipcRenderer.off.mock.calls).toEqual(electron.ipcRenderer.on.mock.calls);
  });
});
