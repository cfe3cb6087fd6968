import { readFileSync } from 'node:fs';
import path from 'node:path';
import { format, resolveConfig } from 'prettier';
import { describe, expect, it } from 'vitest';
import { protocolOf } from '../../../electron/devices/protocols.ts';
import { PROTOCOL_IDS } from '../../../shared/measure/instrument.ts';
import {
  allCaptures,
  conformanceTable,
  decodeCapture,
  instrumentBytes,
} from '../../support/conformance.ts';

const PAGE = path.join(import.meta.dirname, '..', '..', '..', 'docs/instruments/conformance.md');
const captures = allCaptures();

describe.each(captures)('$name', (capture) => {
  const whole = decodeCapture(capture);

  it('decodes to the documented values', () => {
    expect(whole).toMatchObject(capture.expected);
    expect(whole).toHaveLength(capture.expected.length);
  });

  it('decodes alike byte by byte', () => {
    expect(decodeCapture(capture, ['--chunk', '1'])).toEqual(whole);
  });

  it('decodes alike split at every offset', () => {
    for (let at = 0; at <= instrumentBytes(capture); at += 1) {
      expect(decodeCapture(capture, ['--cut', String(at)]), `cut after ${at}`).toEqual(whole);
    }
  });
});

it.each(PROTOCOL_IDS)('protocol %s has a capture, or a computed one, to be held against', (id) => {
  expect(captures.some(({ protocol }) => protocol === id)).toBe(true);
});

it('the page of conformance says what the captures are', async () => {
  const table = conformanceTable((id) => protocolOf(id).descriptor.title);
  const style = { ...(await resolveConfig(PAGE)), filepath: PAGE };
  expect(readFileSync(PAGE, 'utf8')).toBe(await format(table, style));
});
