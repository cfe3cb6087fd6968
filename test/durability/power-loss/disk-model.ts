import { mkdirSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import type { LogEntry } from './change-log.ts';

/** A disk writes a sector whole or not at all; this is the smallest that is sold. */
const SECTOR_BYTES = 512;
/** Chance that a change that nobody flushed has reached the disk all the same. */
const REACHED = 0.5;

type Change = Pick<LogEntry, 'offset' | 'data'> & { readonly operation: 'write' | 'truncate' };

/** A file: what was flushed, and what was changed since. */
interface FileNode {
  readonly kind: 'file';
  flushed: Buffer;
  pending: Change[];
}

/** Names that appear (a node) or go away (null) together. */
type NameChange = ReadonlyMap<string, FileNode | FolderNode | null>;

/** A folder: its names as of its last flush, and what was changed since. */
interface FolderNode {
  readonly kind: 'folder';
  flushed: Map<string, FileNode | FolderNode>;
  pending: NameChange[];
}

/** Files by path below the folder; null stands for a folder. */
export type Tree = Map<string, Buffer | null>;

/** Uniform in [0, 1). */
type Random = () => number;

/** A disk that follows the log and can tell what it holds after a power cut at this point. */
export interface DiskModel {
  apply(entry: LogEntry): void;
  /** Everything that was written: what the running system sees. */
  current(): Tree;
  /** Only what was flushed: contents by a flush of the file, names by one of their folder. */
  flushedOnly(): Tree;
  /**
   * What was flushed and, of the changes after it, those that happened to reach the disk: each name
   * and each write by itself, in any order, the last write torn between two sectors.
   */
  partly(random: Random): Tree;
}

/** @param root the watched folder, which is there from the beginning */
export function createDiskModel(root: string): DiskModel {
  const top = newFolder();
  const files = new Map<bigint, FileNode>();

  const folderAt = (path: string): FolderNode => {
    if (path === root) return top;
    const node = namesNow(folderAt(dirname(path))).get(basename(path));
    if (node?.kind !== 'folder') throw new Error(`${path} is no folder`);
    return node;
  };
  const fileOf = (inode: bigint): FileNode => {
    const file = files.get(inode);
    if (file === undefined) throw new Error(`inode ${inode} was never created`);
    return file;
  };
  const rename = (path: string, changes: [string, FileNode | FolderNode | null][]): void =>
    void folderAt(dirname(path)).pending.push(new Map(changes));

  return {
    apply({ operation, path, inode, offset, data }) {
      const name = basename(path);
      switch (operation) {
        case 'create': {
          // The number may have been that of a file that is gone.
          const file: FileNode = { kind: 'file', flushed: Buffer.alloc(0), pending: [] };
          files.set(inode, file);
          return rename(path, [[name, file]]);
        }
        case 'mkdir':
          return rename(path, [[name, newFolder()]]);
        case 'unlink':
        case 'rmdir':
          return rename(path, [[name, null]]);
        case 'link':
          return rename(path, [[name, fileOf(inode)]]);
        case 'rename': {
          const to = data.toString('utf8');
          const node = namesNow(folderAt(dirname(path))).get(name);
          if (node === undefined || dirname(to) !== dirname(path)) {
            throw new Error(`${path} renamed to ${to} is not modelled`);
          }
          return rename(path, [
            [name, null],
            [basename(to), node],
          ]);
        }
        case 'write':
        case 'truncate':
          return void fileOf(inode).pending.push({ operation, offset, data });
        case 'sync': {
          const file = fileOf(inode);
          [file.flushed, file.pending] = [contents(file.flushed, file.pending), []];
          return;
        }
        case 'sync-folder': {
          const folder = folderAt(path);
          [folder.flushed, folder.pending] = [namesNow(folder), []];
          return;
        }
      }
    },
    current: () => treeOf(top, namesNow, (file) => contents(file.flushed, file.pending)),
    flushedOnly: () =>
      treeOf(
        top,
        (folder) => folder.flushed,
        (file) => file.flushed,
      ),
    partly: (random) =>
      treeOf(
        top,
        (folder) =>
          changed(
            folder.flushed,
            folder.pending.filter(() => random() < REACHED),
          ),
        (file) => contents(file.flushed, reached(file.pending, random)),
      ),
  };
}

function newFolder(): FolderNode {
  return { kind: 'folder', flushed: new Map(), pending: [] };
}

function namesNow(folder: FolderNode): FolderNode['flushed'] {
  return changed(folder.flushed, folder.pending);
}

function changed(names: FolderNode['flushed'], changes: readonly NameChange[]) {
  const result = new Map(names);
  for (const change of changes) {
    for (const [name, node] of change) {
      if (node === null) result.delete(name);
      else result.set(name, node);
    }
  }
  return result;
}

/** Some of the writes; the last of them cut at a sector of the file. */
function reached(pending: readonly Change[], random: Random): Change[] {
  const some = pending.filter(() => random() < REACHED);
  const last = some.at(-1);
  if (last?.operation !== 'write') return some;
  const { offset, data } = last;
  const sectors = Math.floor((offset + data.length - 1) / SECTOR_BYTES);
  const first = Math.floor(offset / SECTOR_BYTES);
  const kept = (first + Math.floor(random() * (sectors - first + 2))) * SECTOR_BYTES - offset;
  const torn = data.subarray(0, Math.min(data.length, Math.max(0, kept)));
  return [...some.slice(0, -1), { ...last, data: torn }];
}

function contents(flushed: Buffer, changes: readonly Change[]): Buffer {
  if (changes.length === 0) return flushed;
  const ends = changes.map(({ operation, offset, data }) =>
    operation === 'write' ? offset + data.length : offset,
  );
  const bytes = Buffer.alloc(Math.max(flushed.length, ...ends));
  flushed.copy(bytes);
  let length = flushed.length;
  for (const { operation, offset, data } of changes) {
    if (operation === 'write') {
      data.copy(bytes, offset);
      // Nothing was written, nothing is longer.
      if (data.length > 0) length = Math.max(length, offset + data.length);
    } else {
      // What a file loses comes back as zeros when it grows again.
      bytes.fill(0, offset);
      length = offset;
    }
  }
  return bytes.subarray(0, length);
}

function treeOf(
  top: FolderNode,
  namesOf: (folder: FolderNode) => FolderNode['flushed'],
  contentsOf: (file: FileNode) => Buffer,
): Tree {
  const tree: Tree = new Map();
  const walk = (folder: FolderNode, prefix: string): void => {
    for (const [name, node] of namesOf(folder)) {
      const path = join(prefix, name);
      tree.set(path, node.kind === 'file' ? contentsOf(node) : null);
      if (node.kind === 'folder') walk(node, path);
    }
  };
  walk(top, '');
  return tree;
}

/** Writes a tree into an empty folder. */
export function writeTree(tree: Tree, folder: string): void {
  for (const [path, bytes] of tree) {
    if (bytes === null) mkdirSync(join(folder, path), { mode: 0o700 });
    else writeFileSync(join(folder, path), bytes, { mode: 0o600 });
  }
}
