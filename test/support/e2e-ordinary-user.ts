import { execFileSync, spawnSync } from 'node:child_process';
import path from 'node:path';
import { PROJECT } from '../../tools/app/launch.ts';
import { onEnd, temporaryFolder } from './e2e-end.ts';

const USER = 'station-e2e';
/** What a session of the user would not have from ours. */
const OURS = ['DISPLAY', 'WAYLAND_DISPLAY', 'XDG_RUNTIME_DIR', 'XDG_CACHE_HOME', 'XDG_CONFIG_HOME'];

/** Runs programs of the project as somebody who is not root. */
export interface OrdinaryUser {
  /** A folder of that user, for its data. */
  readonly folder: string;
  /** Makes what was written for that user its own. */
  own(path: string): void;
  /** Runs a script of the project in Node to its end. */
  run(script: string, ...values: string[]): { status: number | null; out: string; said: string };
}

/** This user when it is an ordinary one; as root a user made for it, until the end of the file. */
export function ordinaryUser(): OrdinaryUser {
  const folder = temporaryFolder();
  if (process.getuid?.() !== 0) {
    return { folder, own() {}, run: runner(PROJECT, [], process.env) };
  }
  const known = spawnSync('id', [USER]).status === 0;
  if (!known) execFileSync('useradd', ['--system', '--create-home', USER], { stdio: 'pipe' });
  onEnd(() => {
    if (!known) execFileSync('userdel', ['--force', '--remove', USER], { stdio: 'pipe' });
  });
  const own = (files: string): void => void execFileSync('chown', ['-R', USER, files]);
  own(folder);
  const as = ['runuser', '-u', USER, '--'];
  const kept = Object.entries(process.env).filter(([name]) => !OURS.includes(name));
  const env = { ...Object.fromEntries(kept), HOME: folder, USER, LOGNAME: USER };
  return { folder, own, run: runner(readableProject(as), as, env) };
}

function runner(
  project: string,
  as: readonly string[],
  env: NodeJS.ProcessEnv,
): OrdinaryUser['run'] {
  return (script, ...values) => {
    const node = path.join(project, 'node_modules', '.bin', 'node');
    const [command = '', ...rest] = [...as, node, path.join(project, script), ...values];
    const { status, stdout, stderr } = spawnSync(command, rest, {
      cwd: project,
      env,
      encoding: 'utf8',
    });
    return { status, out: stdout, said: stderr };
  };
}

/** The checkout itself where the user may read it, else a copy. */
function readableProject(as: readonly string[]): string {
  const [command = '', ...rest] = as;
  const files = ['package.json', 'out/main/index.js', 'node_modules/.bin/node'];
  const readable = files.every(
    (file) => spawnSync(command, [...rest, 'test', '-r', path.join(PROJECT, file)]).status === 0,
  );
  if (readable) return PROJECT;
  const copy = temporaryFolder();
  const from = ['-C', PROJECT, '--exclude=./.git', '--exclude=./out/demo', '-c', '.'];
  execFileSync('sh', ['-c', 'tar "$@" | tar -x -C "$0"', copy, ...from]);
  execFileSync('chmod', ['-R', 'a+rX', copy]);
  return copy;
}
