import type { DetectionNews } from '../../../shared/bridge/detection.ts';
import type { Clock } from '../../../shared/clock.ts';
import type { Protocol } from '../protocol.ts';
import { detectPort, type OpenPort } from './detect-port.ts';
import type { PortUsb } from './plan.ts';

/** What a detection has to know of a port. */
export interface DetectablePort extends PortUsb {
  readonly path: string;
  /** Its identities, see `PortDescription`. */
  readonly names: readonly string[];
}

/** What a desk is made of. */
export interface DetectionDeskOptions {
  readonly clock: Clock;
  readonly protocols: readonly Protocol[];
  /** The ports of this computer. Rejects when they cannot be listed. */
  readonly list: () => Promise<readonly DetectablePort[]>;
  readonly open: (path: string) => OpenPort;
  /** Whether an instrument of the bench is on this port. */
  readonly isInUse: (port: DetectablePort) => boolean;
  /** Closes the line of whatever is on this port; what it resolves to opens that again. */
  readonly hold: (port: DetectablePort) => Promise<() => void>;
  readonly tell: (news: DetectionNews) => void;
}

/** Detects instruments on ports, one port at a time. */
export interface DetectionDesk {
  /**
   * Begins with one port, or with all that no instrument of the bench is on (null). What was going on
   * is cancelled and ends first.
   */
  start(path: string | null): void;
  /** Ends at once; the port is restored and closed. */
  cancel(): void;
  /** Nothing is told from here on; resolves when every port is closed. */
  close(): Promise<void>;
}

/** Creates a desk at which nothing goes on. */
export function createDetectionDesk(options: DetectionDeskOptions): DetectionDesk {
  let abort = new AbortController();
  let going: Promise<void> = Promise.resolve();
  let closed = false;

  const tell = (news: DetectionNews): void => {
    if (!closed) options.tell(news);
  };

  async function detectOn(port: DetectablePort, signal: AbortSignal): Promise<void> {
    const { path } = port;
    const giveBack = await options.hold(port);
    try {
      const result = await detectPort({
        path,
        usb: port,
        protocols: options.protocols,
        open: options.open(path),
        clock: options.clock,
        signal,
        onStep: (step) => tell({ state: 'step', step }),
      });
      tell({ state: 'result', result });
    } finally {
      giveBack();
    }
  }

  async function portsOf(path: string | null): Promise<readonly DetectablePort[]> {
    if (path === null) return (await options.list()).filter((port) => !options.isInUse(port));
    return [named(path, await options.list().catch(() => []))];
  }

  /** Never rejects: what comes next waits for it. */
  async function run(path: string | null, signal: AbortSignal): Promise<void> {
    let ports: readonly DetectablePort[] = [];
    let why: string | null = null;
    try {
      ports = await portsOf(path);
      for (const port of ports) if (!signal.aborted) await detectOn(port, signal);
    } catch (error) {
      why = error instanceof Error ? error.message : String(error);
    }
    tell({ state: 'ended', ports: ports.length, why });
  }

  const cancel = (): void => {
    abort.abort();
  };
  return {
    start(path) {
      cancel();
      abort = new AbortController();
      const { signal } = abort;
      going = going.then(() => run(path, signal));
    },
    cancel,
    async close() {
      closed = true;
      cancel();
      await going;
    },
  };
}

/** A port that the system does not list may still be opened by its path. */
function named(path: string, listed: readonly DetectablePort[]): DetectablePort {
  const unlisted = { path, vendorId: null, productId: null, names: [] };
  return listed.find((port) => port.path === path) ?? unlisted;
}
