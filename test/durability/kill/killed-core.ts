import { fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { TRAINING_OFFICER } from '../../../shared/training/training-people.ts';

const CORE = join(import.meta.dirname, '../../../electron/core/index.ts');
const RESOURCES = join(import.meta.dirname, '../../../resources');

/** An intent that core accepted: the last event of it, and the reason that must be in that event. */
export interface Accepted {
  readonly seq: number;
  readonly kind: string;
  readonly reason: string | null;
}

type Intent = Readonly<Record<string, unknown>> & { readonly kind: string };
type FromCore =
  | { readonly kind: 'ready' | 'event' }
  | {
      readonly kind: 'reply';
      readonly id: number;
      readonly reply: { readonly value?: { readonly accepted: boolean; readonly seq?: number } };
    };

/** What an officer does first; some of it is refused when an earlier process has done it. */
const OPENING: readonly Intent[] = [
  { kind: 'sign-in', ...TRAINING_OFFICER },
  { kind: 'open-shift' },
  ...['background', 'test-mass', 'scanner'].map((check) => ({
    ...{ kind: 'report-check', check, result: 'skipped', reason: 'not today' },
  })),
];

/**
 * Starts the core process as the station does, under plain Node, screens parcels through its port
 * one after the other, and kills it.
 *
 * @param intents how many answers it is given, all refusals included, before it is killed
 * @param afterMs how much later
 * @returns what it accepted
 */
export async function killedCore(
  dataDir: string,
  boot: string,
  env: NodeJS.ProcessEnv,
  { intents, afterMs }: { readonly intents: number; readonly afterMs: number },
): Promise<Accepted[]> {
  const config = {
    ...{ mode: 'training', dataDir, resourcesDir: RESOURCES },
    ...{ appVersion: 'test', sqliteAddon: null },
  };
  const child = fork(CORE, [`--config=${JSON.stringify(config)}`], { silent: true, env });
  const accepted: Accepted[] = [];
  let errors = '';
  child.stderr?.on('data', (chunk: Buffer) => (errors += chunk.toString()));
  let asked = 0;
  const intentAt = (position: number): Intent => {
    const first = OPENING[position];
    if (first !== undefined) return first;
    return position % 2 === 0
      ? { kind: 'put-aside', reason: `${boot}, intent ${position}` }
      : { kind: 'type-identity', text: `${boot}-${position}` };
  };
  const ask = (): void => {
    child.send({ kind: 'call', id: asked, method: 'intent', params: intentAt(asked) });
  };
  child.on('message', (message: FromCore) => {
    if (message.kind === 'ready') ask();
    if (message.kind !== 'reply') return;
    const { value } = message.reply;
    const { kind, reason = null } = intentAt(message.id);
    if (value?.accepted === true && value.seq !== undefined && value.seq > 0) {
      accepted.push({ seq: value.seq, kind, reason: kind === 'put-aside' ? String(reason) : null });
    }
    asked += 1;
    if (asked === intents) setTimeout(() => child.kill('SIGKILL'), afterMs);
    if (child.connected) ask();
  });
  const [, signal] = (await once(child, 'exit')) as [number | null, string | null];
  if (signal !== 'SIGKILL') throw new Error(`core ended by itself: ${errors}`);
  return accepted;
}
