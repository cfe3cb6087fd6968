import type { InstrumentKind, ProtocolId } from '../measure/instrument.ts';

/** Bytes that a result rests on, oldest first. */
export interface EvidenceChunk {
  readonly from: 'instrument' | 'host';
  readonly hex: string;
}

/** Why an instrument is taken for what it is; the screen has a sentence for each. */
export type DetectionReason =
  /** Its USB adapter is one that such instruments have. Ranks, proves nothing. */
  | { readonly code: 'adapter'; readonly usb: string }
  /** It sends unasked; `percent` of the bytes lie in valid frames. */
  | { readonly code: 'frames'; readonly frames: number; readonly percent: number }
  /** As `frames`, each with a right checksum. */
  | { readonly code: 'checked-frames'; readonly frames: number; readonly percent: number }
  /** It answered the safe question of its protocol. */
  | { readonly code: 'answer'; readonly asked: string }
  /** One line of text on a quiet line while somebody was asked to read a label. */
  | { readonly code: 'label'; readonly text: string };

/** What was heard of an instrument that was not recognised. */
export type DetectionNote =
  | { readonly code: 'nothing-heard' }
  /** Lines of text; a generic profile may read them. */
  | { readonly code: 'text-heard'; readonly text: string; readonly settings: string }
  /** Bytes that look like another speed or parity at every setting that was tried. */
  | { readonly code: 'garbage-heard'; readonly bytes: number }
  /** Bytes that no protocol reads. */
  | { readonly code: 'bytes-heard'; readonly bytes: number; readonly settings: string }
  /** Bytes came after a question only, and no protocol knows them. */
  | { readonly code: 'strange-answer'; readonly bytes: number; readonly settings: string }
  /** The port was lost, or could not be opened; `detail` is for IT. */
  | { readonly code: 'port-failed'; readonly detail: string };

export type Confidence = 'certain' | 'likely' | 'possible';

/** What may be on a port. */
export interface DetectedInstrument {
  readonly protocol: ProtocolId;
  readonly kind: InstrumentKind;
  readonly title: string;
  /** Line settings at which it was understood, `9600-8N1`. */
  readonly settings: string;
  readonly confidence: Confidence;
  readonly reasons: readonly DetectionReason[];
  /** Model, firmware and serial number as the instrument gave them; null when it did not. */
  readonly identity: string | null;
  /** At most 256 bytes. */
  readonly evidence: readonly EvidenceChunk[];
}

/** How the detection on one port ended. */
export type DetectionOutcome =
  'found' | 'not-recognised' | 'silent' | 'busy' | 'denied' | 'missing' | 'cancelled';

export interface DetectionResult {
  readonly path: string;
  readonly outcome: DetectionOutcome;
  /** Best first; empty unless `found`. */
  readonly candidates: readonly DetectedInstrument[];
  readonly notes: readonly DetectionNote[];
  /** What was heard where nothing was recognised; at most 256 bytes. */
  readonly evidence: readonly EvidenceChunk[];
}

/** What the detection on one port is doing. */
export interface DetectionStep {
  readonly path: string;
  /** From 1; numbers may be left out where a step is not needed. */
  readonly step: number;
  readonly of: number;
  readonly doing: 'listening' | 'asking';
  readonly settings: string;
  /** The protocol whose question is asked; null while listening. */
  readonly protocol: ProtocolId | null;
  /** Seconds that this port takes at most from now on. */
  readonly upToS: number;
}

/** What a detection tells while it goes on. */
export type DetectionNews =
  | { readonly state: 'step'; readonly step: DetectionStep }
  | { readonly state: 'result'; readonly result: DetectionResult }
  /** All ports are done; `why` where it broke off, or with no ports, where they could not be listed. */
  | { readonly state: 'ended'; readonly ports: number; readonly why: string | null };
