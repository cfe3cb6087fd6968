import { describe, expect, it } from 'vitest';
import type { RunCommand } from '../../../tools/runtime/run-command.ts';
import {
  BENCHMARK_PACKAGES,
  ensurePackages,
  ensureSystemPackages,
  type Machine,
} from '../../../tools/runtime/system-packages.ts';

const ALL = [
  ...['ca-certificates', 'libgtk-3-0', 'libnss3', 'libasound2', 'libgbm1', 'libxss1', 'libxtst6'],
  ...['libatspi2.0-0', 'xvfb', 'xauth', 'udev', 'socat', 'unzip'],
];

interface Given {
  readonly installed: readonly string[];
  readonly known?: readonly string[];
  readonly isRoot?: boolean;
  readonly isDebian?: boolean;
  readonly installFails?: boolean;
}

function machineWith({ installed, known = [], installFails = false, ...rest }: Given): {
  machine: Machine;
  calls: string[];
} {
  const calls: string[] = [];
  const run: RunCommand = (command, values, options) => {
    if (command === 'dpkg-query') {
      return Promise.resolve(installed.map((name) => `${name} installed\n`).join(''));
    }
    if (command === 'apt-cache') return Promise.resolve(known.join('\n'));
    calls.push([command, ...values.slice(2)].join(' '));
    if (installFails && values.includes('install')) return Promise.reject(new Error('no route'));
    options?.onLine?.('Setting up one');
    options?.onLine?.('Selecting previously unselected package one');
    return Promise.resolve('');
  };
  return { machine: { run, isDebian: true, isRoot: true, ...rest }, calls };
}

describe('ensureSystemPackages', () => {
  it('changes nothing when all packages are there', async () => {
    const { machine, calls } = machineWith({ installed: ALL });
    await ensureSystemPackages(() => undefined, { compiler: false }, machine);
    expect(calls).toEqual([]);
  });

  it('installs only what is missing, after an update, without recommended packages', async () => {
    const { machine, calls } = machineWith({
      installed: ALL.filter((name) => name !== 'xvfb' && name !== 'udev'),
    });
    await ensureSystemPackages(() => undefined, { compiler: false }, machine);
    expect(calls).toEqual([
      'apt-get update',
      'apt-get install -y --no-install-recommends xvfb udev',
    ]);
  });

  it('asks for the compiler only when something must be compiled', async () => {
    const { machine, calls } = machineWith({ installed: ALL });
    await ensureSystemPackages(() => undefined, { compiler: true }, machine);
    expect(calls.at(-1)).toBe('apt-get install -y --no-install-recommends g++');
  });

  it('asks for the shell of SQLite only when it is measured beside it', async () => {
    const { machine, calls } = machineWith({ installed: ALL });
    await ensurePackages(BENCHMARK_PACKAGES, () => undefined, machine);
    expect(calls.at(-1)).toBe('apt-get install -y --no-install-recommends sqlite3');
  });

  it('tells a user who is not root the exact command and runs nothing', async () => {
    const { machine, calls } = machineWith({
      installed: ALL.filter((name) => name !== 'socat' && name !== 'unzip'),
      isRoot: false,
    });
    await expect(
      ensureSystemPackages(() => undefined, { compiler: true }, machine),
    ).rejects.toThrow(
      'sudo apt-get update && sudo apt-get install -y --no-install-recommends socat unzip g++',
    );
    expect(calls).toEqual([]);
  });

  it('takes the renamed library of a newer Debian as installed', async () => {
    const renamed = ALL.map((name) => (name === 'libasound2' ? 'libasound2t64' : name));
    const { machine, calls } = machineWith({ installed: renamed });
    await ensureSystemPackages(() => undefined, { compiler: false }, machine);
    expect(calls).toEqual([]);
  });

  it('installs the renamed library where the archive has it', async () => {
    const { machine, calls } = machineWith({
      installed: ALL.filter((name) => name !== 'libasound2' && name !== 'xauth'),
      known: ['libasound2t64', 'xauth'],
    });
    await ensureSystemPackages(() => undefined, { compiler: false }, machine);
    expect(calls.at(-1)).toBe('apt-get install -y --no-install-recommends libasound2t64 xauth');
  });

  it('prints the names and goes on where it cannot check', async () => {
    const lines: string[] = [];
    const { machine, calls } = machineWith({ installed: [], isDebian: false });
    await ensureSystemPackages((line) => lines.push(line), { compiler: true }, machine);
    expect(lines.join()).toContain('libgtk-3-0 libnss3');
    expect(lines.join()).toContain('g++');
    expect(calls).toEqual([]);
  });

  it('reports progress, and a failed installation with its reason and the command', async () => {
    const lines: string[] = [];
    const { machine } = machineWith({ installed: [], installFails: true });
    const work = ensureSystemPackages((line) => lines.push(line), { compiler: false }, machine);
    await expect(work).rejects.toThrow(/no route[^]*apt-get install -y --no-install-recommends/);
    const done = machineWith({ installed: [] }).machine;
    await ensureSystemPackages((line) => lines.push(line), { compiler: false }, done);
    expect(lines.filter((line) => line.includes('one'))).toEqual([
      'System packages: Setting up one',
    ]);
  });
});
