import { randomUUID } from 'node:crypto';
import { existsSync, mkdtempSync, rmSync, statfsSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { InstrumentConfig } from '../../../shared/measure/instrument.ts';
import { isExpired } from '../../../shared/parties/watch-list.ts';
import type { RulePack } from '../../../shared/rules/pack.ts';
import { loadInstruments, loadRules } from '../../core/config.ts';
import { loadLicences } from '../../core/parties/load-licences.ts';
import { loadWatchLists } from '../../core/parties/load-watch-lists.ts';
import { openStore } from '../../core/store/open.ts';
import { inspectFolder } from '../../core/store/inspect-folder.ts';
import { verifyPath } from '../../core/store/verify.ts';
import { valueOf } from '../../core/result-value.ts';
import { createPortLister } from '../../devices/ports/port-lister.ts';
import { accessProblem, systemNotes } from '../../devices/ports/port-problem.ts';
import { findStrayAdapters } from '../../devices/ports/stray-adapters.ts';
import { realClock } from '../../real-clock.ts';
import { RESOURCES } from '../resources.ts';
import { tellRules } from '../rules-told.ts';
import { existingPath, EXIT, readArguments, type Verb } from '../verb.ts';

/** Below this much free space a shift's records may not fit. */
const LEAST_FREE_MB = 500;

interface Check {
  readonly name: string;
  /** Says what was found; throws what is wrong, in words. */
  run(dataDir: string | null): string | Promise<string>;
}

function namesOf(packs: readonly RulePack[]): string {
  return packs.map(({ pack, version }) => `${pack} ${version}`).join(', ');
}

function instrumentsOf(dataDir: string): readonly InstrumentConfig[] {
  return loadInstruments(dataDir, inspectFolder(dataDir).mode ?? 'training');
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
      const found = await createPortLister().list();
      const problems = (await Promise.all(found.map(accessProblem))).filter(
        (text) => text !== null,
      );
      problems.push(...(await findStrayAdapters()).map(({ advice }) => advice));
      if (problems.length > 0) throw new Error(problems.join(' '));
      const paths = found.length === 0 ? 'none' : found.map(({ path: at }) => at).join(', ');
      return [paths, ...(await systemNotes(found))].join('. ');
    },
  },
  {
    name: 'configuration',
    run(dataDir) {
      const { packs, replaced } = loadRules(RESOURCES, dataDir);
      const parts = [`rule packs ${namesOf(packs)}`];
      if (replaced.length > 0) parts.push(`replaced by the site: shipped ${namesOf(replaced)}`);
      const instruments = dataDir === null ? [] : instrumentsOf(dataDir);
      if (instruments.length > 0) {
        parts.push(`instruments ${instruments.map(({ id }) => id).join(', ')}`);
      }
      return parts.join('; ');
    },
  },
  { name: 'rules', run: tellRules },
  {
    name: 'watch-lists',
    run(dataDir) {
      const lists = dataDir === null ? [] : loadWatchLists(dataDir);
      const licences = dataDir === null ? null : loadLicences(dataDir);
      const today = new Date().toISOString().slice(0, 10);
      const expired = lists.filter((list) => isExpired(list, today));
      if (expired.length > 0) {
        const named = expired.map(({ list, validUntil }) => `"${list}" since ${validUntil ?? ''}`);
        throw new Error(
          `${named.join(', ')}: out of date. It is still searched; put a newer one in its place`,
        );
      }
      const told = lists.map(({ list, entries }) => `"${list}" with ${entries.length} entries`);
      const held = licences === null ? 'no table of licences' : `${licences.length} licences`;
      return `${told.length === 0 ? 'no watch list' : told.join(', ')}; ${held}`;
    },
  },
  {
    name: 'instrument-ports',
    async run(dataDir) {
      const lines = (dataDir === null ? [] : instrumentsOf(dataDir)).flatMap(({ transport }) =>
        transport.kind === 'serial' ? [transport] : [],
      );
      const found = await createPortLister().list();
      const missing = lines.filter(({ path: at, identity }) =>
        identity === undefined
          ? // Windows names ports that no file stands for; there `serial-ports` is the list to look at.
            process.platform !== 'win32' && !existsSync(at)
          : !found.some(({ names }) => names.includes(identity)),
      );
      const named = missing.map(({ path: at, identity }) => identity ?? at);
      if (named.length > 0) {
        throw new Error(
          `${named.join(', ')} in instruments.yaml is not there; plug the instrument in or ` +
            'correct it (station ports lists them)',
        );
      }
      const told = lines.map(({ path: at, identity }) => identity ?? at);
      return told.length === 0 ? 'none configured' : told.join(', ');
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
      const started = ['station.db', 'journal'].some((name) =>
        existsSync(path.join(dataDir, name)),
      );
      if (!started) return 'not started yet: the folder has no records';
      const { ok, events, firstBad, note } = valueOf(verifyPath(dataDir));
      if (!ok) throw new Error(`event ${firstBad?.seq ?? '?'}: ${firstBad?.reason ?? 'bad'}`);
      return [`${events} events, all good`, ...(note === undefined ? [] : [note])].join('. ');
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
    const dataDir = values.data === undefined ? null : existingPath(values.data);
    let wrong = false;
    for (const check of CHECKS) {
      try {
        const detail = await check.run(dataDir);
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
