import { expect, it } from 'vitest';
import { noticeOf } from '../../../electron/main/process-notices.ts';

const ended = { reason: 'exit code 9, killed', retryInMs: 500 };
const waiting = (failures: number) =>
  noticeOf('devices', { state: 'waiting', pid: undefined, failures, ended }, 17);

it('says which process ended, why, and when it is started again', () => {
  expect(waiting(1)).toEqual({
    code: 'process-restarted',
    subject: 'devices',
    detail: 'exit code 9, killed; failure 1 in a row, started again in 0.5 s',
    atMs: 17,
  });
});

it('reports eight failures in a row as failed, once, and then no more', () => {
  const codes = [6, 7, 8, 9, 10].map((failures) => waiting(failures)?.code);
  expect(codes).toEqual([
    'process-restarted',
    'process-restarted',
    'process-failed',
    undefined,
    undefined,
  ]);
});

it('says nothing about a process that starts or works', () => {
  for (const state of ['starting', 'ready', 'stopped'] as const) {
    expect(noticeOf('core', { state, pid: 1, failures: 0 }, 0)).toBeUndefined();
  }
});
