import type { App, Session, WebContents } from 'electron';
import type { Log } from './log.ts';

/** Scheme and host of everything that the program itself shows. */
export const STATION_SCHEME = 'app';
export const STATION_HOST = 'station';
export const STATION_ORIGIN = `${STATION_SCHEME}://${STATION_HOST}`;
export const START_ADDRESS = `${STATION_ORIGIN}/index.html`;
/** Shown when the screen keeps failing. */
export const SAFE_ADDRESS = `${STATION_ORIGIN}/safe`;

const POLICY = {
  'default-src': "'none'",
  'script-src': "'self'",
  'style-src': "'self'",
  'img-src': "'self' data:",
  'font-src': "'self'",
  'connect-src': "'none'",
  'base-uri': "'none'",
  'form-action': "'none'",
  'frame-ancestors': "'none'",
} as const;

/**
 * The content security policy of the screen. A document with other needs replaces directives.
 * Electron security checklist, items 7 (define a policy) and 18 (own protocol).
 */
export function contentPolicy(replaced: Partial<Record<keyof typeof POLICY, string>> = {}): string {
  const directives = Object.entries({ ...POLICY, ...replaced });
  return directives.map(([name, value]) => `${name} ${value}`).join('; ');
}

/**
 * Chromium switches against what `webRequest` does not see: every look-up of a host name fails, so
 * that neither prefetch hints nor WebRTC reach a name server.
 */
export const NETWORK_SWITCHES: readonly (readonly [string, string])[] = [
  ['host-resolver-rules', 'MAP * ~NOTFOUND'],
];

/** True for what a session may load: the station's own files, and the developer tools' own. */
export function isAllowedRequest(address: string, packaged: boolean): boolean {
  return (
    isStationAddress(address) ||
    // A picture inside a style sheet or page; it reaches nothing. The policy limits it to images.
    address.startsWith('data:image/') ||
    (!packaged && address.startsWith('devtools://'))
  );
}

/** The safe page offers the way back to the screen; every other navigation is refused. */
export function isAllowedNavigation(from: string, to: string): boolean {
  return from === SAFE_ADDRESS && to === START_ADDRESS;
}

/** The part of Electron's `WebFrameMain` that is used here. */
export interface SenderFrame {
  readonly origin: string;
}

/** True for the main frame of our window while it shows our own page. */
export function isTrustedSender(
  sender: SenderFrame | null,
  mainFrame: SenderFrame | undefined,
): boolean {
  return sender !== null && sender === mainFrame && sender.origin === STATION_ORIGIN;
}

/** Denies every permission; Electron grants most of them when nobody answers. */
export function denyPermissions(session: Session): void {
  session.setPermissionRequestHandler((_contents, _permission, answer) => answer(false));
  session.setPermissionCheckHandler(() => false);
  session.setDevicePermissionHandler(() => false);
}

/** Cancels every request that leaves the program. */
export function blockNetwork(session: Session, packaged: boolean, log: Log): void {
  session.webRequest.onBeforeRequest((details, answer) => {
    const cancel = !isAllowedRequest(details.url, packaged);
    if (cancel) log('warning', 'request-blocked', { address: shortened(details.url) });
    answer({ cancel });
  });
}

/** Keeps every page, present and future, where it is. */
export function confinePages(app: App, log: Log): void {
  app.on('web-contents-created', (_event, contents) => confine(contents, log));
}

function confine(contents: WebContents, log: Log): void {
  const block = (event: { preventDefault(): void }, what: string, address: string): void => {
    event.preventDefault();
    log('warning', 'navigation-blocked', { what, address: shortened(address) });
  };
  // No datagrams past the request filter.
  contents.setWebRTCIPHandlingPolicy('disable_non_proxied_udp');
  contents.setWindowOpenHandler(({ url }) => {
    log('warning', 'navigation-blocked', { what: 'window-open', address: shortened(url) });
    return { action: 'deny' };
  });
  // Also emitted for the main frame, and before `will-navigate`: one listener is enough.
  contents.on('will-frame-navigate', (event) => {
    const allowed = event.isMainFrame && isAllowedNavigation(contents.getURL(), event.url);
    if (!allowed) block(event, 'will-frame-navigate', event.url);
  });
  contents.on('will-redirect', (event) => block(event, 'will-redirect', event.url));
  contents.on('will-attach-webview', (event) => block(event, 'will-attach-webview', ''));
}

function isStationAddress(address: string): boolean {
  return address.startsWith(`${STATION_ORIGIN}/`);
}

/** Enough of an address to find its cause; the rest may hold personal data. */
function shortened(address: string): string {
  return address.slice(0, 120);
}
