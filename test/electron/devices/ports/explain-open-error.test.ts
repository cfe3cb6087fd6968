import { chmod, chown, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir, userInfo } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { howToGetAccess, whoUses } from '../../../../electron/devices/ports/explain-open-error.ts';

describe('a port in use', () => {
  const minicom = { pid: 4321, name: 'minicom' };
  const manager = { pid: 700, name: 'ModemManager' };
  const itself = { pid: process.pid, name: 'node' };

  it('names the program that has it', () => {
    expect(whoUses([minicom], [manager, minicom])).toBe('It is minicom (process 4321).');
  });

  it('says when it is this program itself', () => {
    expect(whoUses([itself], [])).toContain('two instruments have the same port');
  });

  it('blames ModemManager when it runs and nobody else can be seen', () => {
    expect(whoUses([], [manager])).toContain('ModemManager');
    expect(whoUses([manager], [manager])).toContain('60-screening-station.rules');
  });

  it('blames nobody without knowing', () => {
    expect(whoUses([], [minicom])).toBeNull();
  });
});

describe.runIf(process.getuid?.() === 0)('a port that this account may not use', () => {
  const DIALOUT = 20;
  let root: string;
  let port: string;
  beforeEach(async () => {
    root = await mkdtemp(join(tmpdir(), 'access-'));
    port = join(root, 'ttyUSB0');
    await writeFile(port, '');
    await chown(port, 0, DIALOUT);
    await chmod(port, 0o660);
    await mkdir(join(root, 'etc'));
    await writeFile(join(root, 'etc/group'), 'root:x:0:\ndialout:x:20:ada\n');
  });
  afterEach(() => rm(root, { recursive: true }));

  it('comes with the exact command', async () => {
    const { username } = userInfo();
    expect(await howToGetAccess(port, root)).toContain(`"sudo usermod -aG dialout ${username}"`);
  });

  it('asks to sign in again where the account is in the group already', async () => {
    await writeFile(join(root, 'etc/group'), `dialout:x:20:ada,${userInfo().username}\n`);
    expect(await howToGetAccess(port, root)).toContain('sign out and in again');
  });

  it('blames missing udev where no group has it', async () => {
    await chmod(port, 0o600);
    expect(await howToGetAccess(port, root)).toContain('Install udev');
  });
});
