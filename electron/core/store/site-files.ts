import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

/** What a site has written, or has put in force, that a bench on another computer needs to judge alike. */
const FILES = [
  'checkpoints.jsonl',
  'instruments.yaml',
  'licences.yaml',
  'policy.yaml',
  'national/policy.yaml',
  // Before the copies that it names: they are written first.
  'rules-in-force/in-force.json',
] as const;
const FOLDERS = ['rule-packs', 'national/rule-packs', 'rules-in-force', 'watch-lists'] as const;

/** Names in a backup, beside its databases. Nothing else is ever copied into one, or out of one. */
export const BACKED_UP =
  /^(?:checkpoints\.jsonl|(?:instruments|licences)\.yaml|(?:national\/)?policy\.yaml|(?:national\/)?rule-packs\/(?!\.)[^/\\]+\.yaml|rules-in-force\/(?:in-force\.json|[0-9a-f]{64}\.yaml)|watch-lists\/(?!\.)[^/\\]+)$/;

/** The files of a data folder that go into its backups, with `/` between folder and name. */
export function siteFiles(dataDir: string): readonly string[] {
  const inFolders = FOLDERS.flatMap((folder) => {
    const place = join(dataDir, folder);
    if (!existsSync(place)) return [];
    return readdirSync(place, { withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map(({ name }) => `${folder}/${name}`);
  });
  const present = FILES.filter((name) => existsSync(join(dataDir, name)));
  return [...new Set([...present, ...inFolders.sort()])].filter((name) => BACKED_UP.test(name));
}
