import type {
  DroppedFile,
  ImportChoices,
  ImportState,
  ManifestChoice,
  ManifestPreview,
  ManifestsReply,
  PackRulesReply,
  PreviewChoices,
  RuleProposalReply,
  RulesPreviewState,
  RulesReply,
  SetupEvent,
  SetupInstrumentsReply,
} from '../../shared/bridge/contract.ts';
import type { InstrumentKind } from '../../shared/measure/instrument.ts';
import { ask, type Reply } from './station.ts';

/** A page of a list that core keeps. */
export interface PageOf {
  readonly limit: number;
  readonly offset: number;
}

/** Instruments as they are configured; refused to all but administrators, as all below but manifests. */
export function readSetupInstruments(): Promise<Reply<SetupInstrumentsReply>> {
  return ask((station) => station.setupInstruments());
}

/** Asks for the ports of this computer; they come as an event. */
export function askPorts(): Promise<Reply<unknown>> {
  return ask((station) => station.listPorts());
}

/** Asks for the bytes of a line for the next 15 s, or for none. */
export function watchRaw(instrument: InstrumentKind | null): Promise<Reply<unknown>> {
  return ask((station) => station.watchRaw({ instrument }));
}

/** Begins to look for instruments on a port, or on all free ones; events `detection` say what is found. */
export function detectInstruments(path: string | null): Promise<Reply<unknown>> {
  return ask((station) => station.detectInstruments({ path }));
}

export function cancelDetection(): Promise<Reply<unknown>> {
  return ask((station) => station.cancelDetection());
}

export function testInstrument(instrument: InstrumentKind): Promise<Reply<unknown>> {
  return ask((station) => station.testInstrument({ instrument }));
}

/** Manifests in force, newest first. */
export function readManifests(page: PageOf): Promise<Reply<ManifestsReply>> {
  return ask((station) => station.manifests({ ...page }));
}

export function readRules(): Promise<Reply<RulesReply>> {
  return ask((station) => station.rules());
}

export function readPackRules(pack: string, page: PageOf): Promise<Reply<PackRulesReply>> {
  return ask((station) => station.packRules({ pack, ...page }));
}

/** What lies in the layers of rules and is not in force. */
export function readProposal(): Promise<Reply<RuleProposalReply>> {
  return ask((station) => station.ruleProposal());
}

/** Begins to judge the parcels of the last days by the proposed rules. */
export function startRulesPreview(days: number): Promise<Reply<RulesPreviewState>> {
  return ask((station) => station.startRulesPreview({ days }));
}

export function stopRulesPreview(): Promise<Reply<RulesPreviewState>> {
  return ask((station) => station.stopRulesPreview());
}

export function readRulesPreview(): Promise<Reply<RulesPreviewState>> {
  return ask((station) => station.rulesPreview());
}

/** Opens the system's file dialog, at a dropped file where there is one. */
export function chooseManifest(dropped?: DroppedFile): Promise<Reply<ManifestChoice | null>> {
  return ask((station) => station.chooseManifest(dropped));
}

/** What a chosen file looks like, read as somebody says; nothing of it is imported. */
export function previewImport(
  token: string,
  choices: PreviewChoices,
): Promise<Reply<ManifestPreview>> {
  return ask((station) => station.previewImport({ token, ...choices }));
}

export function startImport(token: string, choices: ImportChoices): Promise<Reply<ImportState>> {
  return ask((station) => station.startImport({ token, ...choices }));
}

export function cancelImport(): Promise<Reply<ImportState>> {
  return ask((station) => station.cancelImport());
}

export function readImport(): Promise<Reply<ImportState>> {
  return ask((station) => station.importState());
}

/** Subscribes to what core tells the setup pages; returns the end of the subscription. */
export function listenToSetup(listener: (event: SetupEvent) => void): () => void {
  return window.station?.onSetup(listener) ?? (() => undefined);
}

/** Subscribes to the import of this window. */
export function listenToImport(listener: (state: ImportState) => void): () => void {
  return window.station?.onImport(listener) ?? (() => undefined);
}
