import type { ImportState, Notice } from '../../shared/bridge/contract.ts';
import { BRIDGE_EVENTS, eventChannel, type BridgeEvent } from '../../shared/bridge/methods.ts';
import type { Clock } from '../../shared/clock.ts';
import { coalesce } from './coalescer.ts';

/** Live values reach the screen at most ten times a second (contract, `liveSchema`). */
const LIVE_INTERVAL_MS = 100;
/** Notices kept for a screen that is loaded again. */
const NOTICES_KEPT = 20;

/** The way of events to the screen. */
export interface ScreenEvents {
  /** An event of core. @returns false when the contract knows no such event; it is dropped then */
  deliver(event: string, payload: unknown): boolean;
  /** A notice of main itself; kept like those of core. */
  notify(notice: Notice): void;
  /** What the import of a manifest is doing; main's own, never core's. */
  importing(state: ImportState): void;
  /**
   * From now on there is a screen; a new one gets the kept notices first. Before it has agreed on the
   * contract with core it gets notices only: they are what can tell it why core does not answer.
   */
  open(extent: 'notices' | 'everything'): void;
  /** The screen is gone or being replaced: events are dropped, notices kept. */
  close(): void;
}

/** @param send to the screen, over an ipc channel */
export function createScreenEvents(
  clock: Clock,
  send: (channel: string, payload: unknown) => void,
): ScreenEvents {
  const notices: unknown[] = [];
  let opened: 'not' | 'notices' | 'everything' = 'not';

  const forward = (event: BridgeEvent, payload: unknown): void => {
    if (opened === 'everything' || (opened === 'notices' && event === 'notice')) {
      send(eventChannel(event), payload);
    }
  };
  const forwardLive = coalesce(LIVE_INTERVAL_MS, clock, (live) => forward('live', live));

  const keep = (notice: unknown): void => {
    notices.push(notice);
    if (notices.length > NOTICES_KEPT) notices.shift();
    forward('notice', notice);
  };

  return {
    deliver(event, payload) {
      const known = BRIDGE_EVENTS.find((name) => name === event);
      if (known === 'live') forwardLive(payload);
      else if (known === 'notice') keep(payload);
      else if (known === 'import') return false;
      else if (known !== undefined) forward(known, payload);
      return known !== undefined;
    },
    notify: keep,
    importing: (state) => forward('import', state),
    open(extent) {
      const isNew = opened === 'not';
      opened = extent;
      if (isNew) for (const notice of notices) forward('notice', notice);
    },
    close() {
      opened = 'not';
    },
  };
}
