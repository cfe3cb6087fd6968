import { openManifestStack } from '../../core/manifest/manifest-stack.ts';
import type { FoundItem } from '../../core/manifest/manifest-stack.ts';
import { valueOf } from '../../core/result-value.ts';
import { inspectFolder } from '../../core/store/inspect-folder.ts';
import { existingPath, EXIT, readArguments, required, type Verb } from '../verb.ts';

/** `station lookup`: an item of the manifests in use, with its earlier versions; exit 1 without any. */
export const lookup: Verb = {
  name: 'lookup',
  usage: 'lookup ID --data DIR',
  about:
    'Looks an item up in the manifests in use: its newest version, which counts, and earlier ones. ' +
    'Works while the station runs.',
  run(args, output) {
    const { values, words } = readArguments(args, { data: { type: 'string' } }, 1);
    const dataDir = existingPath(required(values.data, '--data'));
    const id = words[0] ?? '';
    const { generations } = inspectFolder(dataDir);
    if (generations.length === 0) {
      output.answer({ found: false }, 'no manifest is in use');
      return EXIT.wrong;
    }
    const { stack, unreadable } = valueOf(openManifestStack(dataDir, generations));
    for (const generation of unreadable) output.problem(`${generation} cannot be read`);
    try {
      const versions = stack.versions(id);
      const [, ...earlier] = versions;
      const newest = stack.find(id);
      if (newest === null) {
        output.answer({ found: false }, `${id} is not in the manifest`);
        return EXIT.wrong;
      }
      output.answer(
        {
          found: true,
          ...answerOf(newest),
          versions: versions.length,
          earlier: earlier.map(answerOf),
        },
        [
          JSON.stringify(newest.item, null, 2),
          `from ${placeOf(newest)}; first seen ${answerOf(newest).firstSeen}`,
          ...earlier.map((version) => `an earlier version is from ${placeOf(version)}`),
        ].join('\n'),
      );
      return EXIT.done;
    } finally {
      stack.close();
    }
  },
};

function answerOf({ firstSeenMs, ...found }: FoundItem) {
  return { ...found, firstSeen: new Date(firstSeenMs).toISOString() };
}

function placeOf({ source: { file, line }, generation }: FoundItem): string {
  return `${file}, line ${line} (${generation})`;
}
