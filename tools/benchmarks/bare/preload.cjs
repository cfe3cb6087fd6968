// The bridge of the page with readings: what a window in a sandbox needs at least.
// eslint-disable-next-line @typescript-eslint/no-require-imports, no-undef -- a sandbox loads CommonJS
const { contextBridge, ipcRenderer } = require('electron');

contextBridge.exposeInMainWorld('readings', {
  onLine: (listener) => ipcRenderer.on('line', (_event, index, text) => listener(index, text)),
});
