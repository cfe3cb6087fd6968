import type { Readable, Writable } from 'node:stream';

interface Message {
  readonly id?: number;
  readonly method?: string;
  readonly params?: {
    readonly sessionId?: string;
    readonly targetInfo?: { readonly type: string };
  };
  readonly result?: unknown;
  readonly error?: { readonly message: string };
}

/** Chromium's DevTools protocol over `--remote-debugging-pipe`: JSON texts, each ended by NUL. */
export interface DevTools {
  send(method: string, params?: object, session?: string): Promise<unknown>;
  /** Session of the first page. */
  readonly page: Promise<string>;
}

/**
 * Speaks with an Electron started with the pipe at descriptors 3 and 4. Nothing but the targets is
 * enabled: unlike a test driver this changes no switch of the app and listens to nothing.
 */
export function openDevTools(input: Writable, output: Readable): DevTools {
  const waiting = new Map<number, { resolve(value: unknown): void; reject(error: Error): void }>();
  let pageFound: (session: string) => void = () => {};
  const page = new Promise<string>((resolve) => (pageFound = resolve));
  let lastId = 0;
  let text = '';

  const receive = (message: Message): void => {
    const { sessionId, targetInfo } = message.params ?? {};
    if (message.method === 'Target.attachedToTarget' && targetInfo?.type === 'page') {
      if (sessionId !== undefined) pageFound(sessionId);
    }
    const answered = message.id === undefined ? undefined : waiting.get(message.id);
    if (answered === undefined) return;
    waiting.delete(message.id ?? 0);
    if (message.error === undefined) answered.resolve(message.result);
    else answered.reject(new Error(message.error.message));
  };
  output.setEncoding('utf8').on('data', (chunk: string) => {
    const parts = (text + chunk).split('\0');
    text = parts.pop() ?? '';
    for (const part of parts) receive(JSON.parse(part) as Message);
  });
  const gone = (): void => {
    for (const { reject } of waiting.values()) reject(new Error('the app is gone'));
    waiting.clear();
  };
  output.once('close', gone);
  input.on('error', gone);

  return {
    page,
    send(method, params = {}, session) {
      const id = (lastId += 1);
      return new Promise((resolve, reject) => {
        waiting.set(id, { resolve, reject });
        input.write(`${JSON.stringify({ id, method, params, sessionId: session })}\0`);
      });
    },
  };
}
