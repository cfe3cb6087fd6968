import type { TransportHandlers } from './transport.ts';

/** Keeps the promises of `TransportHandlers`: `lost` at most once, nothing after it. */
export interface LineEvents {
  data(bytes: Uint8Array): void;
  /** The open line is gone: fault `disconnected`. */
  lose(detail: string): void;
  /** The host closed the line: nothing more is passed on. */
  mute(): void;
  /** Lost or closed: what the system still calls open is of no use any more. */
  isOver(): boolean;
}

/** Wraps the handlers of one opening. */
export function createLineEvents(handlers: TransportHandlers): LineEvents {
  let over = false;
  return {
    data(bytes) {
      if (!over) handlers.data(bytes);
    },
    lose(detail) {
      if (over) return;
      over = true;
      handlers.lost('disconnected', detail);
    },
    mute() {
      over = true;
    },
    isOver: () => over,
  };
}
