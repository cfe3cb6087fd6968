// node tools/runtime/prepare.ts
// Makes Electron usable on this machine. Progress goes to standard error; the executable's path is
// the only and last line of standard output: executable="$(node tools/runtime/prepare.ts)".
import { resolveElectronRuntime } from './electron-runtime.ts';
import { StepError, type Log } from './step-error.ts';
import { ensureSystemPackages } from './system-packages.ts';

const log: Log = (line) => {
  process.stderr.write(`${line}\n`);
};

try {
  await ensureSystemPackages(log, { compiler: false });
  const { executable, kind, version } = await resolveElectronRuntime(log);
  log(`Electron ${version} (${kind})`);
  process.stdout.write(`${executable}\n`);
} catch (thrown) {
  // A step's own message is complete; anything else is a bug of this tool and needs its stack.
  log(
    thrown instanceof StepError
      ? thrown.message
      : String(thrown instanceof Error ? thrown.stack : thrown),
  );
  process.exitCode = 1;
}
