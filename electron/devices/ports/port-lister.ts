import { listSerialPorts } from '../transport/serial.ts';
import { readListedPorts } from './listed-file.ts';
import { listLinuxPorts } from './linux-ports.ts';
import { macPorts } from './mac-ports.ts';
import type { ListedPort, PortDescription } from './port-description.ts';
import { describePorts } from './port-description.ts';
import { windowsPorts } from './windows-ports.ts';

/** Where the ports of this computer are looked up. */
export interface PortLister {
  /**
   * The serial ports, in order of their paths. Ports without hardware behind them are left out.
   * Pseudo-terminals never appear; they are opened by path or named in a list file.
   * @throws Error in words when they cannot be listed
   */
  list(): Promise<readonly PortDescription[]>;
}

/** Names a file with the ports, for tests and containers; never set in a packaged station. */
const LIST_FILE = 'STATION_PORT_LIST';

/** The file that stands for the computer's ports; null for the computer itself. */
export function listFileOf(env: NodeJS.ProcessEnv): string | null {
  return env[LIST_FILE] || null;
}

/** The lister of this computer, or of the file that `STATION_PORT_LIST` names. */
export function createPortLister(env: NodeJS.ProcessEnv = process.env): PortLister {
  const file = listFileOf(env);
  const list = file === null ? listSystemPorts : () => readListedPorts(file);
  return { list: async () => describePorts(await list()) };
}

async function listSystemPorts(): Promise<readonly ListedPort[]> {
  switch (process.platform) {
    case 'linux':
      return listLinuxPorts('/');
    case 'win32':
      return windowsPorts(await listSerialPorts());
    case 'darwin':
      return macPorts(await listSerialPorts());
    default:
      return listSerialPorts();
  }
}
