import { setPriority } from 'node:os';

/** One import in a process of its own, whose memory is then that import's. */
export interface ImportRun {
  /** From starting the process to its end. */
  readonly seconds: number;
  readonly peakRssMb: number;
  readonly items: number;
}

/** What is imported: the file, a folder for the result, an id that must be there. */
export interface ImportTask {
  readonly file: string;
  readonly dataDir: string;
  readonly wanted: string;
}

/** nice(2) of the station's importer; those beside it run at the same. */
export const LOW_PRIORITY = 10;

/** Does the import of this process and prints an `ImportRun` of it. @param work returns the items */
export async function runAlone(
  work: (task: ImportTask) => number | Promise<number>,
): Promise<void> {
  setPriority(LOW_PRIORITY);
  const [file = '', dataDir = '', wanted = ''] = process.argv.slice(2);
  const items = await work({ file, dataDir, wanted });
  const run: ImportRun = {
    seconds: performance.now() / 1000,
    peakRssMb: Math.round(process.resourceUsage().maxRSS / 1024),
    items,
  };
  process.stdout.write(JSON.stringify(run));
}
