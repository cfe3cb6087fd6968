import type {
  Confidence,
  DetectedInstrument,
  DetectionNote,
  DetectionReason,
  EvidenceChunk,
} from '../../../shared/bridge/detection.ts';
import type { LineSettings } from '../../../shared/measure/instrument.ts';
import { formatLineSettings } from '../../../shared/measure/line-settings.ts';
import type { Protocol } from '../protocol.ts';
import { hear, impressionOf, labelIn, textIn } from './hear.ts';
import { usbFit, type PortUsb } from './plan.ts';

/** What was heard at some settings without a question. */
export interface Heard {
  readonly settings: LineSettings;
  readonly bytes: Uint8Array;
  readonly record: readonly EvidenceChunk[];
}

/** Bytes of evidence that a result carries, both directions together. */
const MOST_EVIDENCE = 256;

const ORDER: readonly Confidence[] = ['certain', 'likely', 'possible'];

/** The first bytes of a record, neighbours of one direction as one. */
export function trimEvidence(record: readonly EvidenceChunk[]): readonly EvidenceChunk[] {
  const chunks: EvidenceChunk[] = [];
  let rest = MOST_EVIDENCE;
  for (const { from, hex } of record) {
    const kept = hex.slice(0, 2 * rest);
    if (kept === '') continue;
    rest -= kept.length / 2;
    const before = chunks.at(-1);
    if (before?.from !== from) chunks.push({ from, hex: kept });
    else chunks.splice(-1, 1, { from, hex: before.hex + kept });
  }
  return chunks;
}

/** A candidate with its adapter as a further reason where it fits. */
export function toCandidate(
  { protocol, usb }: { readonly protocol: Protocol; readonly usb: PortUsb },
  found: Pick<DetectedInstrument, 'confidence' | 'identity'> & {
    readonly settings: LineSettings;
    readonly reason: DetectionReason;
    readonly record: readonly EvidenceChunk[];
  },
): DetectedInstrument {
  const { id, kind, title } = protocol.descriptor;
  const adapter: DetectionReason = {
    code: 'adapter',
    usb: `${usb.vendorId ?? ''}:${usb.productId ?? ''}`,
  };
  return {
    protocol: id,
    kind,
    title,
    settings: formatLineSettings(found.settings),
    confidence: found.confidence,
    reasons: usbFit(protocol, usb) > 0 ? [found.reason, adapter] : [found.reason],
    identity: found.identity,
    evidence: trimEvidence(found.record),
  };
}

/**
 * What may have sent the bytes that were heard, best first. One line of text is a label only when no
 * protocol reads it, for a scale prints a line as well.
 */
export function candidatesOf(
  { settings, bytes, record }: Heard,
  protocols: readonly Protocol[],
  usb: PortUsb,
): readonly DetectedInstrument[] {
  const found = protocols.flatMap((protocol) => {
    const hearing = hear(protocol, bytes);
    if (hearing === null) return [];
    const { confidence, reason, share } = hearing;
    const about = { confidence, identity: null, settings, reason, record };
    return [{ share, candidate: toCandidate({ protocol, usb }, about) }];
  });
  if (found.length > 0) {
    found.sort((one, other) => other.share - one.share);
    return rank(found.map(({ candidate }) => candidate));
  }
  const text = labelIn(bytes);
  const reader = protocols.find(({ descriptor }) => descriptor.id === 'line-scanner');
  if (text === null || reader === undefined) return [];
  const fits = protocols.some(
    (protocol) => protocol.descriptor.kind === 'scanner' && usbFit(protocol, usb) > 0,
  );
  const reason = { code: 'label', text } as const;
  const confidence = fits ? 'likely' : 'possible';
  const about = { confidence, identity: null, settings, reason, record } as const;
  return [toCandidate({ protocol: reader, usb }, about)];
}

/** Best first; the order of equals stays. */
export function rank(candidates: readonly DetectedInstrument[]): readonly DetectedInstrument[] {
  return [...candidates].sort(
    (one, other) => ORDER.indexOf(one.confidence) - ORDER.indexOf(other.confidence),
  );
}

/** What to say of bytes that nobody recognised. */
export function noteOf(
  heard: readonly Heard[],
  strange: Pick<Heard, 'settings' | 'bytes'> | null,
): DetectionNote {
  const text = heard.find(({ bytes }) => ['text', 'label'].includes(impressionOf(bytes)));
  if (text !== undefined) {
    const settings = formatLineSettings(text.settings);
    return { code: 'text-heard', text: textIn(text.bytes), settings };
  }
  const [first] = heard;
  if (first !== undefined) {
    const bytes = heard.reduce((sum, one) => sum + one.bytes.length, 0);
    if (heard.every((one) => impressionOf(one.bytes) === 'garbage')) {
      return { code: 'garbage-heard', bytes };
    }
    return { code: 'bytes-heard', bytes, settings: formatLineSettings(first.settings) };
  }
  if (strange === null) return { code: 'nothing-heard' };
  const settings = formatLineSettings(strange.settings);
  return { code: 'strange-answer', bytes: strange.bytes.length, settings };
}
