import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  createWedgeRecogniser,
  type WedgeKey,
  type WedgeScan,
  type WedgeVerdict,
} from '../../../renderer/wedge/recogniser.ts';

const plain = { ctrl: false, alt: false, meta: false, held: false, capsLock: false };

function rig() {
  const recogniser = createWedgeRecogniser();
  let nowMs = 1000;
  const press = (key: string, gapMs: number, more: Partial<WedgeKey> = {}): WedgeVerdict =>
    recogniser.key({ ...plain, key, ...more }, (nowMs += gapMs));
  const type = (keys: readonly string[], gapMs: number, more: Partial<WedgeKey> = {}) => {
    const verdicts = keys.map((key) => press(key, gapMs, more));
    return verdicts.flatMap((one): readonly WedgeScan[] => (one.kind === 'scan' ? [one.scan] : []));
  };
  return { press, type, wait: (ms: number) => (nowMs += ms) };
}

const LABEL = 'RR473124829US';
const scanned = { text: LABEL, repeat: false, strangeKeys: false, cut: false, capsLock: false };

describe('keys of a scanner', () => {
  it.each(['Enter', 'Tab'])('ended by %s are a scan', (end) => {
    expect(rig().type([...LABEL, end], 10)).toEqual([scanned]);
  });

  it('with Shift between them, at the slowest pace, are a scan', () => {
    const keys = [...LABEL].flatMap((key) => (/[A-Z]/.test(key) ? ['Shift', key] : [key]));
    expect(rig().type([...keys, 'Enter'], 50)).toEqual([scanned]);
  });

  it('keep GS, RS and EOT that come as Ctrl with a key', () => {
    const { type, press } = rig();
    type([...']C1400A-7', 'Control'], 10);
    press(']', 10, { ctrl: true });
    expect(type([...'00123', 'Enter'], 10)).toMatchObject([{ text: ']C1400A-7\u001d00123' }]);
  });

  it('say where a key gave no character, and that Caps Lock is on', () => {
    const { type } = rig();
    expect(type(['r', 'r', 'Dead', '4', '7', 'Enter'], 10, { capsLock: true })).toEqual([
      { text: 'rr47', repeat: false, strangeKeys: true, cut: false, capsLock: true },
    ]);
  });

  it('mark the same text within 700 ms as a repeat, and later no more', () => {
    const { type, wait } = rig();
    const scan = () => type([...'ABCDE', 'Enter'], 10).map(({ repeat }) => repeat);
    expect(scan()).toEqual([false]);
    wait(600);
    expect(scan()).toEqual([true]);
    wait(701);
    expect(scan()).toEqual([false]);
    expect(type([...'ABCDF', 'Enter'], 10).map(({ repeat }) => repeat)).toEqual([false]);
  });

  it('operate nothing: all but the first key are a burst, also the second Enter of CR LF', () => {
    const { press } = rig();
    const kinds = [...'A BCD', 'Enter', 'Enter'].map((key) => press(key, 10).kind);
    expect(kinds).toEqual(['typing', 'burst', 'burst', 'burst', 'burst', 'scan', 'burst']);
  });

  it('begin anew after a pause', () => {
    const { type, wait } = rig();
    type([...'RR47'], 10);
    wait(300);
    expect(type([...LABEL, 'Enter'], 10)).toEqual([scanned]);
  });
});

describe('a label of which a part is missing', () => {
  const whole = ({ strangeKeys, cut }: WedgeScan) => !strangeKeys && !cut;

  it.each([51, 55, 299])('is marked as cut where a gap of %i ms parts it', (gapMs) => {
    const { type, wait } = rig();
    type([...'PKG-000123-'], 10);
    wait(gapMs - 10);
    expect(type([...'4711', 'Enter'], 10)).toMatchObject([{ text: '4711', cut: true }]);
  });

  it('is never a whole scan, wherever the gap is', () => {
    const label = [...'PKG-000123-4711'];
    for (let at = 1; at < label.length; at += 1) {
      const { type, wait, press } = rig();
      type(label.slice(0, at), 10);
      wait(45);
      expect(type(label.slice(at), 10)).toEqual([]);
      // With a short beginning the rest is long, with a short rest the beginning is.
      expect(press('Enter', 10)).toMatchObject({ kind: 'scan', scan: { cut: true } });
    }
  });

  it('is marked as cut after two gaps, too', () => {
    const { type, wait } = rig();
    type([...'PKG-000123'], 10);
    wait(45);
    type(['-'], 10);
    wait(45);
    expect(type([...'4711', 'Enter'], 10)).toMatchObject([{ cut: true }]);
  });

  it('makes no repeat of the same text that comes whole', () => {
    const { type, wait } = rig();
    type([...'PKG-'], 10);
    wait(45);
    type([...'4711', 'Enter'], 10);
    wait(400);
    expect(type([...'4711', 'Enter'], 10)).toMatchObject([{ repeat: false, cut: false }]);
  });

  it.each<[string, string, readonly [string, Partial<WedgeKey>][], string]>([
    ['F8', 'ABC123', [['F8', {}]], '4567'],
    ['an arrow', 'RR4', [['ArrowLeft', {}]], '829'],
    ['an unknown Ctrl key', '0104012345678901', [['k', { ctrl: true }]], '21SERIAL'],
    ['a key somebody leans on', 'RR47', [['x', { held: true }]], '3124829US'],
    ['Alt+029', 'AB', [...'029'].map((key) => [key, { alt: true }]), '21ABCDEF'],
    ['Alt+080 in front', '', [...'080'].map((key) => [key, { alt: true }]), 'KG-4711'],
  ])('keeps its beginning and is marked where %s came', (_, head, keys, tail) => {
    const { type, press } = rig();
    type([...head], 10);
    for (const [key, more] of keys) press(key, 10, more);
    expect(type([...tail, 'Enter'], 10)).toMatchObject([{ text: head + tail, strangeKeys: true }]);
  });

  it('is no whole scan where Alt+080 and a gap stand in front', () => {
    const { type, wait } = rig();
    type([...'080'], 10, { alt: true });
    wait(45);
    expect(type([...'KG-4711', 'Enter'], 10).filter(whole)).toEqual([]);
  });

  it('is marked where it is longer than any', () => {
    const keys = Array.from({ length: 8200 }, () => '7');
    const scans = rig().type([...keys, 'Enter'], 1);
    expect(scans.map(({ text }) => text.length)).toEqual([8192]);
    expect(scans.filter(whole)).toEqual([]);
  });

  it('is another thing than a prefix: F8 in front loses nothing', () => {
    expect(rig().type(['F8', ...LABEL, 'Enter'], 10)).toEqual([scanned]);
  });

  it('is another thing than Shift held down meanwhile', () => {
    const { type, press } = rig();
    type([...LABEL.slice(0, 6)], 10);
    press('Shift', 10, { held: true });
    expect(type([...LABEL.slice(6), 'Enter'], 10)).toEqual([scanned]);
  });
});

describe('keys of people', () => {
  it.each([
    ['at 51 ms', [...LABEL, 'Enter'], 51],
    ['three fast ones and Enter', ['A', 'B', 'C', 'Enter'], 10],
    ['Enter alone, twice', ['Enter', 'Enter'], 10],
  ])('%s are no scan', (_, keys, gapMs) => {
    expect(rig().type(keys, gapMs)).toEqual([]);
  });

  it('a fast word and a late Enter are no scan, and the Enter stays theirs', () => {
    const { type, press } = rig();
    type([...LABEL], 10);
    expect(press('Enter', 51).kind).toBe('typing');
  });

  it('a key held down is no scan', () => {
    const { press } = rig();
    press('A', 500);
    for (let count = 0; count < 20; count += 1) press('A', 30, { held: true });
    expect(press('Enter', 30).kind).toBe('typing');
  });

  it.each([{ ctrl: true }, { alt: true }, { meta: true }])('shortcuts are no scan: %j', (more) => {
    expect(rig().type([...'acvx', 'Enter'], 10, more)).toEqual([]);
  });

  it('however fast single keys come, at 51 ms and more between any two there is no scan', () => {
    const keys = fc.array(
      fc.tuple(fc.constantFrom('A', '7', ' ', 'Enter', 'Tab', 'Shift'), fc.integer({ min: 51 })),
    );
    fc.assert(
      fc.property(keys, (pressed) => {
        const { press } = rig();
        expect(pressed.every(([key, gapMs]) => press(key, gapMs).kind === 'typing')).toBe(true);
      }),
    );
  });
});
