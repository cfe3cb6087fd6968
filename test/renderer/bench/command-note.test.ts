// @vitest-environment happy-dom
import { enableAutoUnmount } from '@vue/test-utils';
import { afterEach, describe, expect, it } from 'vitest';
import { idle, signedOut } from '../fixtures.ts';
import { mountApp } from '../mount-app.ts';

enableAutoUnmount(afterEach);
const atMs = 1_760_000_000_000;

describe('the note of the last command barcode', () => {
  it('has its place before a barcode is read', async () => {
    const { find } = await mountApp(idle);
    expect(find('command-note').text()).toBe('');
  });

  it.each([
    [{ command: 'release', refused: null }, /By barcode at \d\d:\d\d: Release/],
    [{ command: 'survey-top', refused: null }, /: Measure top$/],
    [
      { command: 'hold', refused: 'why.command-in-danger' },
      /Hold by barcode not followed: acknowledge the alarm at the screen/,
    ],
    [
      { command: null, refused: 'why.command-foreign' },
      /Command barcode not followed: it is not of this station/,
    ],
  ] as const)('says what was understood: %o', async (lastCommand, expected) => {
    const { find, pushBench } = await mountApp(idle);
    await pushBench({ ...idle, lastCommand: { ...lastCommand, atMs } });
    expect(find('command-note').text()).toMatch(expected);
    expect(find('command-note').classes('problem')).toBe(lastCommand.refused !== null);
  });

  it('says on the sign-in page that nobody is signed in, and fills no field', async () => {
    const { find, pushBench } = await mountApp(signedOut);
    const lastCommand = { command: 'release', refused: 'why.signed-out', atMs } as const;
    await pushBench({ ...signedOut, lastCommand });
    expect(find('command-note').text()).toContain('nobody is signed in');
    expect((find('sign-in-who').element as HTMLInputElement).value).toBe('');
  });
});
