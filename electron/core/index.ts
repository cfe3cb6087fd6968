import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { z } from 'zod';
import type { FromDevices, ToDevices } from '../../shared/bridge/devices-messages.ts';
import { coreRequestSchema } from '../../shared/bridge/contract.ts';
import { MODES } from '../../shared/words.ts';
import { openParentPort, type MessageChannelEnd } from '../process-port.ts';
import { realClock } from '../real-clock.ts';
import { createCalls, whenAnswered } from './calls.ts';
import { openStation, type StationPorts } from './station.ts';

const configSchema = z.strictObject({
  mode: z.enum(MODES),
  dataDir: z.string().min(1),
  resourcesDir: z.string().min(1),
  appVersion: z.string(),
  sqliteAddon: z.string().nullable(),
});

/** Live values go out at most this often; everything else goes out at once. */
const LIVE_INTERVAL_MS = 100;

/** All of them, by the type: one that were left out here would never reach the desks. */
const FROM_DEVICES: Readonly<Record<FromDevices['kind'], true>> = {
  observed: true,
  link: true,
  raw: true,
  ports: true,
  detection: true,
};

/** Messages of the devices process as they cross the channel; its sender is this program itself. */
function isFromDevices(message: unknown): message is FromDevices {
  const kind = (message as { kind?: unknown } | null)?.kind;
  return typeof kind === 'string' && Object.hasOwn(FROM_DEVICES, kind);
}

function readConfig(): z.output<typeof configSchema> {
  const given = process.argv.find((argument) => argument.startsWith('--config='));
  return configSchema.parse(JSON.parse((given ?? '--config={}').slice('--config='.length)));
}

/** The core process: the same program as an Electron utility process and under plain Node. */
async function main(): Promise<void> {
  const port = openParentPort();
  if (port === null) throw new Error('core is started by the station, not by hand');
  let devices: MessageChannelEnd | null = null;
  let benchDue = false;
  let liveDue = false;

  const toDevices = (message: ToDevices): void => {
    if (devices !== null) devices.post(message);
    else if (!port.transfersChannels) port.post(message);
  };
  const publishBench = (): void => {
    if (benchDue) return;
    benchDue = true;
    // One snapshot for all that one message caused.
    queueMicrotask(() => {
      benchDue = false;
      port.post({ kind: 'event', event: 'bench', payload: station.state() });
    });
  };
  const publishLive = (): void => {
    if (liveDue) return;
    liveDue = true;
    realClock.after(LIVE_INTERVAL_MS, () => {
      liveDue = false;
      port.post({ kind: 'event', event: 'live', payload: station.live() });
    });
  };
  const config = readConfig();
  const firstManifest = join(config.resourcesDir, 'demo', 'manifest.csv');
  const ports: StationPorts = {
    clock: realClock,
    newId: randomUUID,
    toDevices,
    onChange: publishBench,
    onLive: publishLive,
    onSetup: (event) => port.post({ kind: 'event', event: 'setup', payload: event }),
    log: (line) => void process.stderr.write(`${line}\n`),
    // The supervisor takes an end that it did not ask for as a crash, and starts core again.
    restart: () => process.exit(1),
  };
  const station = await openStation({ ...config, firstManifest }, ports);
  const call = createCalls(station);

  port.onMessage((message, [channel]) => {
    if (channel !== undefined) {
      devices?.close();
      devices = channel;
      channel.onClosed(() => {
        if (devices !== channel) return;
        devices = null;
        station.devicesLost();
      });
      channel.onMessage((said) => {
        if (isFromDevices(said)) station.observe(said);
      });
      station.devicesAttached();
    } else if (isFromDevices(message)) {
      station.observe(message);
    } else {
      const request = coreRequestSchema.safeParse(message);
      if (!request.success) return;
      const { id, method, params } = request.data;
      const reply = call(method, params);
      const later = whenAnswered(reply);
      if (later === null) port.post({ kind: 'reply', id, reply });
      else void later.then((answer) => port.post({ kind: 'reply', id, reply: answer }));
    }
  });
  const end = (): void => {
    station.close();
    process.exit(0);
  };
  port.onGone(end);
  process.once('SIGTERM', end);
  port.post({ kind: 'ready' });
  if (!port.transfersChannels) station.devicesAttached();
}

await main();
