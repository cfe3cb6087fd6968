import { expect, it } from 'vitest';
import {
  createShapeGuard,
  type FrameSource,
} from '../../../../electron/devices/scales/shape-guard.ts';

const judge = (source: FrameSource, shapes: string): readonly (string | null)[] => {
  const guard = createShapeGuard(source);
  return [...shapes].map((shape) => {
    const said = guard(shape, new Uint8Array());
    return said === null || said === 'done' ? said : said.code;
  });
};

it('the first frame of a live line is told only once a second one agrees', () => {
  expect(judge('live', 'aaa')).toEqual(['done', null, null]);
});

it('a live line that begins with a damaged frame never has it read', () => {
  expect(judge('live', 'baaa')).toEqual(['done', 'malformed', null, null]);
});

it('a recording of one frame is read', () => {
  expect(judge('recording', 'a')).toEqual([null]);
});

it.each(['live', 'recording'] as const)('%s: another shape is refused once', (source) => {
  expect(judge(source, 'aabaabb').slice(1)).toEqual([
    null,
    'malformed',
    null,
    null,
    'malformed',
    null,
  ]);
});
