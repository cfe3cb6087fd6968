import { EventEmitter } from 'node:events';
import type { App, Session } from 'electron';
import { describe, expect, it, vi } from 'vitest';
import {
  blockNetwork,
  confinePages,
  denyPermissions,
  SAFE_ADDRESS,
  START_ADDRESS,
} from '../../electron/main/security.ts';

it('denies a permission that is requested, looked up, or for a device', () => {
  const session = {
    setPermissionRequestHandler: vi.fn(),
    setPermissionCheckHandler: vi.fn(),
    setDevicePermissionHandler: vi.fn(),
  };
  denyPermissions(session as unknown as Session);
  const answer = vi.fn();
  session.setPermissionRequestHandler.mock.calls[0]?.[0](null, 'serial', answer);
  expect(answer.mock.calls).toEqual([[false]]);
  expect(session.setPermissionCheckHandler.mock.calls[0]?.[0](null, 'serial')).toBe(false);
  expect(session.setDevicePermissionHandler.mock.calls[0]?.[0]({})).toBe(false);
});

it.each([
  ['https://example.com/', true],
  ['app://station/index.html', false],
])('cancels a request or lets it through: %s', (url, cancel) => {
  const onBeforeRequest = vi.fn();
  blockNetwork({ webRequest: { onBeforeRequest } } as unknown as Session, true, () => {});
  const answer = vi.fn();
  onBeforeRequest.mock.calls[0]?.[0]({ url }, answer);
  expect(answer.mock.calls).toEqual([[{ cancel }]]);
});

describe('a page', () => {
  const open = (at: string) => {
    const app = new EventEmitter();
    const setWindowOpenHandler = vi.fn();
    const contents = Object.assign(new EventEmitter(), {
      getURL: () => at,
      setWindowOpenHandler,
      setWebRTCIPHandlingPolicy: vi.fn(),
    });
    confinePages(app as unknown as App, () => {});
    app.emit('web-contents-created', {}, contents);
    return { contents, setWindowOpenHandler };
  };
  const isBlocked = (at: string, name: string, event: object): boolean => {
    const preventDefault = vi.fn();
    open(at).contents.emit(name, { preventDefault, ...event });
    return preventDefault.mock.calls.length > 0;
  };

  it('cannot open a window', () => {
    const { setWindowOpenHandler } = open(START_ADDRESS);
    expect(setWindowOpenHandler.mock.calls[0]?.[0]({ url: START_ADDRESS })).toEqual({
      action: 'deny',
    });
  });

  it.each(['will-frame-navigate', 'will-redirect', 'will-attach-webview'])(
    'is kept where it is: %s',
    (name) => {
      const event = { url: 'https://example.com/', isMainFrame: true };
      expect(isBlocked(START_ADDRESS, name, event)).toBe(true);
    },
  );

  it('may go back from the safe page, as a whole only', () => {
    const back = (isMainFrame: boolean) =>
      isBlocked(SAFE_ADDRESS, 'will-frame-navigate', { url: START_ADDRESS, isMainFrame });
    expect([back(true), back(false)]).toEqual([false, true]);
  });

  it('sends no datagrams', () => {
    const { setWebRTCIPHandlingPolicy } = open(START_ADDRESS).contents;
    expect(setWebRTCIPHandlingPolicy.mock.calls).toEqual([['disable_non_proxied_udp']]);
  });
});
