// The least that shows a window with a field, or with `--replay=FILE,FILE` one with the lines of
// recordings: what the station's start, idling and screen are compared with.
import { app, BrowserWindow, Menu } from 'electron';
import { readFileSync } from 'node:fs';
import path from 'node:path';

const FOLDER = import.meta.dirname;

function option(name) {
  const given = process.argv.find((argument) => argument.startsWith(`--${name}=`));
  return given?.slice(`--${name}=`.length) ?? '';
}

/** Plays a recording line by line: each text goes to the page as it is. */
function play(window, file, index) {
  const lines = readFileSync(file, 'utf8').trim().split('\n');
  const next = (at) => {
    const [, waitMs, hex] = /^\+(\d+) < ([0-9a-f]+)$/.exec(lines[at] ?? '') ?? [];
    if (hex === undefined) return;
    setTimeout(() => {
      if (window.isDestroyed()) return;
      for (const line of Buffer.from(hex, 'hex').toString('latin1').trim().split('\r\n')) {
        if (line.startsWith('S ')) window.webContents.send('line', index, line);
      }
      next(at + 1);
    }, Number(waitMs));
  };
  next(0);
}

app.setPath('userData', option('data'));
if (!app.commandLine.hasSwitch('no-sandbox')) app.enableSandbox();
app.on('window-all-closed', () => app.quit());
void app.whenReady().then(async () => {
  Menu.setApplicationMenu(null);
  const recordings = option('replay').split(',').filter(Boolean);
  const streams = recordings.length > 0;
  const window = new BrowserWindow({
    width: 1280,
    height: 800,
    show: false,
    webPreferences: {
      sandbox: true,
      spellcheck: false,
      ...(streams ? { preload: path.join(FOLDER, 'preload.cjs') } : {}),
    },
  });
  window.once('ready-to-show', () => window.show());
  await window.loadFile(path.join(FOLDER, streams ? 'readings.html' : 'index.html'));
  recordings.forEach((file, index) => play(window, file, index));
});
