import { openParentPort } from '../process-port.ts';
import type { MessageChannelEnd, ParentPort } from '../process-port.ts';
import { realClock } from '../real-clock.ts';
import { checkMessage } from './check-message.ts';
import { createDevicesHost } from './devices-host.ts';

/*
 * The devices process. The parent (main, or a test) sends `{kind:'attach'}` with the channel to
 * core; a new one replaces the old one, for core may have restarted. Under plain Node core's
 * messages come over the parent's channel itself.
 */
const parent = openParentPort();
if (parent === null) {
  process.stderr.write('devices: started without a parent process; use "station" instead\n');
  process.exitCode = 2;
} else serve(parent);

function serve(parent: ParentPort): void {
  let core: MessageChannelEnd | null = null;
  const log = (line: string): void => void process.stderr.write(`devices: ${line}\n`);
  const host = createDevicesHost({
    clock: realClock,
    random: Math.random,
    send: (message) => (parent.transfersChannels ? core : parent)?.post(message),
    log,
  });
  const receive = (message: unknown): void => {
    const checked = checkMessage(message);
    if (checked.ok) host.handle(checked.value);
    else log(`a message from core was ignored: ${checked.error}`);
  };

  parent.onMessage((message, channels) => {
    const [channel] = channels;
    if (!isAttach(message)) {
      if (parent.transfersChannels) log('a message from main was ignored: its kind is unknown');
      else receive(message);
    } else if (channel === undefined) log('attach came without a channel');
    else {
      core?.close();
      core = channel;
      channel.onMessage(receive);
    }
  });
  parent.onGone(() => void host.close().finally(() => process.exit()));
  parent.post({ kind: 'ready' });
}

function isAttach(message: unknown): boolean {
  return (message as { kind?: unknown } | null)?.kind === 'attach';
}
