import { describe, expect, it } from 'vitest';
import { mtSics } from '../../../../../electron/devices/scales/mt-sics/protocol.ts';
import type { SimulatorStep } from '../../../../../electron/devices/protocol.ts';

const text = (step: SimulatorStep): string =>
  Buffer.concat(step.emit.map((bytes) => Buffer.from(bytes))).toString('latin1');

function createScale() {
  const simulator = mtSics.createSimulator(5);
  simulator.start(0);
  return {
    simulator,
    ask: (command: string, atMs = 0) =>
      text(simulator.receive(Buffer.from(`${command}\r\n`, 'latin1'), atMs)),
    place: (grams: string, atMs = 0) =>
      simulator.change({ kind: 'place', value: grams, unit: 'g' }, atMs),
  };
}

describe('MT-SICS simulator', () => {
  it('pads a weight to ten characters', () => {
    const scale = createScale();
    scale.place('452');
    expect(scale.ask('SI', 1000)).toBe('S S      452.0 g\r\n');
  });

  it('settles within 400 ms', () => {
    const scale = createScale();
    scale.place('1000');
    expect(scale.ask('SI', 200)).toMatch(/^S D {1,7}\d+\.\d g\r\n$/);
    expect(scale.ask('SI', 400)).toBe('S S     1000.0 g\r\n');
  });

  it('S waits until the parcel rests', () => {
    const scale = createScale();
    scale.place('1000');
    expect(scale.ask('S', 100)).toBe('');
    expect(text(scale.simulator.wake(400))).toBe('S S     1000.0 g\r\n');
  });

  it('S gives up on a scale that never rests', () => {
    const scale = createScale();
    scale.simulator.change({ kind: 'fault', name: 'unstable' }, 0);
    scale.ask('S', 0);
    expect(text(scale.simulator.wake(10_000))).toBe('S I\r\n');
  });

  it('SIR repeats until SI', () => {
    const scale = createScale();
    expect(scale.ask('SIR', 0)).toBe('S S        0.0 g\r\n');
    expect(text(scale.simulator.wake(125))).toBe('S S        0.0 g\r\n');
    scale.ask('SI', 130);
    expect(scale.simulator.wake(250)).toEqual({ emit: [], wakeAtMs: null });
  });

  it('SR sends at rest, in motion and at rest again', () => {
    const scale = createScale();
    expect(scale.ask('SR', 0)).toBe('S S        0.0 g\r\n');
    expect(text(scale.place('500', 1000))).toMatch(/^S D /);
    expect(text(scale.simulator.wake(1400))).toBe('S S      500.0 g\r\n');
  });

  it('tares, tells the tare and clears it', () => {
    const scale = createScale();
    scale.place('250');
    expect(scale.ask('T', 1000)).toBe('T S      250.0 g\r\n');
    expect(scale.ask('SI', 1000)).toBe('S S        0.0 g\r\n');
    expect(scale.ask('TA', 1000)).toBe('TA A      250.0 g\r\n');
    expect(scale.ask('TAC', 1000)).toBe('TAC A\r\n');
    expect(scale.ask('TA 12.5 g', 1000)).toBe('TA A       12.5 g\r\n');
    expect(scale.ask('SI', 1000)).toBe('S S      237.5 g\r\n');
  });

  it('zeroes a small load and refuses a large one', () => {
    const scale = createScale();
    scale.place('5');
    expect(scale.ask('Z', 1000)).toBe('Z A\r\n');
    expect(scale.ask('SI', 1000)).toBe('S S        0.0 g\r\n');
    scale.place('2000', 2000);
    expect(scale.ask('ZI', 3000)).toBe('ZI +\r\n');
  });

  it.each(['si', 'XYZ', 'S?', ' SI'])('answers ES to %s', (command) => {
    expect(createScale().ask(command)).toBe('ES\r\n');
  });

  it('closes its command list with A', () => {
    const lines = createScale().ask('I0').trimEnd().split('\r\n');
    expect(lines.filter((line) => line.startsWith('I0 B'))).toHaveLength(lines.length - 1);
    expect(lines.at(-1)).toMatch(/^I0 A 1 "/);
  });

  it('SR with a preset says nothing of smaller changes', () => {
    const scale = createScale();
    expect(scale.ask('SR 5 g', 0)).toBe('S S        0.0 g\r\n');
    scale.place('4', 1000);
    expect(text(scale.simulator.wake(2000))).toBe('');
    scale.place('9', 3000);
    expect(text(scale.simulator.wake(3400))).toBe('S S        9.0 g\r\n');
    expect(scale.ask('SR often', 4000)).toBe('S L\r\n');
  });

  it('shows texts, and has none of the commands of level 2', () => {
    const scale = createScale();
    expect(scale.ask('D "next parcel"')).toBe('D A\r\n');
    expect(scale.ask('DW')).toBe('DW A\r\n');
    expect(scale.ask('M21')).toBe('ES\r\n');
    expect(scale.ask('PCS')).toBe('ES\r\n');
  });

  it('error-reply: answers ES, ET, EL in turn until it is mended', () => {
    const scale = createScale();
    scale.simulator.change({ kind: 'fault', name: 'error-reply' }, 0);
    expect([scale.ask('SI'), scale.ask('I4'), scale.ask('SI'), scale.ask('SI')]).toEqual([
      'ES\r\n',
      'ET\r\n',
      'EL\r\n',
      'ES\r\n',
    ]);
    scale.simulator.change({ kind: 'ok' }, 0);
    expect(scale.ask('SI')).toBe('S S        0.0 g\r\n');
  });

  it('sends raw bytes of the world as they are and repeats their last line as its weight', () => {
    const scale = createScale();
    const bytes = Buffer.from('S D 7.0 g\r\nS S 7.5 g\r\n', 'latin1');
    expect(text(scale.simulator.change({ kind: 'bytes', bytes }, 0))).toBe(bytes.toString());
    expect(scale.ask('SI', 100)).toBe('S S 7.5 g\r\n');
    scale.simulator.change({ kind: 'remove' }, 200);
    expect(scale.ask('SI', 1000)).toBe('S S        0.0 g\r\n');
  });

  it('says nothing while silent', () => {
    const scale = createScale();
    scale.simulator.change({ kind: 'fault', name: 'silent' }, 0);
    expect(scale.ask('SI')).toBe('');
    scale.simulator.change({ kind: 'ok' }, 0);
    expect(scale.ask('SI')).not.toBe('');
  });
});
