import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { watchListFileSchema, type WatchList } from '../../../shared/parties/watch-list.ts';
import { badFile, parseAs, readYaml } from '../site-file.ts';
import { readEntries, refuseHuge } from './read-entries.ts';

function loadList(folder: string, name: string): WatchList {
  const file = join(folder, name);
  refuseHuge(file);
  const { entries, entriesFile, ...about } = parseAs(watchListFileSchema, readYaml(file), file);
  const from = entriesFile === undefined ? file : join(folder, entriesFile);
  if (from !== file && !existsSync(from)) throw badFile(file, `${from} is not there`);
  const list = { ...about, entries: entries ?? readEntries(from) };
  const ids = new Set<string>();
  for (const { id } of list.entries) {
    if (ids.has(id)) throw badFile(from, `entry ${id} is there twice`);
    ids.add(id);
  }
  return list;
}

/**
 * The site's watch lists: every `.yaml` of `watch-lists/` in the data folder, in the order of their names.
 * One that cannot be read stops the station: a list that is silently not searched would find nobody.
 * @throws StationError `configuration-invalid`
 */
export function loadWatchLists(dataDir: string): readonly WatchList[] {
  const folder = join(dataDir, 'watch-lists');
  if (!existsSync(folder)) return [];
  const names = readdirSync(folder).sort();
  const lists = names
    .filter((name) => name.endsWith('.yaml'))
    .map((name) => loadList(folder, name));
  const seen = new Set<string>();
  for (const { list } of lists) {
    if (seen.has(list)) throw badFile(folder, `two files are the list "${list}"`);
    seen.add(list);
  }
  return lists;
}
