import { describe, expect, it } from 'vitest';
import {
  contentPolicy,
  isAllowedNavigation,
  isAllowedRequest,
  isTrustedSender,
  SAFE_ADDRESS,
  START_ADDRESS,
} from '../../electron/main/security.ts';

describe('the content security policy', () => {
  it('allows what the station serves itself, and nothing else', () => {
    expect(contentPolicy().split('; ')).toEqual([
      "default-src 'none'",
      "script-src 'self'",
      "style-src 'self'",
      "img-src 'self' data:",
      "font-src 'self'",
      "connect-src 'none'",
      "base-uri 'none'",
      "form-action 'none'",
      "frame-ancestors 'none'",
    ]);
  });

  it('changes only the directives that a document replaces', () => {
    const changed = contentPolicy({ 'script-src': "'none'" });
    expect(changed).toBe(contentPolicy().replace("script-src 'self'", "script-src 'none'"));
  });
});

describe('a request', () => {
  it.each(['app://station/index.html', 'app://station/print/1', 'data:image/png;base64,AA=='])(
    'is allowed: %s',
    (address) => expect(isAllowedRequest(address, true)).toBe(true),
  );

  it.each([
    'https://example.com/',
    'http://127.0.0.1:9222/json',
    'http://localhost/',
    'ws://localhost/',
    'ftp://example.com/',
    'file:///etc/passwd',
    'app://stationery/index.html',
    'app://station.example.com/',
    'app://other/',
    'data:text/html,<script>1</script>',
    'blob:app://station/1',
    'chrome://gpu/',
    'devtools://devtools/bundled/inspector.html',
    '',
  ])('is blocked in an installed station: %s', (address) => {
    expect(isAllowedRequest(address, true)).toBe(false);
  });

  it('of the developer tools is allowed to a developer', () => {
    expect(isAllowedRequest('devtools://devtools/bundled/inspector.html', false)).toBe(true);
  });
});

describe('a navigation', () => {
  it('leads from the safe page back to the screen', () => {
    expect(isAllowedNavigation(SAFE_ADDRESS, START_ADDRESS)).toBe(true);
  });

  it.each([
    [START_ADDRESS, 'https://example.com/'],
    [START_ADDRESS, 'app://station/other.html'],
    [START_ADDRESS, SAFE_ADDRESS],
    [SAFE_ADDRESS, 'https://example.com/'],
    [SAFE_ADDRESS, `${START_ADDRESS}/../secret`],
    ['', START_ADDRESS],
  ])('is blocked from %s to %s', (from, to) => {
    expect(isAllowedNavigation(from, to)).toBe(false);
  });
});

describe('a sender', () => {
  const ours = { origin: 'app://station' };

  it('is trusted as the main frame of our window on our origin', () => {
    expect(isTrustedSender(ours, ours)).toBe(true);
  });

  it.each([
    ['another frame', { origin: 'app://station' }, ours],
    ['a frame that is gone', null, ours],
    ['anything without a window', ours, undefined],
  ])('is not trusted: %s', (_what, sender, mainFrame) => {
    expect(isTrustedSender(sender, mainFrame)).toBe(false);
  });

  it.each(['https://example.com', 'app://other', 'null', '', 'app://station.example.com'])(
    'is not trusted as our main frame on another origin: %s',
    (origin) => {
      const frame = { origin };
      expect(isTrustedSender(frame, frame)).toBe(false);
    },
  );
});
