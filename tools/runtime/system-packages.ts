import { existsSync } from 'node:fs';
import { runCommand, type RunCommand } from './run-command.ts';
import { StepError, type Log } from './step-error.ts';

/** What Electron on Linux and the tests need (electron-offline.md, "System packages"). */
const RUNTIME_PACKAGES: readonly string[] = [
  'ca-certificates',
  'libgtk-3-0',
  'libnss3',
  'libasound2',
  'libgbm1',
  'libxss1',
  'libxtst6',
  'libatspi2.0-0',
  'xvfb',
  'xauth',
  'udev',
  'socat',
  'unzip',
];

/** What addon-build.ts needs: it calls the compilers itself, without make, python3 or node-gyp. */
const COMPILER_PACKAGES: readonly string[] = ['g++'];

/** What `station bench import` is measured beside. */
export const BENCHMARK_PACKAGES: readonly string[] = ['sqlite3'];

/** Debian 13 and Ubuntu 24.04 renamed some libraries for their 64-bit time transition. */
const RENAMED_SUFFIX = 't64';

export interface Wanted {
  /** Also the compiler, for the rebuilt addon of the registry runtime. */
  readonly compiler: boolean;
}

/** What the machine is, as parameters so that tests can be another machine. */
export interface Machine {
  readonly run: RunCommand;
  readonly isDebian: boolean;
  readonly isRoot: boolean;
}

const THIS_MACHINE: Machine = {
  run: runCommand,
  isDebian: existsSync('/etc/debian_version'),
  isRoot: process.getuid?.() === 0,
};

/**
 * Installs the Debian packages that are missing, as root; otherwise rejects with the exact command.
 * On another system it cannot check: it prints the names and goes on.
 */
export async function ensureSystemPackages(
  log: Log,
  { compiler }: Wanted,
  machine: Machine = THIS_MACHINE,
): Promise<void> {
  const wanted = compiler ? [...RUNTIME_PACKAGES, ...COMPILER_PACKAGES] : RUNTIME_PACKAGES;
  await ensurePackages(wanted, log, machine);
}

/** The same for the packages of one tool. */
export async function ensurePackages(
  wanted: readonly string[],
  log: Log,
  machine: Machine = THIS_MACHINE,
): Promise<void> {
  if (!machine.isDebian) {
    log(`Not a Debian system; it needs what these Debian packages hold: ${wanted.join(' ')}`);
    return;
  }
  const missing = await missingPackages(wanted, machine.run);
  if (missing.length === 0) return;
  if (!machine.isRoot) {
    throw new StepError({
      failed: `System packages are missing: ${missing.join(' ')}`,
      safe: 'nothing was changed; only root may install them.',
      next: `sudo apt-get update && sudo apt-get install -y --no-install-recommends ${missing.join(' ')}`,
    });
  }
  await install(missing, log, machine.run);
}

async function missingPackages(wanted: readonly string[], run: RunCommand): Promise<string[]> {
  // One call for all installed packages: dpkg-query fails as a whole when one name is unknown.
  const list = await run('dpkg-query', [
    '--show',
    '--showformat',
    '${Package} ${db:Status-Status}\n',
  ]);
  const installed = new Set<string>();
  for (const line of list.split('\n')) {
    const [name, status] = line.split(' ');
    if (name !== undefined && status === 'installed') installed.add(name);
  }
  return wanted.filter((name) => !installed.has(name) && !installed.has(name + RENAMED_SUFFIX));
}

async function install(missing: readonly string[], log: Log, run: RunCommand): Promise<void> {
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  // Another apt (unattended upgrades) may hold the lock for a while: wait instead of failing.
  const waiting = ['-o', 'DPkg::Lock::Timeout=300'];
  log(`System packages: installing ${missing.join(' ')}`);
  try {
    await run('apt-get', [...waiting, 'update'], { env });
    const names = await currentNames(missing, run);
    await run('apt-get', [...waiting, 'install', '-y', '--no-install-recommends', ...names], {
      env,
      onLine: (line) => {
        if (/^(Need to get|Setting up) /.test(line)) log(`System packages: ${line}`);
      },
    });
  } catch (cause) {
    throw new StepError({
      failed: 'apt-get could not install the missing system packages.',
      safe: 'packages that were installed before still are; running this again goes on from there.',
      next: `make the Debian archive reachable (proxy: /etc/apt/apt.conf.d), then: apt-get update && apt-get install -y --no-install-recommends ${missing.join(' ')}`,
      cause,
    });
  }
}

async function currentNames(names: readonly string[], run: RunCommand): Promise<string[]> {
  const all = new Set((await run('apt-cache', ['pkgnames'])).split('\n'));
  return names.map((name) => (all.has(name + RENAMED_SUFFIX) ? name + RENAMED_SUFFIX : name));
}
