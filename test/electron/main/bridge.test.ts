import { describe, expect, it } from 'vitest';
import { createSimulatedClock } from '../../../electron/cli/simulated-clock.ts';
import { installBridge, type Bridge, type CallReceiver } from '../../../electron/main/bridge.ts';
import { createScreenEvents } from '../../../electron/main/screen-events.ts';
import type { SenderFrame } from '../../../electron/main/security.ts';
import type { Envelope } from '../../../shared/bridge/envelope.ts';
import {
  callChannel,
  CALL_DEADLINE_MS,
  CORE_METHODS,
  MAIN_METHODS,
} from '../../../shared/bridge/methods.ts';

type Listener = Parameters<CallReceiver['handle']>[1];

const OURS: SenderFrame = { origin: 'app://station' };
const DONE: Envelope<unknown> = { ok: true, value: 'done' };

const echo = (params: unknown) => Promise.resolve({ ok: true as const, value: params });

function createRig() {
  const clock = createSimulatedClock();
  const listeners = new Map<string, Listener>();
  const forwarded: unknown[][] = [];
  const sent: [string, unknown][] = [];
  const replies: Envelope<unknown>[] = [];
  const screen = createScreenEvents(
    clock,
    (channel, payload) => void sent.push([channel, payload]),
  );
  const bridge: Bridge = installBridge({
    receiver: { handle: (channel, listener) => void listeners.set(channel, listener) },
    mainFrame: () => OURS,
    callCore: (...values) => {
      forwarded.push(values);
      return Promise.resolve(replies.shift() ?? DONE);
    },
    own: {
      printShiftReport: echo,
      printCommandSheet: echo,
      chooseManifest: echo,
      previewImport: echo,
      startImport: echo,
      cancelImport: echo,
      importState: echo,
    },
    screen,
    clock,
    log: () => {},
  });
  const callAs = (frame: SenderFrame | null, method: string, ...values: unknown[]) =>
    listeners.get(`station:call:${method}`)?.({ senderFrame: frame }, ...values);
  const call = (method: string, ...values: unknown[]) => callAs(OURS, method, ...values);
  const handshake = () => call('handshake', { contractVersion: 1 });
  return { bridge, screen, clock, listeners, forwarded, sent, replies, callAs, call, handshake };
}

it('handles every method of the contract and nothing else', () => {
  const expected = [...CORE_METHODS, ...MAIN_METHODS].map(callChannel);
  expect(new Set(createRig().listeners.keys())).toEqual(new Set(expected));
});

it('does not let the screen ask core for a raw report', () => {
  expect(createRig().listeners.has('station:call:shiftReport')).toBe(false);
});

describe('a call from our screen', () => {
  it('reaches core with its parameter and the deadline, and brings the answer back', async () => {
    const { call, handshake, forwarded } = createRig();
    await handshake();
    expect(await call('intent', { kind: 'close-shift' })).toEqual(DONE);
    expect(forwarded.at(-1)).toEqual(['intent', { kind: 'close-shift' }, CALL_DEADLINE_MS]);
  });

  it('without a parameter reaches core with an empty one', async () => {
    const { call, handshake, forwarded } = createRig();
    await handshake();
    await call('benchState');
    expect(forwarded.at(-1)).toEqual(['benchState', {}, CALL_DEADLINE_MS]);
  });

  it('to print is answered by main itself, which gets the parameter', async () => {
    const { call, handshake, forwarded } = createRig();
    await handshake();
    const params = { shift: 'shift-7' };
    expect(await call('printShiftReport', params)).toEqual({ ok: true, value: params });
    expect(forwarded).toHaveLength(1);
  });
});

describe('a call from elsewhere', () => {
  it.each<[string, SenderFrame | null]>([
    ['another frame of our origin', { origin: 'app://station' }],
    ['a frame that is gone', null],
  ])('is refused: %s', async (_what, frame) => {
    const { callAs, forwarded } = createRig();
    const reply = await callAs(frame, 'handshake', { contractVersion: 1 });
    expect(reply).toMatchObject({ ok: false, error: { code: 'untrusted-sender' } });
    expect(forwarded).toEqual([]);
  });
});

describe('a call of another form', () => {
  const cycle: Record<string, unknown> = {};
  cycle['self'] = cycle;
  it.each<[string, unknown[]]>([
    ['two parameters', [{}, {}]],
    ['undefined', [undefined]],
    ['an undefined member', [{ a: undefined }]],
    ['a date', [new Date(0)]],
    ['a map', [new Map()]],
    ['bytes', [new Uint8Array(2)]],
    ['a big integer', [1n]],
    ['not a number', [{ a: [Number.NaN] }]],
    ['a cycle', [cycle]],
    ['more than 64 kB', [{ text: 'x'.repeat(65_536) }]],
    ['more than 64 kB of UTF-8', [{ text: '\u00b5'.repeat(33_000) }]],
  ])('is refused: %s', async (_what, values) => {
    const { call, handshake, forwarded } = createRig();
    await handshake();
    const reply = await call('intent', ...values);
    expect(reply).toMatchObject({ ok: false, error: { code: 'malformed-call' } });
    expect(forwarded).toHaveLength(1);
  });

  it('is accepted up to 64 kB', async () => {
    const { call, handshake } = createRig();
    await handshake();
    expect(await call('intent', 'x'.repeat(65_534))).toEqual(DONE);
  });
});

describe('the handshake', () => {
  const MISSING = { ok: false, error: { code: 'handshake-missing' } };

  it('comes before everything else', async () => {
    const { call, forwarded } = createRig();
    for (const method of ['benchState', 'printShiftReport']) {
      expect(await call(method)).toMatchObject(MISSING);
    }
    expect(forwarded).toEqual([]);
  });

  it('opens nothing when core refuses it', async () => {
    const { call, handshake, replies } = createRig();
    replies.push({ ok: false, error: { code: 'contract-version', message: '' } });
    expect(await handshake()).toMatchObject({ error: { code: 'contract-version' } });
    expect(await call('benchState')).toMatchObject(MISSING);
  });

  it('that core cannot answer still lets the screen say why', async () => {
    const { screen, clock, handshake, replies, sent } = createRig();
    replies.push({ ok: false, error: { code: 'core-restarted', message: '' } });
    await handshake();
    await clock.advance(0);
    const notice = { code: 'process-failed', subject: 'core', detail: '', atMs: 0 } as const;
    screen.notify(notice);
    screen.deliver('bench', 'not agreed on');
    expect(sent).toEqual([['station:event:notice', notice]]);
  });

  it('is needed again for the next document', async () => {
    const { bridge, call, handshake } = createRig();
    await handshake();
    bridge.documentReplaced();
    expect(await call('benchState')).toMatchObject(MISSING);
  });

  it('of a document that is gone opens nothing for its successor', async () => {
    const { bridge, call, handshake } = createRig();
    const answered = handshake();
    bridge.documentReplaced();
    await answered;
    expect(await call('benchState')).toMatchObject(MISSING);
  });

  it('is followed by the notices of before, and events', async () => {
    const { screen, clock, handshake, sent } = createRig();
    const notice = { code: 'process-restarted', subject: 'core', detail: '', atMs: 0 } as const;
    screen.notify(notice);
    screen.deliver('bench', 'dropped: nobody there');
    await handshake();
    expect(sent).toEqual([]);
    await clock.advance(0);
    screen.deliver('bench', 'shown');
    expect(sent).toEqual([
      ['station:event:notice', notice],
      ['station:event:bench', 'shown'],
    ]);
  });
});
