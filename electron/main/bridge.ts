import type { Envelope } from '../../shared/bridge/envelope.ts';
import {
  CALL_DEADLINE_MS,
  callChannel,
  CORE_METHODS,
  MAIN_METHODS,
  type CoreMethod,
  type MainMethod,
} from '../../shared/bridge/methods.ts';
import type { Clock } from '../../shared/clock.ts';
import type { Log } from './log.ts';
import { isPlainJson } from './plain-json.ts';
import type { ScreenEvents } from './screen-events.ts';
import { isTrustedSender, type SenderFrame } from './security.ts';

/** Largest parameter of a call, in bytes of JSON. */
const MAX_PARAMETER_BYTES = 64 * 1024;

/** The part of Electron's `ipcMain` that is used here. */
export interface CallReceiver {
  handle(
    channel: string,
    listener: (
      event: { readonly senderFrame: SenderFrame | null },
      ...values: unknown[]
    ) => Promise<unknown>,
  ): void;
}

export interface BridgeOptions {
  readonly receiver: CallReceiver;
  /** The main frame of the one window; undefined while there is none. */
  readonly mainFrame: () => SenderFrame | undefined;
  readonly callCore: (
    method: CoreMethod,
    params: unknown,
    deadlineMs: number,
  ) => Promise<Envelope<unknown>>;
  /** Methods that main answers itself. */
  readonly own: Readonly<Record<MainMethod, (params: unknown) => Promise<Envelope<unknown>>>>;
  readonly screen: ScreenEvents;
  readonly clock: Clock;
  readonly log: Log;
}

export interface Bridge {
  /** Another document took the window's main frame, or its process is gone. */
  documentReplaced(): void;
}

/**
 * Answers the calls of the screen: checks who calls and the outer form, then forwards. What a
 * parameter means is for core to judge. Errors of its own: `untrusted-sender`, `malformed-call`,
 * `handshake-missing`.
 */
export function installBridge(options: BridgeOptions): Bridge {
  const { receiver, screen } = options;
  /** Counts documents, so that a late handshake of a replaced one opens nothing. */
  let document = 0;
  let shakenHands = false;

  const handshake = async (params: unknown): Promise<Envelope<unknown>> => {
    const asking = document;
    const reply = await options.callCore('handshake', params, CALL_DEADLINE_MS);
    if (asking !== document) return reply;
    shakenHands ||= reply.ok;
    if (reply.ok) options.log('info', 'screen-ready');
    // After the answer is on its way, so that the screen has it before the kept notices.
    options.clock.after(0, () => {
      if (asking === document) screen.open(shakenHands ? 'everything' : 'notices');
    });
    return reply;
  };

  const answer = (method: CoreMethod | MainMethod, params: unknown): Promise<Envelope<unknown>> => {
    if (method === 'handshake') return handshake(params);
    if (!shakenHands) return Promise.resolve(refusal('handshake-missing', NO_HANDSHAKE));
    if (isMainMethod(method)) return options.own[method](params);
    return options.callCore(method, params, CALL_DEADLINE_MS);
  };

  for (const method of [...CORE_METHODS, ...MAIN_METHODS]) {
    receiver.handle(callChannel(method), (event, ...values) => {
      const refused = refuse(options, event.senderFrame, values);
      if (refused === undefined) return answer(method, values[0] ?? {});
      options.log('warning', 'call-refused', { method, code: refused.error.code });
      return Promise.resolve(refused);
    });
  }

  return {
    documentReplaced() {
      document += 1;
      shakenHands = false;
      screen.close();
    },
  };
}

const NO_HANDSHAKE =
  'The screen has not agreed on the contract version yet. Nothing was done. Load the screen again.';
const UNTRUSTED = 'Only the station screen itself may call. Nothing was done.';
const MALFORMED = 'The call is not of the agreed form. Nothing was done. Load the screen again.';

type Refusal = Extract<Envelope<never>, { ok: false }>;

function refuse(
  { mainFrame }: BridgeOptions,
  sender: SenderFrame | null,
  values: readonly unknown[],
): Refusal | undefined {
  if (!isTrustedSender(sender, mainFrame())) return refusal('untrusted-sender', UNTRUSTED);
  const wellFormed =
    values.length === 0 || (values.length === 1 && isPlainJson(values[0], MAX_PARAMETER_BYTES));
  return wellFormed ? undefined : refusal('malformed-call', MALFORMED);
}

function refusal(code: string, message: string): Refusal {
  return { ok: false, error: { code, message } };
}

function isMainMethod(method: CoreMethod | MainMethod): method is MainMethod {
  return MAIN_METHODS.some((own) => own === method);
}
