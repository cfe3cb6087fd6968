import os from 'node:os';
import path from 'node:path';

/** Filesystem hierarchy standard 3.0, 5.5: data that can be made again, for all users. */
export const MACHINE_CACHE = '/var/cache/screening-station';

interface User {
  readonly userId: number;
  readonly home: string;
  readonly xdgCacheHome: string | undefined;
}

export function currentUser(): User {
  return {
    userId: process.getuid?.() ?? -1,
    home: os.homedir(),
    xdgCacheHome: process.env['XDG_CACHE_HOME'],
  };
}

/** Where this user may build: the machine's cache as root, the user's own otherwise. */
export function writableCache({ userId, home, xdgCacheHome }: User): string {
  if (userId === 0) return MACHINE_CACHE;
  // A relative XDG_CACHE_HOME is to be ignored (XDG base directory specification 0.8).
  const own = xdgCacheHome !== undefined && path.isAbsolute(xdgCacheHome) ? xdgCacheHome : '';
  return path.join(own === '' ? path.join(home, '.cache') : own, 'screening-station');
}

/** Where this user may read, best first. Root never runs what another user has written. */
export function readableCaches(user: User): string[] {
  return user.userId === 0 ? [MACHINE_CACHE] : [MACHINE_CACHE, writableCache(user)];
}
