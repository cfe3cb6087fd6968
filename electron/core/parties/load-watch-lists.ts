import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { watchListFileSchema, type WatchList } from '../../../shared/parties/watch-list.ts';
import { badFile, parseAs, readYaml } from '../site-file.ts';
import { readEntries, refuseHuge } from './read-entries.ts';

interface LoadedList {
  readonly list: WatchList;
  /** Names of the files that it was read from. */
  readonly files: readonly string[];
}

function loadList(folder: string, name: string): LoadedList {
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
  return { list, files: entriesFile === undefined ? [name] : [name, entriesFile] };
}

const LIST = /\.ya?ml$/i;
/** What file managers leave behind. */
const NO_FILE_OF_OURS = /^(?:\..*|thumbs\.db|desktop\.ini)$/i;

/**
 * The site's watch lists: every `.yaml` or `.yml` of `watch-lists/` in the data folder, in the order of
 * their names. One that cannot be read, or another file that no list names, stops the station: a list that
 * is silently not searched would find nobody.
 * @throws StationError `configuration-invalid`
 */
export function loadWatchLists(dataDir: string): readonly WatchList[] {
  const folder = join(dataDir, 'watch-lists');
  if (!existsSync(folder)) return [];
  const names = readdirSync(folder)
    .filter((name) => !NO_FILE_OF_OURS.test(name))
    .sort();
  const lists = names.filter((name) => LIST.test(name)).map((name) => loadList(folder, name));
  // Windows and macOS open a file whatever the case of its name.
  const read = new Set(lists.flatMap(({ files }) => files.map((name) => name.toLowerCase())));
  const unread = names.find((name) => !read.has(name.toLowerCase()));
  if (unread !== undefined) {
    throw badFile(
      join(folder, unread),
      'no list of this folder names it, so nothing in it would be searched; name it as entriesFile of ' +
        'a .yaml file, or move it out of the folder',
    );
  }
  const seen = new Set<string>();
  for (const { list } of lists) {
    if (seen.has(list.list)) throw badFile(folder, `two files are the list "${list.list}"`);
    seen.add(list.list);
  }
  return lists.map(({ list }) => list);
}
