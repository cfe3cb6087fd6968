import type {
  DetectedInstrument,
  DetectionNote,
  DetectionReason,
  DetectionResult,
  DetectionStep,
} from '../../shared/bridge/detection.ts';
import { assertNever } from '../../shared/result.ts';

/** What a detection is doing, in English. */
export function describeStep({ path, step, of, doing, settings, protocol, upToS }: DetectionStep) {
  const what = doing === 'listening' ? 'listening' : `asking as ${protocol ?? ''}`;
  return `${path}: ${what} at ${settings} (${step} of ${of}, up to ${upToS} s)`;
}

function describeReason(reason: DetectionReason): string {
  switch (reason.code) {
    case 'adapter':
      return `such instruments have an adapter ${reason.usb}`;
    case 'frames':
      return `${reason.percent} % of what it sends are valid frames (${reason.frames})`;
    case 'checked-frames':
      return `${reason.percent} % of what it sends are frames with the right checksum (${reason.frames})`;
    case 'answer':
      return `it answered ${reason.asked}`;
    case 'label':
      return `it sent one line: "${reason.text}"`;
    default:
      return assertNever(reason);
  }
}

function describeNote(note: DetectionNote): string {
  switch (note.code) {
    case 'nothing-heard':
      return 'nothing was heard: it is off, not connected, or waits for a question that no protocol here asks';
    case 'text-heard':
      return `text is coming at ${note.settings}; a generic profile may read it: "${note.text}"`;
    case 'garbage-heard':
      return `${note.bytes} bytes came that look like another speed or parity at all settings tried`;
    case 'bytes-heard':
      return `${note.bytes} bytes came that no protocol here reads (first at ${note.settings})`;
    case 'strange-answer':
      return `${note.bytes} bytes came in answer to a question at ${note.settings}; no protocol here knows them`;
    case 'port-failed':
      return note.detail;
    default:
      return assertNever(note);
  }
}

function describeCandidate(candidate: DetectedInstrument): string {
  const { protocol, settings, confidence, title, identity, reasons } = candidate;
  const name = identity === null ? title : `${title}: ${identity}`;
  const why = reasons.map(describeReason).join('; ');
  return `  ${confidence}: ${protocol} at ${settings} (${name}); ${why}`;
}

const OUTCOMES = {
  found: 'recognised',
  'not-recognised': 'not recognised',
  silent: 'not recognised: silent',
  busy: 'used by another program',
  denied: 'not permitted',
  missing: 'no such port',
  cancelled: 'cancelled',
} as const;

/** A result in English: what was found and why, or what was heard, with the bytes. */
export function describeResult(result: DetectionResult): string {
  const { path, outcome, candidates, notes } = result;
  const chunks = candidates[0]?.evidence ?? result.evidence;
  const bytes = chunks.map(({ from, hex }) => `  ${from === 'host' ? '>' : '<'} ${hex}`);
  const said = [
    ...candidates.map(describeCandidate),
    ...notes.map((note) => `  ${describeNote(note)}`),
  ];
  return [`${path}: ${OUTCOMES[outcome]}`, ...said, ...bytes].join('\n');
}
