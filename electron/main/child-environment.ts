/** Names a file with serial ports in place of the computer's own (electron/devices/ports). */
const PORT_LIST = 'STATION_PORT_LIST';

/**
 * The environment of the station's processes. A packaged station has the ports of its computer,
 * whatever somebody set in its environment.
 */
export function childEnvironment(env: NodeJS.ProcessEnv, packaged: boolean): NodeJS.ProcessEnv {
  if (!packaged) return env;
  const { [PORT_LIST]: _, ...kept } = env;
  return kept;
}
