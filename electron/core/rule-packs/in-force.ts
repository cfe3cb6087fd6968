import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { LAYERS } from '../../../shared/rules/override.ts';
import { runCases } from '../../../shared/rules/run-cases.ts';
import { writeKeeping, type WrittenFile } from '../setup/kept-file.ts';
import { badFile, parseAs, readYaml } from '../site-file.ts';
import { makePrivateFolder, writeDurably } from '../store/durable-files.ts';
import { composeLayers } from './compose-layers.ts';
import { layerFile, pathOf, readLayers, type LayerFile } from './layer-files.ts';

/** Which files of the upper layers are in force; the shipped ones always are. */
const inForceSchema = z.strictObject({
  files: z.array(
    z.strictObject({
      layer: z.enum(LAYERS).exclude(['shipped']),
      kind: z.enum(['pack', 'policy']),
      name: z.string().regex(/^[^/\\]+\.yaml$/),
      hash: z.string().regex(/^[0-9a-f]{64}$/),
    }),
  ),
});

const folderOf = (dataDir: string): string => join(dataDir, 'rules-in-force');
const listOf = (dataDir: string): string => join(folderOf(dataDir), 'in-force.json');
const copyOf = (dataDir: string, hash: string): string => join(folderOf(dataDir), `${hash}.yaml`);

/** Whether anything was ever activated in this folder. */
export function hasInForce(dataDir: string): boolean {
  return existsSync(listOf(dataDir));
}

function readCopy(dataDir: string, path: string, hash: string): Uint8Array {
  const copy = copyOf(dataDir, hash);
  const lost = (why: string) =>
    badFile(
      copy,
      `${why}. It is what is in force of ${path}: put it back from a copy of the folder`,
    );
  let bytes: Uint8Array;
  try {
    bytes = readFileSync(copy);
  } catch {
    throw lost('it is gone');
  }
  const read = layerFile({ layer: 'site', kind: 'pack', path, bytes });
  if (read.hash !== hash) throw lost('it was changed');
  return bytes;
}

/**
 * Files without the packs that a first start does not put in force: those that take out or lower a rule of
 * severity danger, for which nobody has answered by name, and those whose own examples do not come out as
 * they say. Such a pack is proposed, and waits for a person.
 * @throws StationError `configuration-invalid` when they cannot be put together
 */
function readyAtFirstStart(files: readonly LayerFile[]): readonly LayerFile[] {
  const { weakened, packs, files: places } = composeLayers(files);
  const weakening = new Set(weakened.map(({ pack }) => pack));
  const waiting = packs.flatMap((pack, at) => {
    const place = places[at];
    if (place === undefined || place.origin === 'shipped') return [];
    const fails = runCases(pack).some(({ wrong }) => wrong.length > 0);
    return weakening.has(pack.pack) || fails ? [place.file] : [];
  });
  if (waiting.length === 0) return files;
  // Without them, what they had replaced is back: that may be weakened by another layer.
  return readyAtFirstStart(files.filter(({ path }) => !waiting.includes(path)));
}

/**
 * The files that are in force, lowest layer first: what was activated, from the station's own copies;
 * before anything was, what lies there, takes no danger away and passes its own examples.
 * @throws StationError `configuration-invalid` when a copy is gone or was changed
 */
export function filesInForce(resourcesDir: string, dataDir: string | null): readonly LayerFile[] {
  if (dataDir === null) return readLayers(resourcesDir, null);
  if (!hasInForce(dataDir)) return readyAtFirstStart(readLayers(resourcesDir, dataDir));
  const list = listOf(dataDir);
  const { files } = parseAs(inForceSchema, readYaml(list), list);
  const copies = files.map((file) => {
    const path = pathOf(file, dataDir);
    const bytes = readCopy(dataDir, path, file.hash);
    return layerFile({ layer: file.layer, kind: file.kind, path, bytes });
  });
  return [...readLayers(resourcesDir, dataDir, ['shipped']), ...copies];
}

/**
 * Keeps copies of the files and makes them what is in force from the next start on.
 * @returns how to take it back, while it is not recorded
 * @throws Error of the system when it cannot be written; then what was in force still is
 */
export function putInForce(dataDir: string, files: readonly LayerFile[]): WrittenFile {
  makePrivateFolder(folderOf(dataDir));
  const own = files.filter(({ layer }) => layer !== 'shipped');
  for (const { hash, bytes } of own) {
    const copy = copyOf(dataDir, hash);
    // The name is the hash: what is there under it is this file, or is written anew.
    writeDurably(copy, bytes);
  }
  const list = own.map(({ layer, kind, name, hash }) => ({ layer, kind, name, hash }));
  return writeKeeping(listOf(dataDir), `${JSON.stringify({ files: list }, null, 2)}\n`);
}
