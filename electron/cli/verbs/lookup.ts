import { openManifestStack } from '../../core/manifest/manifest-stack.ts';
import type { FoundItem } from '../../core/manifest/manifest-stack.ts';
import { valueOf } from '../../core/result-value.ts';
import { inspectFolder } from '../../core/store/inspect-folder.ts';
import { existingPath, EXIT, readArguments, required, type Verb } from '../verb.ts';

/**
 * `station lookup`: an item of the manifests in use, with its earlier versions, and what other
 * instruments measured of it; exit 1 when there is no such item.
 */
export const lookup: Verb = {
  name: 'lookup',
  usage: 'lookup ID --data DIR',
  about:
    'Looks an item up in the manifests in use: its newest version, which counts, earlier ones, and ' +
    'measurements by other instruments. ' +
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
      const measurements = stack.measurements(id);
      const measured = measurements.map((each) => `measured: ${JSON.stringify(each)}`);
      const versions = stack.versions(id);
      const earlier = versions.slice(1);
      const newest = stack.find(id);
      if (newest === null) {
        const missing = `${id} is not in the manifest`;
        output.answer({ found: false, measurements }, [missing, ...measured].join('\n'));
        return EXIT.wrong;
      }
      output.answer(
        {
          found: true,
          ...answerOf(newest),
          versions: versions.length,
          earlier: earlier.map(answerOf),
          measurements,
        },
        [
          JSON.stringify(newest.item, null, 2),
          `from ${placeOf(newest)}; first seen ${answerOf(newest).firstSeen}`,
          ...earlier.map((version) => `an earlier version is from ${placeOf(version)}`),
          ...measured,
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
