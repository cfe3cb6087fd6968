import { openManifestIndex } from '../../core/manifest/find.ts';
import { valueOf } from '../../core/result-value.ts';
import { inspectFolder } from '../../core/store/inspect-folder.ts';
import { existingPath, EXIT, readArguments, required, type Verb } from '../verb.ts';

/** `station lookup`: an item of the manifest in use; exit 1 when it is not there. */
export const lookup: Verb = {
  name: 'lookup',
  usage: 'lookup ID --data DIR',
  about: 'Looks an item up in the manifest in use; works while the station runs.',
  run(args, output) {
    const { values, words } = readArguments(args, { data: { type: 'string' } }, 1);
    const dataDir = existingPath(required(values.data, '--data'));
    const id = words[0] ?? '';
    const { generation } = inspectFolder(dataDir);
    if (generation === null) {
      output.answer({ found: false }, 'no manifest is in use');
      return EXIT.wrong;
    }
    const index = valueOf(openManifestIndex(dataDir, generation));
    try {
      const item = index.find(id);
      if (item === null) {
        output.answer({ found: false }, `${id} is not in the manifest`);
        return EXIT.wrong;
      }
      output.answer({ found: true, item }, JSON.stringify(item, null, 2));
      return EXIT.done;
    } finally {
      index.close();
    }
  },
};
