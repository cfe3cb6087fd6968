import { describe, expect, it } from 'vitest';
import { withDisplay } from '../../../tools/runtime/display.ts';

const quiet = (): void => undefined;

describe('withDisplay', () => {
  it('uses the display that is there', async () => {
    const env = { DISPLAY: '', WAYLAND_DISPLAY: 'wayland-0' };
    const found = await withDisplay(quiet, undefined, env);
    expect(found).toMatchObject({ display: 'wayland-0', environment: {} });
    await found.stop();
    expect((await withDisplay(quiet, undefined, { DISPLAY: ':7' })).display).toBe(':7');
  });
});
