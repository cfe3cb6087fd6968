/*
 * Run in a network of its own by `tcp.test.ts`. Arguments: HOST PORT. Opens a TCP transport and prints one
 * JSON line when it is open, one when the instrument speaks and one when it is lost, with the seconds since
 * the last of them.
 */
import { createTcpTransport } from '../../electron/devices/transport/tcp.ts';
import { realClock } from '../../electron/real-clock.ts';

const [host = '', port = ''] = process.argv.slice(2);
let sinceMs = performance.now();
function say(event: string): void {
  const seconds = (performance.now() - sinceMs) / 1000;
  sinceMs = performance.now();
  process.stdout.write(`${JSON.stringify({ event, seconds })}\n`);
}

const transport = createTcpTransport({ host, port: Number(port), clock: realClock });
await transport.open({
  data: () => say('data'),
  lost(code) {
    say(code);
    void transport.close();
  },
});
say('open');
