import { expect, it } from 'vitest';
import { stationArguments } from '../../tools/benchmarks/apps.ts';
import { createLauncher } from '../../tools/benchmarks/electron-app.ts';
import { itemId } from '../../tools/benchmarks/manifest-file.ts';
import { prepareScanFolder } from '../../tools/benchmarks/scan-folder.ts';
import { openCable } from '../../tools/benchmarks/serial-cable.ts';
import { checkStall } from '../../tools/benchmarks/stall-check.ts';
import { openBench } from '../../tools/benchmarks/station-page.ts';
import { streamingInstruments, writeRecordings } from '../../tools/benchmarks/streaming-bench.ts';
import { stationScan } from '../../tools/benchmarks/timed-scan.ts';
import { onEnd, temporaryFolder } from '../support/e2e-end.ts';

it('the scan benchmark measures a screen that stands still for 500 ms', async () => {
  const folder = temporaryFolder();
  const cable = await openCable(folder);
  onEnd(() => cable.close());
  const recordings = writeRecordings(folder, 6, { seconds: 120 });
  const dataDir = await prepareScanFolder(
    folder,
    100,
    streamingInstruments(recordings, cable.path),
  );
  const launcher = await createLauncher(() => {});
  onEnd(() => launcher.stop());
  const app = await launcher.start(stationArguments('training', dataDir));
  await openBench(app);
  let given = 0;
  const { raisedByMs, maxMsWithStall, stallCheck } = await checkStall(
    app,
    (meanwhile) => stationScan(app, cable, itemId((given += 1), 'RR'), { meanwhile }),
    { scans: 6, stallMs: 500 },
  );
  expect(maxMsWithStall).toBeGreaterThanOrEqual(500);
  expect(raisedByMs).toBeGreaterThanOrEqual(450);
  expect(stallCheck.held).toBe(true);
});
