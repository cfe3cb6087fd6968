import { randomUUID } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { parse } from 'yaml';
import {
  scenarioSchema,
  type Scenario,
  type ScenarioParcel,
} from '../../../shared/training/scenario.ts';
import { explainIssue } from '../../core/explain-issue.ts';
import { openStation, type Station } from '../../core/station.ts';
import { valueOf } from '../../core/result-value.ts';
import { verifyPath } from '../../core/store/verify.ts';
import { createDevicesHost } from '../../devices/devices-host.ts';
import { protocolOf } from '../../devices/protocols.ts';
import { importInto, openRecords } from '../data-folder.ts';
import { playParcel, type ScenarioBench } from '../scenario-runner.ts';
import { createSimulatedClock } from '../simulated-clock.ts';
import { EXIT, readArguments, UsageError, type Output, type Verb } from '../verb.ts';
import { RESOURCES } from '../resources.ts';
import type { InstrumentConfig } from '../../../shared/measure/instrument.ts';

/** Longest that taking the background may last, in simulated seconds. */
const BACKGROUND_LIMIT_S = 7200;
const BADGE = 'SCENARIO';

function readScenario(file: string): Scenario {
  let content: unknown;
  try {
    content = parse(readFileSync(file, 'utf8'));
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error));
  }
  const parsed = scenarioSchema.safeParse(content);
  if (parsed.success) return parsed.data;
  throw new UsageError(`${file}: ${explainIssue(parsed.error)}`);
}

function instrumentsOf(scenario: Scenario): InstrumentConfig[] {
  return scenario.instruments.map(({ id, protocol, seed }, index) => ({
    id,
    kind: protocolOf(protocol).descriptor.kind,
    protocol,
    transport: { kind: 'virtual', seed: seed ?? index + 1 },
  }));
}

async function takeBackground({ bench, clock }: ScenarioBench): Promise<void> {
  bench.intend({ kind: 'open-shift', officer: BADGE });
  for (let second = 0; second < BACKGROUND_LIMIT_S; second += 1) {
    const { background } = bench.state();
    if (background.state === 'value' || background.state === 'fault') return;
    await clock.advance(1000);
  }
}

interface ParcelAnswer {
  readonly item: string | null;
  readonly prompts: readonly object[];
  readonly outcome: string | null;
  readonly events: number;
}

/** What was recorded of the parcel between two points of the records. */
function readBack(dataDir: string, mode: Scenario['mode'], from: number, to: number): ParcelAnswer {
  const store = openRecords(dataDir, mode);
  try {
    const events = store.events({ limit: to - from, offset: from });
    const of = (kind: string) => events.filter((event) => event.kind === kind);
    const decided = of('decided').at(-1)?.body;
    const identity = of('identity-read').at(-1)?.body['identity'] as
      { canonical: string } | undefined;
    const prompts = of('prompted').map(({ body }) => {
      const { rule, result, severity, because } = body;
      return { rule, result, severity, because };
    });
    return {
      item: identity?.canonical ?? null,
      prompts,
      outcome: (decided?.['outcome'] as string | undefined) ?? null,
      events: events.length,
    };
  } finally {
    store.close();
  }
}

function failuresOf(parcel: ScenarioParcel, answer: ParcelAnswer): string[] {
  const { expect } = parcel;
  const failures: string[] = [];
  const rules = [...new Set(answer.prompts.map((prompt) => (prompt as { rule: string }).rule))];
  if (expect?.prompts !== undefined) {
    const wanted = [...expect.prompts].sort().join(' ');
    const got = rules.sort().join(' ');
    if (wanted !== got) failures.push(`prompts: expected [${wanted}], got [${got}]`);
  }
  if (expect?.outcome !== undefined && expect.outcome !== answer.outcome) {
    failures.push(`outcome: expected ${String(expect.outcome)}, got ${String(answer.outcome)}`);
  }
  return failures;
}

async function play(
  scenario: Scenario,
  dataDir: string,
  output: Output,
): Promise<{ readonly from: number; readonly to: number }[]> {
  const clock = createSimulatedClock(Date.now());
  let station: Station | null = null;
  const host = createDevicesHost({
    clock,
    random: () => 0.5,
    send: (message) => station?.observe(message),
    log: output.problem,
  });
  station = await openStation(
    {
      mode: scenario.mode,
      dataDir,
      resourcesDir: RESOURCES,
      appVersion: 'cli',
      sqliteAddon: null,
      instruments: instrumentsOf(scenario),
    },
    {
      clock,
      newId: randomUUID,
      toDevices: (message) => host.handle(message),
      onChange: () => {},
      onLive: () => {},
      log: output.problem,
    },
  );
  const blocked = station.state().blocked;
  if (blocked !== null) throw new UsageError(blocked.message);
  const idOf = (kind: string): string =>
    instrumentsOf(scenario).find((instrument) => instrument.kind === kind)?.id ?? kind;
  const dosimeter = scenario.instruments.find(({ id }) => id === idOf('dosimeter'));
  const bench: ScenarioBench = {
    bench: { ...station, intend: (intent) => (station as Station).intend(intent) },
    host,
    clock,
    ids: { scale: idOf('scale'), scanner: idOf('scanner'), dosimeter: idOf('dosimeter') },
    background: `source ${dosimeter?.background ?? '0.12 uSv/h'}`,
  };
  station.devicesAttached();
  if (dosimeter !== undefined) {
    host.handle({ kind: 'world', instrument: dosimeter.id, line: bench.background });
  }
  await takeBackground(bench);
  const spans: { from: number; to: number }[] = [];
  for (const parcel of scenario.parcels) {
    const from = station.state().events;
    await playParcel(bench, parcel, (step, code) => {
      if (!output.json) output.problem(`at ${step.at} s: refused, ${code}`);
    });
    spans.push({ from, to: station.state().events });
  }
  station.close();
  await host.close();
  return spans;
}

/** `station screen`: a whole screening through simulators and real decoding, on simulated time. */
export const screen: Verb = {
  name: 'screen',
  usage: 'screen SCENARIO.yaml [--data DIR]',
  about: 'Screens the parcels of a scenario; exit 1 when one does not come out as expected.',
  async run(args, output) {
    const { values, words } = readArguments(args, { data: { type: 'string' } }, 1);
    const file = words[0] ?? '';
    const scenario = readScenario(file);
    const dataDir = values.data ?? mkdtempSync(path.join(tmpdir(), 'station-screen-'));
    try {
      if (scenario.manifest !== undefined) {
        const store = openRecords(dataDir, scenario.mode);
        try {
          const manifest = path.resolve(path.dirname(file), scenario.manifest);
          await importInto(store, manifest);
        } finally {
          store.close();
        }
      }
      const spans = await play(scenario, dataDir, output);
      const { ok: verified } = valueOf(verifyPath(dataDir));
      let failed = !verified;
      scenario.parcels.forEach((parcel, index) => {
        const { from, to } = spans[index] ?? { from: 0, to: 0 };
        const answer = readBack(dataDir, scenario.mode, from, to);
        const failures = failuresOf(parcel, answer);
        failed ||= failures.length > 0;
        const rules = answer.prompts.map((prompt) => (prompt as { rule: string }).rule);
        output.answer(
          { ...answer, verified, ...(failures.length > 0 ? { failures } : {}) },
          `${answer.item ?? 'no item'}: ${answer.outcome ?? 'no outcome'} [${rules.join(' ')}] ` +
            failures.join('; '),
        );
      });
      return failed ? EXIT.wrong : EXIT.done;
    } finally {
      if (values.data === undefined) rmSync(dataDir, { recursive: true, force: true });
    }
  },
};
