/** One import in a process of its own, whose memory is then that import's. */
export interface ImportRun {
  readonly seconds: number;
  readonly peakRssMb: number;
  readonly items: number;
}

/** What the parent gives an importing process: the file, a data folder, an id that must be there. */
export interface ImportTask {
  readonly file: string;
  readonly dataDir: string;
  readonly wanted: string;
}

/** Does the import of this process and prints an `ImportRun`. @param work returns the items */
export async function runAlone(
  work: (task: ImportTask) => number | Promise<number>,
): Promise<void> {
  const [file = '', dataDir = '', wanted = ''] = process.argv.slice(2);
  const before = performance.now();
  const items = await work({ file, dataDir, wanted });
  const run: ImportRun = {
    seconds: (performance.now() - before) / 1000,
    peakRssMb: Math.round(process.resourceUsage().maxRSS / 1024),
    items,
  };
  process.stdout.write(JSON.stringify(run));
}
