import { readdirSync } from 'node:fs';
import path from 'node:path';
import { decode } from '../../electron/cli/verbs/decode.ts';
import type { Output } from '../../electron/cli/verb.ts';
import { PROTOCOL_IDS, type ProtocolId } from '../../shared/measure/instrument.ts';
import { bytesFrom, readCapture, type Capture } from '../fixtures/captures/read-exchange.ts';

const PROJECT = path.join(import.meta.dirname, '..', '..');
const CAPTURES = path.join(PROJECT, 'test', 'fixtures', 'captures');

/** One file of captured frames and the protocol that they belong to. */
export interface CaptureFile extends Capture {
  readonly protocol: ProtocolId;
  /** `mt-sics/manual-replies.exchange`. */
  readonly name: string;
}

/** All captures, by protocol in the order of the interface, then by name. */
export function allCaptures(): readonly CaptureFile[] {
  return PROTOCOL_IDS.flatMap((protocol) =>
    capturesBelow(protocol).map((file) => {
      const name = `${protocol}/${file}`;
      return { protocol, name, ...readCapture(name) };
    }),
  );
}

function capturesBelow(protocol: ProtocolId): readonly string[] {
  const found = readdirSync(CAPTURES, { withFileTypes: true });
  if (!found.some(({ name }) => name === protocol)) return [];
  return readdirSync(path.join(CAPTURES, protocol))
    .filter((name) => name.endsWith('.exchange'))
    .sort();
}

/** What `station decode --json` answers for a capture, with further options such as `--chunk 1`. */
export function decodeCapture(
  capture: CaptureFile,
  options: readonly string[] = [],
): readonly object[] {
  const answers: object[] = [];
  const output: Output = {
    json: true,
    answer: (value) => void answers.push(value),
    problem() {},
    failure() {},
  };
  const profile =
    capture.profile === null ? [] : ['--profile', path.join(PROJECT, capture.profile)];
  const file = path.join(CAPTURES, capture.name);
  void decode.run(
    ['--protocol', capture.protocol, '--exchange', file, ...profile, ...options],
    output,
  );
  return answers;
}

/** Number of bytes that the instrument sent in a capture. */
export function instrumentBytes({ lines }: CaptureFile): number {
  return bytesFrom(lines, 'instrument').length;
}

/** Frames as they stand in a capture: lines of the instrument. */
function framesOf({ lines }: CaptureFile): number {
  return lines.filter(({ from }) => from === 'instrument').length;
}

const GRADES = { R: 'real', D: 'document', T: 'other test', C: 'computed' } as const;

/** The table of docs/instruments/conformance.md: what each protocol was held against. */
export function conformanceTable(titleOf: (id: ProtocolId) => string): string {
  const captures = allCaptures();
  const rows = PROTOCOL_IDS.map((protocol) => {
    const own = captures.filter((capture) => capture.protocol === protocol);
    const cells = (Object.keys(GRADES) as (keyof typeof GRADES)[]).map((grade) => {
      const graded = own.filter((capture) => capture.grade === grade);
      const frames = graded.reduce((sum, capture) => sum + framesOf(capture), 0);
      return frames === 0 ? '–' : String(frames);
    });
    const note = own.some(({ grade }) => grade === 'R') ? '' : 'no real capture';
    return `| [${protocol}](${protocol}.md) | ${titleOf(protocol)} | ${cells.join(' | ')} | ${note} |`;
  });
  const leftOut = captures.flatMap(({ name, leftOut: frames }) =>
    frames.map((frame) => `- \`${name}\`: ${frame}`),
  );
  const sources = captures.map(
    ({ name, grade, source }) => `- \`${name}\` (${GRADES[grade]}): ${source}`,
  );
  return [
    '# Conformance of the protocols',
    '',
    'Written by `node tools/write-conformance.ts` from the captures in `test/fixtures/captures`, which',
    'it decodes first; `test/electron/devices/conformance.test.ts` decodes each of them through',
    '`station decode` whole, byte by byte and split at every offset, and holds this page against them.',
    'The columns count lines of captured bytes: **real** were read off an instrument, **document** are',
    'printed by its vendor, **other test** come from the tests of another project and may be invented,',
    '**computed** follow from the documented rule and are no evidence.',
    '',
    '| protocol | title | real | document | other test | computed | |',
    '| --- | --- | --- | --- | --- | --- | --- |',
    ...rows,
    '',
    '## Frames that are left out',
    '',
    ...(leftOut.length > 0 ? leftOut : ['None.']),
    '',
    '## Sources',
    '',
    ...sources,
    '',
  ].join('\n');
}
