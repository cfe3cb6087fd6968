import { app, dialog, protocol } from 'electron';
import path from 'node:path';
import { STATION_SCHEMES } from './app-protocol.ts';
import { parseStartArguments, type StartArguments } from './arguments.ts';
import { judgeRuntime } from './development-runtime.ts';
import { prepareProfileFolder } from './profile-folder.ts';
import { NETWORK_SWITCHES } from './security.ts';
import { startStation } from './station.ts';

/** Exit codes of the window program; 0 is an ordinary end. */
const WRONG_USE = 2;
const ALREADY_RUNNING = 3;
const WRONG_RUNTIME = 4;

const NAME = 'Screening Station';

app.setName(NAME);
const start = parseStartArguments(process.argv, {
  packaged: app.isPackaged,
  applicationData: path.join(app.getPath('appData'), NAME),
  currentDir: process.cwd(),
});
if (start.ok) boot(start.value);
else endWith(WRONG_USE, start.error.message);

/** Everything that has to happen before Electron is ready; the order matters. */
function boot({ mode, dataDir }: StartArguments): void {
  const runtime = judgeRuntime(process.versions.electron, app.isPackaged);
  if (runtime.kind === 'refused') {
    // A window of the system's own, since ours would run on the wrong runtime.
    dialog.showErrorBox(NAME, runtime.error.message);
    return endWith(WRONG_RUNTIME, runtime.error.message);
  }
  app.setPath('userData', prepareProfileFolder(dataDir));
  if (!app.requestSingleInstanceLock()) {
    return endWith(
      ALREADY_RUNNING,
      `A station is already running on ${dataDir}; its window comes to the front. Nothing was started.`,
    );
  }
  // Chromium refuses to sandbox as root, and asking for it then ends the GPU process in a loop.
  if (!app.commandLine.hasSwitch('no-sandbox')) app.enableSandbox();
  for (const [name, value] of NETWORK_SWITCHES) app.commandLine.appendSwitch(name, value);
  protocol.registerSchemesAsPrivileged(STATION_SCHEMES);
  // Not awaited: an ES module that waits for `ready` at its top level holds `ready` back for ever.
  void app.whenReady().then(() => startStation({ mode, dataDir, runtime }));
}

function endWith(code: number, message: string): void {
  process.stderr.write(`${NAME}: ${message}\n`);
  app.exit(code);
}
