import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync, statfsSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { loadInstruments, loadRules } from '../../core/config.ts';
import { openStore } from '../../core/store/open.ts';
import { inspectFolder } from '../../core/store/inspect-folder.ts';
import { verifyPath } from '../../core/store/verify.ts';
import { valueOf } from '../../core/result-value.ts';
import { listPorts } from '../../devices/list-ports.ts';
import { realClock } from '../../real-clock.ts';
import { RESOURCES } from '../resources.ts';
import { EXIT, readArguments, type Verb } from '../verb.ts';

/** Below this much free space a shift's records may not fit. */
const LEAST_FREE_MB = 500;

interface Check {
  readonly name: string;
  /** Says what was found; throws what is wrong, in words. */
  run(dataDir: string | null): string | Promise<string>;
}

const CHECKS: readonly Check[] = [
  {
    name: 'runtime',
    run: () => `Node ${process.versions.node}, Node-API ${process.versions['napi'] ?? '?'}`,
  },
  {
    name: 'records',
    run() {
      const dataDir = mkdtempSync(path.join(tmpdir(), 'station-doctor-'));
      try {
        const options = { dataDir, mode: 'training', clock: realClock } as const;
        const store = valueOf(openStore({ ...options, bootId: randomUUID() }));
        store.append([{ kind: 'doctor', session: null, actor: 'station', body: {} }], null);
        store.close();
        const { events } = valueOf(verifyPath(dataDir));
        return `${events} events written to a trial folder and verified`;
      } finally {
        rmSync(dataDir, { recursive: true, force: true });
      }
    },
  },
  {
    name: 'serial-ports',
    async run() {
      const found = await listPorts();
      return found.length === 0 ? 'none' : found.map((port) => port.path).join(', ');
    },
  },
  {
    name: 'configuration',
    run(dataDir) {
      const folder = dataDir ?? RESOURCES;
      const { packs } = loadRules(RESOURCES, folder);
      const mode = dataDir === null ? 'training' : (inspectFolder(dataDir).mode ?? 'training');
      const instruments = loadInstruments(folder, mode);
      const names = packs.map(({ pack, version }) => `${pack} ${version}`).join(', ');
      return `rule packs ${names}; instruments ${instruments.map(({ id }) => id).join(', ')}`;
    },
  },
  {
    name: 'disk',
    run(dataDir) {
      const { bavail, bsize } = statfsSync(dataDir ?? tmpdir());
      const freeMb = Math.floor((bavail * bsize) / 1e6);
      if (freeMb < LEAST_FREE_MB) {
        throw new Error(`${freeMb} MB are free; make at least ${LEAST_FREE_MB} MB free`);
      }
      return `${freeMb} MB free`;
    },
  },
  {
    name: 'chain',
    run(dataDir) {
      if (dataDir === null) return 'not checked: no --data';
      const { ok, events, firstBad } = valueOf(verifyPath(dataDir));
      if (!ok) throw new Error(`event ${firstBad?.seq ?? '?'}: ${firstBad?.reason ?? 'bad'}`);
      return `${events} events, all good`;
    },
  },
];

/** `station doctor`: what IT wants to know first; exit 1 when something is wrong. */
export const doctor: Verb = {
  name: 'doctor',
  usage: 'doctor [--data DIR]',
  about: 'Checks this computer and, with --data, a data folder.',
  async run(args, output) {
    const { values } = readArguments(args, { data: { type: 'string' } }, 0);
    let wrong = false;
    for (const check of CHECKS) {
      try {
        const detail = await check.run(values.data ?? null);
        output.answer({ check: check.name, ok: true, detail }, `ok     ${check.name}: ${detail}`);
      } catch (error) {
        wrong = true;
        const detail = error instanceof Error ? error.message : String(error);
        output.answer({ check: check.name, ok: false, detail }, `WRONG  ${check.name}: ${detail}`);
      }
    }
    return wrong ? EXIT.wrong : EXIT.done;
  },
};
