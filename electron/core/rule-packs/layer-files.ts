import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { LAYERS, type Layer } from '../../../shared/rules/override.ts';
import { badFile } from '../site-file.ts';
import { readCompiledRules } from './compiled-rules.ts';

/** A file of a layer as it was read: one rule pack, or the policy. */
export interface LayerFile {
  readonly layer: Layer;
  readonly kind: 'pack' | 'policy';
  /** Without its folder. */
  readonly name: string;
  readonly path: string;
  readonly bytes: Uint8Array;
  /** SHA-256 of the bytes, in hex. */
  readonly hash: string;
  /** What its YAML says, where that is known without reading it. */
  readonly content?: unknown;
}

/** A layer's file with the SHA-256 of its bytes. */
export function layerFile(file: Omit<LayerFile, 'hash' | 'name'>): LayerFile {
  const hash = createHash('sha256').update(file.bytes).digest('hex');
  return { ...file, name: basename(file.path), hash };
}

/** Policy and folder of packs of a layer. */
interface Place {
  readonly policy: string;
  readonly packs: string;
}

function placeOf(layer: Layer, resourcesDir: string, dataDir: string): Place {
  if (layer === 'shipped') {
    return {
      policy: join(resourcesDir, 'policy', 'bench.yaml'),
      packs: join(resourcesDir, 'rule-packs'),
    };
  }
  const folder = layer === 'national' ? join(dataDir, 'national') : dataDir;
  return { policy: join(folder, 'policy.yaml'), packs: join(folder, 'rule-packs') };
}

/** Where the file of a layer lies that is in force by its name. */
export function pathOf(
  { layer, kind, name }: Pick<LayerFile, 'layer' | 'kind' | 'name'>,
  dataDir: string,
): string {
  const place = placeOf(layer, '', dataDir);
  return kind === 'policy' ? place.policy : join(place.packs, name);
}

function read(path: string): Uint8Array {
  try {
    return readFileSync(path);
  } catch (error) {
    throw badFile(path, error instanceof Error ? error.message : String(error));
  }
}

function readLayer(layer: Layer, place: Place): LayerFile[] {
  const packs = existsSync(place.packs)
    ? readdirSync(place.packs).filter((name) => name.endsWith('.yaml'))
    : [];
  const policy = existsSync(place.policy)
    ? [layerFile({ layer, kind: 'policy', path: place.policy, bytes: read(place.policy) })]
    : [];
  const paths = packs.sort().map((name) => join(place.packs, name));
  return [
    ...policy,
    ...paths.map((path) => layerFile({ layer, kind: 'pack', path, bytes: read(path) })),
  ];
}

/**
 * The files of the layers as they lie there now, lowest layer first.
 * @param dataDir null for the shipped ones alone
 * @throws StationError `configuration-invalid` when one cannot be read
 */
export function readLayers(
  resourcesDir: string,
  dataDir: string | null,
  layers: readonly Layer[] = LAYERS,
): readonly LayerFile[] {
  const files = layers
    .filter((layer) => layer === 'shipped' || dataDir !== null)
    .flatMap((layer) => readLayer(layer, placeOf(layer, resourcesDir, dataDir ?? '')));
  const compiled = readCompiledRules(resourcesDir);
  return files.map((file) =>
    compiled.has(file.hash) ? { ...file, content: compiled.get(file.hash) } : file,
  );
}
