import { buildApp } from './app/build.ts';
import { resolveElectronRuntime } from './runtime/electron-runtime.ts';
import { ensureSystemPackages } from './runtime/system-packages.ts';
import { runScreens, SCREENS } from './screens/run-screens.ts';

const log = (line: string): void => void process.stdout.write(`${line}\n`);

/** `npm run screens`: pictures of every screen in every theme, language and size; exit 1 on a finding. */
async function main(): Promise<number> {
  await ensureSystemPackages(log, { compiler: true });
  await resolveElectronRuntime(log);
  buildApp();
  const { scenes, texts, axe, complaints } = await runScreens(log);
  const findings = [...texts, ...axe, ...complaints];
  findings.forEach(log);
  log(`${scenes.length} screens, ${findings.length} findings; contact sheets in ${SCREENS}`);
  return findings.length === 0 ? 0 : 1;
}

try {
  process.exitCode = await main();
} catch (error) {
  process.stderr.write(
    `${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`,
  );
  process.exitCode = 1;
}
