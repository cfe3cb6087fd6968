// The least that shows a window with a field: what the station's start and idling are compared with.
import { app, BrowserWindow, Menu } from 'electron';
import path from 'node:path';

const given = process.argv.find((argument) => argument.startsWith('--data='));
app.setPath('userData', (given ?? '--data=').slice('--data='.length));
if (!app.commandLine.hasSwitch('no-sandbox')) app.enableSandbox();
app.on('window-all-closed', () => app.quit());
void app.whenReady().then(() => {
  Menu.setApplicationMenu(null);
  const window = new BrowserWindow({
    width: 1280,
    height: 800,
    show: false,
    webPreferences: { sandbox: true, spellcheck: false },
  });
  window.once('ready-to-show', () => window.show());
  return window.loadFile(path.join(import.meta.dirname, 'index.html'));
});
