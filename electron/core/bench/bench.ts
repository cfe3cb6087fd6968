import type { BenchState, Intent, IntentReply, Live } from '../../../shared/bridge/contract.ts';
import type { FromDevices } from '../../../shared/bridge/devices-messages.ts';
import { resolve } from '../../../shared/identifiers/resolve.ts';
import type { Observed, Reading, ScanReading } from '../../../shared/measure/reading.ts';
import { assertNever } from '../../../shared/result.ts';
import { FACT_INSTRUMENTS } from '../../../shared/session/facts.ts';
import { massForItem, massLost, panLost, weigh } from '../../../shared/session/placement.ts';
import type { SessionInput } from '../../../shared/session/step.ts';
import { lastingFault, withLink, withObservation, type InstrumentState } from './instruments.ts';
import { itemFromForm } from './manual-item.ts';
import { newMemory, type BenchOptions } from './memory.ts';
import { createRadiationDesk } from './radiation-desk.ts';
import { createSessionKeeper, type Told } from './session-keeper.ts';
import { viewBench, viewLive } from './view.ts';

/** The screening session at work: observations and intents in, recorded events out. */
export interface Bench {
  /**
   * Takes a message of the devices process.
   * @throws StoreError when what it caused could not be recorded
   */
  observe(message: FromDevices): void;
  /**
   * Follows an intent; what it caused is durable when this returns.
   * @throws StoreError when it could not be recorded
   */
  intend(intent: Intent): IntentReply;
  state(): BenchState;
  live(): Live;
}

type MassInput = Extract<SessionInput, { kind: 'mass' }>;

const SHOWN_TEXT = 100;

/** Opens the bench where the records left it: the open shift and the open session are resumed. */
export function createBench(options: BenchOptions): Bench {
  const { records, clock } = options;
  const { weight } = options.rules.policy;
  const memory = newMemory(options.instruments);
  const keeper = createSessionKeeper(options, memory);
  const desk = createRadiationDesk(options, memory, keeper);

  function identify(text: string, scan: ScanReading | null): Told {
    const early = tooEarly();
    const told = early === null ? read(text, scan) : { seq: 0, refused: early };
    const { refused: why } = told;
    memory.refusedScan = why === null ? null : { text: text.slice(0, SHOWN_TEXT), why };
    return told;
  }

  /** Why no label can be followed yet; a parcel at the bench would be part of the background. */
  function tooEarly(): string | null {
    if (memory.shift === null) return 'todo.open-shift';
    const measuring = memory.background.state === 'measuring' && memory.session === null;
    return measuring ? 'todo.wait-for-background' : null;
  }

  function read(text: string, scan: ScanReading | null): Told {
    const identity: SessionInput = {
      kind: 'identity',
      identity: resolve(text),
      read: {
        source: scan === null ? 'keyboard' : 'scanner',
        text,
        raw: scan?.raw ?? '',
        aim: scan?.aim ?? null,
      },
    };
    const found = massOnPan();
    const inputs = found === null ? [identity] : [identity, found];
    return memory.session === null ? keeper.open(...inputs) : keeper.tell(...inputs);
  }

  /** The mass of what the open session, or one that opens now, has on the pan. */
  function massOnPan(): MassInput | null {
    const scale = memory.instruments.get(FACT_INSTRUMENTS.mass);
    if (scale === undefined || lastingFault(scale) !== null) return null;
    const found = massForItem(
      memory.pan,
      memory.servedPlacement,
      weight.massBeforeScanMs,
      clock.monotonicMs(),
    );
    if (found === null) return null;
    const { reading, micrograms } = found.mass;
    const { value, unit, raw } = reading;
    const { placement } = found;
    const instrument = scale.config.id;
    return {
      kind: 'mass',
      mass: { value, unit, raw, micrograms, basis: 'gross', instrument, placement },
    };
  }

  /** The pan changed: an item that is weighed again, or heavier now, has the new mass. */
  function takeMass(): void {
    if (memory.session === null || memory.session.state.identity === null) return;
    const found = massOnPan();
    if (found !== null) keeper.tell(found);
  }

  /** Tells the session of a fault that lasts, or of its end. */
  function reportFault(instrument: InstrumentState): void {
    const { id, kind } = instrument.config;
    const fault = lastingFault(instrument);
    if (fault === null) {
      keeper.tell({ kind: 'recovered', instrument: id });
      return;
    }
    if (kind === 'dosimeter') desk.interrupt(fault.code);
    keeper.tell({ kind: 'fault', fault: { instrument: id, ...fault } });
  }

  function observeReading(observed: Observed): void {
    const known = memory.instruments.get(observed.instrument);
    if (known === undefined) return;
    const nowMs = clock.monotonicMs();
    const next = withObservation(known, observed, nowMs);
    const instrument = known.config.kind === 'dosimeter' ? desk.checkTube(next, nowMs) : next;
    memory.instruments.set(observed.instrument, instrument);
    if (lastingFault(known)?.code !== lastingFault(instrument)?.code) {
      reportFault(instrument);
      options.onChange();
    }
    const { observation } = observed;
    if (observation.type === 'reading') takeReading(observation, nowMs, instrument);
    else if (instrument.config.kind === 'scale') memory.pan = massLost(memory.pan);
    options.onLive();
  }

  function takeReading(reading: Reading, nowMs: number, instrument: InstrumentState): void {
    switch (reading.kind) {
      case 'scan':
        identify(reading.text, reading);
        options.onChange();
        return;
      case 'mass': {
        const before = memory.pan;
        memory.pan = weigh(before, reading, weight.zeroBandG, nowMs);
        if (memory.pan === before) return;
        takeMass();
        options.onChange();
        return;
      }
      case 'counts':
      case 'dose-rate':
        if (lastingFault(instrument) === null && desk.take(reading, nowMs)) options.onChange();
        return;
      default:
        assertNever(reading);
    }
  }

  function observeLink({ report }: Extract<FromDevices, { kind: 'link' }>): void {
    const known = memory.instruments.get(report.instrument);
    if (known === undefined) return;
    const instrument = withLink(known, report);
    memory.instruments.set(report.instrument, instrument);
    if (instrument.config.kind === 'scale' && instrument.link.state !== 'ready') {
      memory.pan = panLost(memory.pan);
    }
    if (instrument.config.kind === 'dosimeter') desk.identified(instrument);
    reportFault(instrument);
    options.onChange();
  }

  function openShift(officer: string): Told {
    if (memory.shift !== null) return { seq: 0, refused: 'why.shift-open' };
    const shift = options.newId();
    const opening = { kind: 'shift-opened', session: null, actor: officer };
    const [opened] = records.append([{ ...opening, body: { shift, officer } }], shift);
    memory.shift = { shift, officer, openedAtMs: opened?.at_ms ?? clock.utcMs() };
    desk.startBackground();
    return { seq: opened?.seq ?? 0, refused: null };
  }

  function closeShift(): Told {
    if (memory.shift === null) return { seq: 0, refused: 'why.no-shift' };
    if (memory.session !== null) return { seq: 0, refused: 'why.other-item-open' };
    const seq = keeper.note('shift-closed', { shift: memory.shift.shift });
    memory.shift = null;
    memory.background = { state: 'not-yet' };
    return { seq, refused: null };
  }

  function enterDeclaration(intent: Extract<Intent, { kind: 'enter-declaration' }>): Told {
    const id = memory.session?.state.identity?.canonical;
    if (id === undefined) return { seq: 0, refused: 'why.no-identity' };
    return keeper.tell({ kind: 'entered', item: itemFromForm(id, intent.declaration) });
  }

  function follow(intent: Intent): Told {
    switch (intent.kind) {
      case 'open-shift':
        return openShift(intent.officer);
      case 'close-shift':
        return closeShift();
      case 'take-background':
        return desk.startBackground();
      case 'type-identity':
        return identify(intent.text, null);
      case 'enter-declaration':
        return enterDeclaration(intent);
      case 'start-survey':
        return desk.startSurvey(intent);
      case 'decide':
        return keeper.tell({ kind: 'decide', outcome: intent.outcome, override: null });
      case 'override':
        return keeper.tell({ kind: 'decide', outcome: intent.outcome, override: intent.reason });
      case 'put-aside':
        return keeper.tell({ kind: 'put-aside', reason: intent.reason });
      default:
        return assertNever(intent);
    }
  }

  memory.shift = records.shiftState();
  desk.resume();
  keeper.resume();
  return {
    observe(message) {
      if (message.kind === 'observed') observeReading(message.observed);
      else observeLink(message);
    },
    intend(intent) {
      const { seq, refused } = follow(intent);
      options.onChange();
      if (refused === null) return { accepted: true, seq };
      return { accepted: false, refusal: { code: refused, message: refused } };
    },
    state: () => viewBench(memory, options),
    live: () => viewLive(memory, clock.monotonicMs()),
  };
}
