/**
 * Flags that Electron needs for this user.
 *
 * Chromium refuses to run its sandbox as root; `app.enableSandbox()` must then not be called either
 * (electron-offline.md, "Tried on it"). An ordinary user gets the sandbox that we ship: no flag.
 */
export function electronFlags(userId: number | undefined = process.getuid?.()): string[] {
  return userId === 0 ? ['--no-sandbox'] : [];
}
