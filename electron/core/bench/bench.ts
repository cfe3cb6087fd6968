import type { Live } from '../../../shared/bridge/contract.ts';
import type { EnteredDeclaration } from '../../../shared/bridge/entered-declaration.ts';
import type { BenchIntent } from '../../../shared/bridge/intents.ts';
import type { FromDevices } from '../../../shared/bridge/devices-messages.ts';
import { namesParcel } from '../../../shared/identifiers/identity.ts';
import { resolve } from '../../../shared/identifiers/resolve.ts';
import {
  isFirst,
  type InstrumentConfig,
  type InstrumentKind,
} from '../../../shared/measure/instrument.ts';
import type { Observed, Reading, ScanReading } from '../../../shared/measure/reading.ts';
import { assertNever } from '../../../shared/result.ts';
import { hasContents } from '../../../shared/session/form-and-file.ts';
import { FACT_INSTRUMENTS } from '../../../shared/session/known-facts.ts';
import {
  isWeighedAgain,
  massForItem,
  massLost,
  panLost,
  weigh,
} from '../../../shared/session/placement.ts';
import type { SessionEventBodies } from '../../../shared/session/events.ts';
import type { SessionInput } from '../../../shared/session/step.ts';
import { reconfigureBench } from './instrument-desk.ts';
import {
  lastingFault,
  sessionFault,
  withLink,
  withObservation,
  type InstrumentState,
} from './instruments.ts';
import { mayDo } from '../../../shared/people/permissions.ts';
import type { Person } from '../../../shared/people/roles.ts';
import { refuse, type Told } from '../told.ts';
import { formOfItem, itemFromForm } from './manual-item.ts';
import { createCommandReader } from './command-reader.ts';
import { newMemory, SHOWN_TEXT, type BenchOptions } from './memory.ts';
import { createRadiationDesk } from './radiation-desk.ts';
import { foldShift } from './recorded-shift.ts';
import { belowMin, withinMax } from './load-range.ts';
import { createScaleDesk } from './scale-desk.ts';
import { isSessionIntent, sessionInputOf } from './session-intents.ts';
import { createSessionKeeper } from './session-keeper.ts';
import { checksDone, createShiftDesk } from './shift-desk.ts';
import { doseWindow, viewLive } from './view-live.ts';
import { viewBench, type BenchView } from './view.ts';

/** What the devices process says to the bench. */
type BenchMessage = Extract<FromDevices, { kind: 'observed' | 'link' }>;

/** The screening session at work: observations and intents in, recorded events out. */
export interface Bench {
  /**
   * Takes a message of the devices process.
   * @throws StoreError when what it caused could not be recorded
   */
  observe(message: BenchMessage): void;
  /**
   * Follows an intent that the signed-in person may ask for; what it caused is durable when this
   * returns.
   * @param second somebody else who approves it, or null
   * @throws StoreError when it could not be recorded
   */
  intend(intent: BenchIntent, second: Person | null): Told;
  /** Somebody signed in or out: a badge that was scanned for it has done its work. */
  personChanged(): void;
  /**
   * A manifest came into use: the open item is judged by it.
   * @throws StoreError when it could not be recorded
   */
  manifestChanged(): void;
  /** As they are configured now. */
  instruments(): readonly InstrumentConfig[];
  /** What is known of one instrument; null when the bench has none of this kind. */
  instrument(kind: InstrumentKind): InstrumentState | null;
  /**
   * Replaces the instruments; refused while an item is open.
   * @throws StoreError when it could not be recorded
   */
  reconfigure(next: readonly InstrumentConfig[]): Told;
  /** What was copied from the form for the open item; null when nothing was. */
  entered(): EnteredDeclaration | null;
  state(): BenchView;
  live(): Live;
}

/** How a label that came by the keyboard is known to be a scanner's. */
type ByWedge = Pick<SessionEventBodies['identity-read'], 'by' | 'repeat'>;

type MassInput = Extract<SessionInput, { kind: 'mass' }>;

/** Opens the bench where the records left it: the open shift and the open session are resumed. */
export function createBench(options: BenchOptions): Bench {
  const { records, clock } = options;
  const { weight, radiation } = options.rules.policy;
  const memory = newMemory(options.instruments);
  const keeper = createSessionKeeper(options, memory);
  const desk = createRadiationDesk(options, memory, keeper);
  const scale = createScaleDesk(options, memory, keeper);
  const shift = createShiftDesk(options, memory, keeper, desk);
  const commands = createCommandReader(options, memory, keeper);

  function identify(text: string, scan: ScanReading | null, wedge: ByWedge = {}): Told {
    const early = tooEarly();
    const told = early === null ? read(text, scan, wedge) : { seq: 0, refused: early };
    const { refused: why } = told;
    memory.refusedScan = why === null ? null : { text: text.slice(0, SHOWN_TEXT), why };
    memory.lastCommand = null;
    return told;
  }

  /** Whether somebody is signed in who screens. */
  function mayWork(): boolean {
    const person = options.person();
    return person !== null && mayDo(person.role, 'type-identity', options.mode);
  }

  /** Why no label can be followed yet; a parcel at the bench would be part of the background. */
  function tooEarly(): string | null {
    const person = options.person();
    if (person === null) return 'why.signed-out';
    if (!mayDo(person.role, 'type-identity', options.mode)) return 'why.not-allowed';
    if (memory.shift === null) return 'todo.open-shift';
    if (memory.session !== null) return null;
    if (memory.background.state === 'measuring') return 'todo.wait-for-background';
    return checksDone(memory) ? null : 'todo.finish-checks';
  }

  /** As a scan, but known to have come by the keyboard: it vouches for no scanner of the bench. */
  function takeWedgeScan({ text, repeat }: Extract<BenchIntent, { kind: 'wedge-scan' }>): Told {
    const told = commands.take(text) ?? (mayWork() ? shift.takesWedgeScan(text) : null);
    const wedge: ByWedge = { by: 'keyboard-wedge', ...(repeat ? { repeat } : {}) };
    return told ?? identify(text, null, wedge);
  }

  function read(text: string, scan: ScanReading | null, wedge: ByWedge): Told {
    const identity: SessionInput = {
      kind: 'identity',
      identity: resolve(text, scan?.aim ?? null),
      read: {
        source: scan === null ? 'keyboard' : 'scanner',
        text,
        raw: scan?.raw ?? '',
        aim: scan?.aim ?? null,
        ...wedge,
      },
    };
    const found = massOnPan();
    const strange = memory.session === null ? commands.readJustBefore() : null;
    const inputs = [identity, found, strange].filter((input) => input !== null);
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
    const below = belowMin(scale.config, micrograms);
    return {
      kind: 'mass',
      mass: { value, unit, raw, micrograms, basis: 'gross', instrument, placement, ...below },
    };
  }

  /** The pan changed: an item that is weighed again, or heavier now, has the new mass. */
  function takeMass(): void {
    if (memory.session === null && mayWork()) shift.takeMass();
    if (memory.session === null || memory.session.state.identity === null) return;
    const found = massOnPan();
    if (found !== null) keeper.tell(found);
  }

  /** Tells the session of a fault that lasts, or of its end. */
  function reportFault(instrument: InstrumentState): void {
    const { id } = instrument.config;
    const lasting = lastingFault(instrument);
    if (lasting !== null) {
      if (id === FACT_INSTRUMENTS.doseRate) desk.interrupt(lasting.code);
      else desk.seconds.interrupt(id, lasting.code);
    }
    const fault = sessionFault(instrument);
    if (fault === null) {
      keeper.tell({ kind: 'recovered', instrument: id });
      return;
    }
    keeper.tell({ kind: 'fault', fault: { instrument: id, ...fault } });
  }

  /** A fault that no open item is told of belongs to the shift. */
  function noteFault(before: InstrumentState, instrument: InstrumentState): void {
    const [was, is] = [lastingFault(before), lastingFault(instrument)];
    if (memory.shift === null || was?.code === is?.code) return;
    const told = sessionFault(is === null ? before : instrument) !== null;
    if (memory.session !== null && told) return;
    const { id } = instrument.config;
    if (is === null) keeper.note('instrument-recovered', { instrument: id });
    else keeper.note('instrument-fault', { instrument: id, code: is.code, detail: is.detail });
  }

  function observeReading(observed: Observed): void {
    const known = memory.instruments.get(observed.instrument);
    if (known === undefined) return;
    const nowMs = clock.monotonicMs();
    const observation = withinMax(known.config, observed.observation);
    const next = withObservation(known, { ...observed, observation }, nowMs);
    const { id } = known.config;
    const instrument = desk.checkTube(next, nowMs);
    memory.instruments.set(observed.instrument, instrument);
    if (lastingFault(known)?.code !== lastingFault(instrument)?.code) {
      noteFault(known, instrument);
      reportFault(instrument);
      options.onChange();
    } else if (doseWindow(known) !== doseWindow(instrument)) {
      // What readings are looked at against depends on it.
      options.onChange();
    }
    if (observation.type === 'reading') takeReading(observation, nowMs, instrument);
    else if (id === FACT_INSTRUMENTS.mass) memory.pan = massLost(memory.pan);
    // An alarm beats whatever keeps the instrument from a value.
    else if (desk.passAlarmsOn(observation.alarms ?? [], id)) options.onChange();
    options.onLive();
  }

  /** A command never becomes an identity, and a label that the bench knows is none either. */
  function takeScan(reading: ScanReading, scanner: InstrumentConfig): Told {
    const command = commands.take(reading.text);
    if (command !== null) return command;
    if (mayWork() && shift.takesScan(reading, scanner)) return { seq: 0, refused: null };
    const told = identify(reading.text, reading);
    const named = resolve(reading.text, reading.aim);
    // A wrong check digit is heard and recorded, but it names no parcel.
    return namesParcel(named) && !named.valid ? refuse('why.no-identity') : told;
  }

  /**
   * Tells the scanner what became of its label: a good read is one that the bench followed, a label of
   * the item at hand, a command or the test label; everything else is a bad read. While nobody is signed
   * in the bench follows nothing and says nothing: a badge is answered by the screen.
   */
  function answerScan({ refused }: Told, { config, requests }: InstrumentState): void {
    const answer = refused === null ? 'good-read' : 'bad-read';
    if (options.person() === null || !requests.includes(answer)) return;
    options.request(config.id, answer);
  }

  function takeReading(reading: Reading, nowMs: number, instrument: InstrumentState): void {
    const { config } = instrument;
    switch (reading.kind) {
      case 'scan':
        options.onActivity();
        answerScan(takeScan(reading, config), instrument);
        options.onChange();
        return;
      case 'mass': {
        if (!isFirst(config)) return;
        const before = memory.pan;
        const known = [memory.session?.state, memory.checks['test-mass']];
        memory.pan = weigh(before, reading, weight.zeroBandG, nowMs);
        if (memory.pan === before) return;
        // A parcel that somebody puts down or takes away; a draughty pan moves by itself.
        if (memory.pan.state !== before.state) {
          options.onActivity();
          if (memory.pan.state === 'loaded') desk.panLoaded();
        }
        takeMass();
        // A restless last digit of the same parcel, of which nothing was made, is no news for the screen.
        const same = known[0] === memory.session?.state && known[1] === memory.checks['test-mass'];
        if (!same || !isWeighedAgain(before, memory.pan)) options.onChange();
        return;
      }
      case 'counts':
      case 'dose-rate': {
        // What is dangerous is heard from any tube, also from one in fault; nothing else is.
        const measures = lastingFault(instrument) === null;
        const first = measures && isFirst(config);
        const served = first ? desk.take(reading, nowMs) : desk.watch(reading, config.id);
        const along = measures && !first && desk.seconds.take(config.id, reading, nowMs);
        if (served || along) options.onChange();
        return;
      }
      default:
        assertNever(reading);
    }
  }

  function observeLink({ report }: Extract<FromDevices, { kind: 'link' }>): void {
    const known = memory.instruments.get(report.instrument);
    if (known === undefined) return;
    const instrument = withLink(known, report);
    memory.instruments.set(report.instrument, instrument);
    const { id } = instrument.config;
    if (id === FACT_INSTRUMENTS.mass && instrument.link.state !== 'ready') {
      memory.pan = panLost(memory.pan);
    }
    desk.identified(instrument);
    noteFault(known, instrument);
    reportFault(instrument);
    options.onChange();
  }

  function enterDeclaration(intent: Extract<BenchIntent, { kind: 'enter-declaration' }>): Told {
    const id = memory.session?.state.identity?.canonical;
    if (id === undefined) return refuse('why.no-identity');
    return keeper.tell({ kind: 'entered', item: itemFromForm(id, intent.declaration) });
  }

  function follow(intent: BenchIntent, second: Person | null): Told {
    if (isSessionIntent(intent)) return keeper.tell(sessionInputOf(intent, second));
    switch (intent.kind) {
      case 'open-shift':
        return shift.open();
      case 'report-check':
        return shift.report(intent);
      case 'close-shift':
        return shift.close(intent.handover);
      case 'zero-scale':
      case 'tare-scale':
      case 'clear-tare':
        return scale.ask(intent);
      case 'take-background':
        return desk.startBackground();
      case 'type-identity':
        return commands.take(intent.text) ?? identify(intent.text, null);
      case 'wedge-scan':
        return takeWedgeScan(intent);
      case 'enter-declaration':
        return enterDeclaration(intent);
      case 'start-survey':
        return desk.startSurvey(intent);
      case 'move-over':
        return desk.moveOver(intent);
      case 'end-survey':
        return desk.endSurvey();
      case 'answer-referral': {
        const { referral, method, result, note } = intent;
        const said = { by: options.person()?.badge ?? 'station', atMs: clock.utcMs() };
        return keeper.tell({
          kind: 'answer-referral',
          answer: { referral, method, result, note, ...said },
        });
      }
      default:
        return assertNever(intent);
    }
  }

  foldShift(memory, records);
  desk.resume();
  keeper.resume();
  return {
    observe(message) {
      if (message.kind === 'observed') observeReading(message.observed);
      else observeLink(message);
    },
    intend(intent, second) {
      const told = follow(intent, second);
      options.onChange();
      return told;
    },
    personChanged() {
      memory.refusedScan = null;
      memory.lastCommand = null;
    },
    manifestChanged: () => keeper.lookUpAgain(),
    instruments: () => [...memory.instruments.values()].map(({ config }) => config),
    instrument: (kind) => memory.instruments.get(kind) ?? null,
    reconfigure(next) {
      if (memory.session !== null) return refuse('why.other-item-open');
      const seq = reconfigureBench(memory, keeper, next);
      options.onChange();
      return { seq, refused: null };
    },
    entered() {
      const declaration = memory.session?.state.declaration;
      return declaration?.state === 'value' &&
        (declaration.entered || !hasContents(declaration.item))
        ? formOfItem(declaration.item)
        : null;
    },
    state: () => viewBench(memory, options),
    live: () => viewLive(memory, clock.monotonicMs(), radiation.sievertPerRoentgen),
  };
}
