import { describe, expect, it } from 'vitest';
import {
  checkpointLine,
  checkpointOf,
  parseCheckpointLine,
  statementText,
} from '../../../shared/records/checkpoint.ts';
import { GENESIS } from '../../../shared/records/chain.ts';

const checkpoint = {
  station: 'ab'.repeat(16),
  epoch: 2,
  seq: 100,
  hash: 'f'.repeat(64),
  key: 'a2V5',
  signature: 'c2lnbmVk',
};

describe('a checkpoint', () => {
  it('signs format, station, epoch, record and hash as canonical JSON', () => {
    expect(statementText(checkpoint)).toBe(
      `{"epoch":2,"format":"screening-station-checkpoint-1","hash":"${checkpoint.hash}",` +
        `"seq":100,"station":"${checkpoint.station}"}`,
    );
  });

  it('has one line, which reads back', () => {
    expect(parseCheckpointLine(checkpointLine(checkpoint))).toEqual(checkpoint);
  });

  it.each([
    ['a blank more', (line: string) => line.replace(':', ': ')],
    ['another format', (line: string) => line.replace('checkpoint-1', 'checkpoint-2')],
    ['a member more', (line: string) => line.replace(/}$/, ',"z":1}')],
    ['a member less', (line: string) => line.replace(/"key":"[^"]*",/, '')],
    ['a hash in capitals', (line: string) => line.replace('ffff', 'FFFF')],
    ['no record', (line: string) => line.replace('"seq":100', '"seq":0')],
    ['a part of a record', (line: string) => line.replace('"seq":100', '"seq":1.5')],
    ['an end that is missing', (line: string) => line.slice(0, -1)],
    ['no object', () => 'null'],
  ])('is refused with %s', (_name, change) => {
    const line = checkpointLine(checkpoint);
    expect(change(line)).not.toBe(line);
    expect(parseCheckpointLine(change(line))).toBeNull();
  });

  it('is read from its event, whose station and epoch it is of', () => {
    const { station, epoch, ...body } = checkpoint;
    const header = {
      ...{ seq: 101, epoch, station, boot_id: 'b', at_ms: 1, mono_ms: 1, shift: null },
      ...{ session: null, actor: 'station', kind: 'checkpoint' },
    };
    const event = {
      header,
      bodyText: JSON.stringify({ ...body, training: true }),
      prev: GENESIS,
      hash: GENESIS,
    };
    expect(checkpointOf(event)).toEqual(checkpoint);
    expect(checkpointOf({ ...event, bodyText: '{}' })).toBeNull();
    expect(checkpointOf({ ...event, bodyText: 'no JSON' })).toBeNull();
  });
});
