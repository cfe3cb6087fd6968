import { describe, expect, it } from 'vitest';
import { childEnvironment } from '../../../electron/main/child-environment.ts';

const env = { PATH: '/usr/bin', STATION_PORT_LIST: '/tmp/ports.json' };

describe('the environment of the station’s processes', () => {
  it('names the ports of a test while the station is developed', () => {
    expect(childEnvironment(env, false)).toEqual(env);
  });

  it('has nothing but the computer’s own ports in a packaged station', () => {
    expect(childEnvironment(env, true)).toEqual({ PATH: '/usr/bin' });
  });
});
