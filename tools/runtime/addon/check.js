// electron --expose-gc check.js PACKAGE_FOLDER ADDON DATABASE (as Node): does the addon work here?
// Prints `wal <rows> <electron version>`. WAL needs the shared-memory file, so `:memory:` would
// prove nothing; the forced collections catch finalizers that abort the process
// (deferred-finalizers.cpp).
import { createRequire } from 'node:module';
import { setImmediate } from 'node:timers/promises';

const [packageFolder, nativeBinding, file] = process.argv.slice(2);
const Database = createRequire(import.meta.url)(packageFolder);

const database = new Database(file, { nativeBinding });
const mode = database.pragma('journal_mode = WAL', { simple: true });
database.exec('CREATE TABLE probe (text TEXT)');
database.function('doubled', (value) => value * 2);
for (let round = 0; round < 10; round += 1) {
  for (let index = 0; index < 100; index += 1) {
    database.prepare('INSERT INTO probe VALUES (@text)').run({ text: `row ${index}` });
    database.prepare('SELECT doubled(?) AS result').get(index);
  }
  for (const _row of database.prepare('SELECT text FROM probe LIMIT 3').iterate());
  new Database(file, { nativeBinding, readonly: true }).prepare('SELECT 1').get();
  globalThis.gc();
  await setImmediate();
}
const { rows } = database.prepare('SELECT count(*) AS rows FROM probe').get();
database.close();
console.log([mode, rows, process.versions.electron].join(' '));
