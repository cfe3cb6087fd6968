import { access, constants, readdir } from 'node:fs/promises';
import { howToGetAccess, whoUses } from './explain-open-error.ts';
import { programsUsing, runningPrograms } from './linux-programs.ts';
import type { PortDescription } from './port-description.ts';

/**
 * Why this account may not use a listed port, with advice; null when it may, or where only opening
 * would tell (Windows). The port is not opened for it: that would switch control lines.
 */
export async function accessProblem({ path }: PortDescription): Promise<string | null> {
  if (process.platform !== 'linux') return null;
  const refused = await access(path, constants.R_OK | constants.W_OK).then(
    () => false,
    () => true,
  );
  if (!refused) return null;
  const how = await howToGetAccess(path).catch(() => null);
  return `This account may not use ${path}. ${how ?? ''}`.trim();
}

/** Which program has a listed port open, as far as this account may see; null for none. */
export async function portUse({ path }: PortDescription): Promise<string | null> {
  const users = await programsUsing(path);
  return users.length === 0 ? null : `${path} is in use. ${whoUses(users, []) ?? ''}`.trim();
}

/**
 * What on this computer may get in the way of serial instruments: ports in use, ModemManager at work,
 * udev missing. Empty where nothing does, or no USB port is listed.
 */
export async function systemNotes(ports: readonly PortDescription[]): Promise<readonly string[]> {
  if (process.platform !== 'linux' || ports.every(({ vendorId }) => vendorId === null)) return [];
  const places = await readdir('/dev/serial/by-path').catch(() => []);
  const manager = whoUses([], await runningPrograms());
  const uses = await Promise.all(ports.map(portUse));
  return [
    ...uses.filter((use) => use !== null),
    ...(manager === null ? [] : [manager]),
    ...(places.length > 0
      ? []
      : ['udev does not run here: ports keep their names, but belong to root alone.']),
  ];
}
