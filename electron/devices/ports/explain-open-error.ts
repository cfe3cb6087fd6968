import { readFile, stat } from 'node:fs/promises';
import { userInfo } from 'node:os';
import { TransportError } from '../transport/transport.ts';
import { programsUsing, runningPrograms } from './linux-programs.ts';
import type { RunningProgram } from './linux-programs.ts';

/** Where the package has the rules that keep other programs off the instruments. */
export const UDEV_RULES = 'resources/linux/60-screening-station.rules';

/**
 * Adds to an error of opening a port what this computer knows of its reason: which program has it,
 * or the command that gives the right to use it. Only Linux tells; elsewhere the error stays as it is.
 */
export async function explainOpenError(
  path: string,
  error: TransportError,
): Promise<TransportError> {
  if (process.platform !== 'linux') return error;
  const more = await reasonOf(path, error.code).catch(() => null);
  return more === null ? error : new TransportError(error.code, `${error.message} ${more}`);
}

async function reasonOf(path: string, code: TransportError['code']): Promise<string | null> {
  if (code === 'port-busy') return whoUses(await programsUsing(path), await runningPrograms());
  if (code === 'port-denied') return howToGetAccess(path);
  return null;
}

/** Names the program that has a port; null when nobody can be named. */
export function whoUses(
  users: readonly RunningProgram[],
  running: readonly RunningProgram[],
): string | null {
  const others = users.filter(({ pid }) => pid !== process.pid);
  const manager = [...others, ...(users.length === 0 ? running : [])].some(
    ({ name }) => name === 'ModemManager',
  );
  if (manager) {
    return (
      'ModemManager runs on this computer and opens new ports for some seconds; it is tried again. ' +
      `To keep it away install ${UDEV_RULES} (docs/ports.md).`
    );
  }
  if (others.length > 0) {
    return `It is ${others.map(({ name, pid }) => `${name} (process ${pid})`).join(', ')}.`;
  }
  return users.length > 0 ? 'It is this program itself: two instruments have the same port.' : null;
}

/** What has to be done so that this account may use a port; null when it cannot be told. */
export async function howToGetAccess(path: string, root = '/'): Promise<string | null> {
  const { gid, mode } = await stat(path);
  const group = (await groups(root)).find(({ id }) => id === gid);
  const { username } = userInfo();
  // Read and write for the group (stat(2)).
  if ((mode & 0o060) !== 0o060 || gid === 0) {
    return (
      'The port belongs to root alone: nobody has given it to a group. Install udev and ' +
      `${UDEV_RULES} (docs/ports.md), then plug the instrument in again.`
    );
  }
  if (group === undefined) return null;
  if (group.members.includes(username)) {
    return `${username} was added to the group ${group.name}: sign out and in again.`;
  }
  return `Run "sudo usermod -aG ${group.name} ${username}", then sign out and in again.`;
}

interface Group {
  readonly name: string;
  readonly id: number;
  readonly members: readonly string[];
}

/** `/etc/group`: name, password, number, members (group(5)). */
async function groups(root: string): Promise<readonly Group[]> {
  const text = await readFile(`${root}/etc/group`, 'utf8');
  return text.split('\n').map((line) => {
    const [name = '', , id = '', members = ''] = line.split(':');
    return { name, id: Number(id), members: members.split(',') };
  });
}
