import { beforeAll, describe, expect, it } from 'vitest';
import { trainingFolder } from '../support/e2e-bench.ts';
import { ordinaryUser } from '../support/e2e-ordinary-user.ts';
import type { SandboxedRun } from '../support/e2e-sandboxed-child.ts';

let run: SandboxedRun;

beforeAll(() => {
  const user = ordinaryUser();
  const dataDir = trainingFolder(user.folder);
  user.own(dataDir);
  const { status, out, said } = user.run('test/support/e2e-sandboxed-child.ts', dataDir);
  if (status !== 0) throw new Error(`the run as an ordinary user ended with ${status}: ${said}`);
  run = JSON.parse(out.trim().split('\n').at(-1) ?? '') as SandboxedRun;
});

describe('the app of an ordinary user', () => {
  it('screens a parcel', () => {
    expect(run).toMatchObject({ outcome: 'release', prompts: [], complaints: [] });
    expect(run.userId).not.toBe(0);
  });

  it('has no process without sandbox', () => {
    expect(run.processes.filter(({ unsandboxed }) => unsandboxed)).toEqual([]);
    expect(run.processes.map(({ type }) => type)).toEqual(
      expect.arrayContaining(['main', 'renderer', 'utility', 'zygote']),
    );
  });

  it('has its screen behind a seccomp filter', () => {
    const screens = run.processes.filter(({ type }) => type === 'renderer');
    expect(screens.map(({ seccomp }) => seccomp)).toEqual([2]);
  });
});
