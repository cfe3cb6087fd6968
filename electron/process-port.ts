/** One end of a two-way channel between two processes of the station. */
export interface MessageChannelEnd {
  post(message: unknown): void;
  /** Starts delivery; a later call replaces the handler. */
  onMessage(handler: (message: unknown) => void): void;
  /** Runs once when the channel is closed, mostly because the other process ended. */
  onClosed(handler: () => void): void;
  close(): void;
}

/** The line to the process that started this one. */
export interface ParentPort {
  /** False under plain Node: no channel can be handed over, so peers talk over this port itself. */
  readonly transfersChannels: boolean;
  post(message: unknown): void;
  /** `channels` are the channel ends that came with the message. */
  onMessage(handler: (message: unknown, channels: readonly MessageChannelEnd[]) => void): void;
  /** Runs once when the parent is gone. Electron ends its utility processes itself. */
  onGone(handler: () => void): void;
}

/** The part of Electron's `MessagePortMain` that is used here. */
interface ElectronMessagePort {
  postMessage(message: unknown): void;
  on(event: 'message', listener: (event: { data: unknown }) => void): unknown;
  once(event: 'close', listener: () => void): unknown;
  removeAllListeners(event: 'message'): unknown;
  start(): void;
  close(): void;
}

/** The part of Electron's `process.parentPort` that is used here. */
interface ElectronParentPort {
  postMessage(message: unknown): void;
  on(
    event: 'message',
    listener: (event: { data: unknown; ports: readonly ElectronMessagePort[] }) => void,
  ): unknown;
}

/**
 * The port to the parent: Electron's when this is a utility process, Node's IPC channel when it was
 * started with `fork`, null when it was started by hand.
 */
export function openParentPort(): ParentPort | null {
  const electronPort = (process as { parentPort?: ElectronParentPort }).parentPort;
  if (electronPort !== undefined) return electronParentPort(electronPort);
  return process.send === undefined ? null : nodeParentPort();
}

function electronParentPort(port: ElectronParentPort): ParentPort {
  return {
    transfersChannels: true,
    post: (message) => port.postMessage(message),
    onMessage(handler) {
      port.on('message', (event) => handler(event.data, event.ports.map(electronChannelEnd)));
    },
    onGone() {},
  };
}

function electronChannelEnd(port: ElectronMessagePort): MessageChannelEnd {
  return {
    post: (message) => port.postMessage(message),
    onMessage(handler) {
      port.removeAllListeners('message');
      port.on('message', (event) => handler(event.data));
      port.start();
    },
    onClosed: (handler) => void port.once('close', handler),
    close: () => port.close(),
  };
}

function nodeParentPort(): ParentPort {
  return {
    transfersChannels: false,
    // The callback keeps a parent that has just gone from raising an unhandled error here.
    post: (message) => void process.send?.(message, undefined, {}, () => {}),
    onMessage(handler) {
      process.on('message', (message: unknown) => handler(message, []));
    },
    onGone: (handler) => void process.once('disconnect', handler),
  };
}
