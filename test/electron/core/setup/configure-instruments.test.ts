import { chmodSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { loadInstruments } from '../../../../electron/core/config.ts';
import type { Intent } from '../../../../shared/bridge/intents.ts';
import type { InstrumentConfig } from '../../../../shared/measure/instrument.ts';
import type { RecordedEvent } from '../../../../shared/records/event.ts';
import {
  newDataFolder,
  openShift,
  startSimulated,
  type SimulatedStation,
} from '../../../support/simulated-station.ts';
import { openOk } from '../store/support.ts';

const open: SimulatedStation[] = [];
afterEach(async () => {
  for (const bench of open.splice(0)) await bench.close();
});

const ADMINISTRATOR = { who: 'B-9001', pin: '246810' };
const OFFICER = { who: 'B-1042', pin: '246810' };

const SCALE: InstrumentConfig = {
  id: 'scale',
  kind: 'scale',
  protocol: 'mt-sics',
  transport: { kind: 'virtual', seed: 1 },
};
const SCANNER: InstrumentConfig = {
  id: 'scanner',
  kind: 'scanner',
  protocol: 'line-scanner',
  transport: { kind: 'virtual', seed: 2 },
};
const DOSIMETER: InstrumentConfig = {
  id: 'dosimeter',
  kind: 'dosimeter',
  protocol: 'gq-gmc',
  transport: { kind: 'virtual', seed: 3 },
};
const AS_BEFORE = [SCALE, SCANNER, DOSIMETER];
const otherSeed = (config: InstrumentConfig): InstrumentConfig => ({
  ...config,
  transport: { kind: 'virtual', seed: 40 },
});

async function start(dataDir = newDataFolder()): Promise<SimulatedStation> {
  const bench = await startSimulated(dataDir);
  open.push(bench);
  return bench;
}

function ask({ station }: SimulatedStation, intent: Intent): string {
  const reply = station.intend(intent);
  return reply.accepted ? 'done' : reply.refusal.code;
}
function configure(bench: SimulatedStation, instruments: readonly InstrumentConfig[]): string {
  ask(bench, { kind: 'sign-in', ...ADMINISTRATOR });
  return ask(bench, { kind: 'configure-instruments', instruments: instruments as never });
}
const check = ({ station }: SimulatedStation, name: string) =>
  station.state().shift?.checks.find((one) => one.check === name);

/** Closes the station and reads its records. */
async function records(bench: SimulatedStation): Promise<RecordedEvent[]> {
  await bench.crash();
  open.splice(open.indexOf(bench), 1);
  const store = openOk(bench.dataDir, { mode: 'training' });
  const events = store.events({ limit: -1, offset: 0 });
  store.close();
  return events;
}

describe('instruments that are configured on the screen', () => {
  it('are written as a file that the next start reads, recorded, and connected at once', async () => {
    const bench = await start();
    const next = [{ ...otherSeed(SCALE), calibrationDue: '2027-03-31' }, SCANNER, DOSIMETER];
    expect(configure(bench, next)).toBe('done');
    expect(loadInstruments(bench.dataDir, 'training')).toEqual(next);
    expect(bench.station.state().instruments[0]).toMatchObject({ id: 'scale', state: 'opening' });
    await bench.clock.advance(6_000);
    expect(bench.station.state().instruments.map(({ state }) => state)).toEqual(
      Array(3).fill('ready'),
    );
    const event = (await records(bench)).find(({ kind }) => kind === 'instruments-configured');
    expect(event?.actor).toBe('B-9001');
    expect(event?.body).toMatchObject({ before: AS_BEFORE, after: next });
  });

  it('keep the earlier file, whose comments are not in the new one', async () => {
    const dataDir = newDataFolder();
    const file = path.join(dataDir, 'instruments.yaml');
    const written = `# by hand\ninstruments:\n  - { id: scale, kind: scale, protocol: mt-sics, transport: { kind: virtual, seed: 1 } }\n`;
    writeFileSync(file, written);
    const bench = await start(dataDir);
    expect(configure(bench, [otherSeed(SCALE)])).toBe('done');
    expect(readFileSync(`${file}.bak`, 'utf8')).toBe(written);
    expect(parse(readFileSync(file, 'utf8'))).toEqual({ instruments: [otherSeed(SCALE)] });
  });

  it('that are the same as before change nothing and are not recorded', async () => {
    const bench = await start();
    ask(bench, { kind: 'sign-in', ...ADMINISTRATOR });
    const { events } = bench.station.state();
    expect(configure(bench, AS_BEFORE)).toBe('done');
    expect(existsSync(path.join(bench.dataDir, 'instruments.yaml'))).toBe(false);
    expect(bench.station.state().events - events).toBeLessThanOrEqual(2);
    expect((await records(bench)).map(({ kind }) => kind)).not.toContain('instruments-configured');
  });

  it('are refused while an item is open, and the file stays as it was', async () => {
    const bench = await start();
    await openShift(bench);
    ask(bench, { kind: 'type-identity', text: 'RR473124829US' });
    expect(configure(bench, [SCALE])).toBe('why.other-item-open');
    expect(existsSync(path.join(bench.dataDir, 'instruments.yaml'))).toBe(false);
    expect(bench.station.state().instruments).toHaveLength(3);
  });

  it('are refused in words when the file cannot be written; the bench is as before', async () => {
    const bench = await start();
    // A folder with the name of the file: also for an account that may write everything.
    mkdirSync(path.join(bench.dataDir, 'instruments.yaml.part'));
    chmodSync(path.join(bench.dataDir, 'instruments.yaml.part'), 0o700);
    expect(configure(bench, [otherSeed(SCALE)])).toBe('why.instruments-not-written');
    expect(bench.station.state().instruments).toHaveLength(3);
    expect(bench.station.state().blocked).toBeNull();
    expect((await records(bench)).map(({ kind }) => kind)).not.toContain('instruments-configured');
  });
});

describe('an open shift', () => {
  it('takes its background again with another dosimeter, also after a restart', async () => {
    const bench = await start();
    await openShift(bench);
    expect(check(bench, 'background')?.state).toBe('pass');
    expect(configure(bench, [SCALE, SCANNER, otherSeed(DOSIMETER)])).toBe('done');
    expect(bench.station.state().background).toMatchObject({ state: 'fault' });
    expect(bench.station.state().background.why).toContain('Take the background again');
    expect(check(bench, 'background')).toMatchObject({ state: 'fail' });
    expect(check(bench, 'test-mass')?.state).toBe('pass');
    expect(check(bench, 'scanner')?.state).toBe('pass');
    expect(bench.station.state().shift?.ready).toBe(false);

    await bench.crash();
    open.splice(open.indexOf(bench), 1);
    const again = await start(bench.dataDir);
    expect(again.station.state().background.state).toBe('not-yet');
    expect(check(again, 'background')?.state).toBe('fail');
    ask(again, { kind: 'sign-in', ...OFFICER });
    expect(ask(again, { kind: 'type-identity', text: 'RR473124829US' })).toBe('todo.finish-checks');
  });

  it('weighs the test mass again on another scale; what lay on the old one is nobody’s', async () => {
    const bench = await start();
    await openShift(bench);
    bench.world('scale', 'place 450 g');
    await bench.clock.advance(5_000);
    expect(configure(bench, [otherSeed(SCALE), SCANNER, DOSIMETER])).toBe('done');
    expect(check(bench, 'test-mass')).toMatchObject({ state: 'fail' });
    expect(check(bench, 'background')?.state).toBe('pass');
    expect(bench.station.live().scale?.value).toBeNull();
  });

  it('keeps everything when only a calibration date changed', async () => {
    const bench = await start();
    await openShift(bench);
    const dated = { ...DOSIMETER, calibrationDue: '2027-03-31' };
    expect(configure(bench, [SCALE, SCANNER, dated])).toBe('done');
    expect(bench.station.state().background.state).toBe('value');
    expect(bench.station.state().shift?.ready).toBe(true);
  });

  it('has a dosimeter past its new date in the next prompt', async () => {
    const bench = await start();
    await openShift(bench);
    configure(bench, [SCALE, SCANNER, { ...DOSIMETER, calibrationDue: '2020-01-31' }]);
    ask(bench, { kind: 'sign-in', ...OFFICER });
    expect(ask(bench, { kind: 'type-identity', text: 'RR473124829US' })).toBe('done');
    const rules = bench.station.state().session?.prompts.map(({ rule }) => rule);
    expect(rules).toContain('instrument.calibration-overdue');
  });
});
