import { EventEmitter } from 'node:events';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openParentPort } from '../../electron/process-port.ts';
import type { MessageChannelEnd } from '../../electron/process-port.ts';

/** Behaves like Electron's `parentPort` and `MessagePortMain` as far as the adapter goes. */
class FakePort extends EventEmitter {
  readonly posted: unknown[] = [];
  started = false;
  closed = false;
  postMessage(message: unknown): void {
    this.posted.push(message);
  }
  start(): void {
    this.started = true;
  }
  close(): void {
    this.closed = true;
  }
}

const host = process as { parentPort?: unknown };
let parentPort: FakePort;
beforeEach(() => {
  parentPort = new FakePort();
  host.parentPort = parentPort;
});
afterEach(() => {
  delete host.parentPort;
});

describe("the port to Electron's main process", () => {
  it('posts, and unpacks what arrives', () => {
    const parent = openParentPort();
    const heard: unknown[] = [];
    parent?.onMessage((message) => heard.push(message));
    parent?.post({ kind: 'ready' });
    parentPort.emit('message', { data: { kind: 'attach' }, ports: [] });
    expect([parent?.transfersChannels, parentPort.posted, heard]).toEqual([
      true,
      [{ kind: 'ready' }],
      [{ kind: 'attach' }],
    ]);
  });

  it('hands over the channel that came along', () => {
    const channelPort = new FakePort();
    const channels: MessageChannelEnd[] = [];
    openParentPort()?.onMessage((_message, received) => channels.push(...received));
    parentPort.emit('message', { data: { kind: 'attach' }, ports: [channelPort] });
    const heard: unknown[] = [];
    channels[0]?.onMessage(() => heard.push('replaced handler'));
    channels[0]?.onMessage((message) => heard.push(message));
    channelPort.emit('message', { data: 'hello', ports: [] });
    channels[0]?.post('answer');
    channels[0]?.close();
    expect([heard, channelPort.posted, channelPort.started, channelPort.closed]).toEqual([
      ['hello'],
      ['answer'],
      true,
      true,
    ]);
  });

  it('tells that a channel was closed', () => {
    const channelPort = new FakePort();
    let closed = 0;
    openParentPort()?.onMessage((_message, [channel]) => channel?.onClosed(() => (closed += 1)));
    parentPort.emit('message', { data: { kind: 'attach' }, ports: [channelPort] });
    expect(closed).toBe(0);
    channelPort.emit('close');
    expect(closed).toBe(1);
  });
});
