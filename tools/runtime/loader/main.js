// Stands in for Electron's default_app.asar, which the registry runtime does not have: makes
// `electron path/to/app` work. An ES module with a top-level await, because Electron holds `ready`
// back until it is done; a CommonJS loader would let `ready` fire before the app's main file has
// registered its schemes (protocol.registerSchemesAsPrivileged must come before `ready`).
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { app } from 'electron';

const given = process.argv.slice(1).find((argument) => !argument.startsWith('-'));
try {
  if (given === undefined) throw new Error('usage: electron [flags] path/to/app [arguments]');
  const folder = path.resolve(given);
  const description = JSON.parse(readFileSync(path.join(folder, 'package.json'), 'utf8'));
  // Same order and same sources as Electron's default_app/main.ts (loadApplicationPackage).
  if (description.version) app.setVersion(description.version);
  app.setName(description.productName ?? description.name);
  app.setAppPath(folder);
  await import(pathToFileURL(createRequire(import.meta.url).resolve(folder)).href);
} catch (error) {
  // No dialog: under a test or without a person it would wait for ever.
  console.error('The development runtime cannot start the app:', error);
  app.exit(1);
}
