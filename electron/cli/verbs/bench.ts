import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { EXIT, UsageError, type Verb } from '../verb.ts';

const FOLDER = path.join(import.meta.dirname, '..', '..', '..', 'tools', 'benchmarks');

function names(): string[] {
  if (!existsSync(FOLDER)) return [];
  return readdirSync(FOLDER)
    .filter((name) => name.endsWith('.bench.ts'))
    .map((name) => name.slice(0, -'.bench.ts'.length))
    .sort();
}

/** `station bench NAME`: progress on stderr, one object with the figures as the last line. */
export const bench: Verb = {
  name: 'bench',
  usage: 'bench NAME [options of the benchmark]',
  about: `Measures speed and memory: ${names().join(', ')}.`,
  run(args) {
    const [name = '', ...rest] = args;
    if (!names().includes(name)) {
      throw new UsageError(`no benchmark "${name}"; there are ${names().join(', ')}`);
    }
    const file = path.join(FOLDER, `${name}.bench.ts`);
    // A process of its own: a benchmark that measures memory wants nothing else in it.
    const { status } = spawnSync(process.execPath, [file, ...rest], { stdio: 'inherit' });
    if (status === EXIT.usage) return EXIT.usage;
    return status === 0 ? EXIT.done : EXIT.wrong;
  },
};
