import { describe, expect, it } from 'vitest';
import { createSimulatedClock } from '../../../../electron/cli/simulated-clock.ts';
import { detectPort, type OpenPort } from '../../../../electron/devices/detect/detect-port.ts';
import { adm300 } from '../../../../electron/devices/dosimeters/adm-300/protocol.ts';
import { gqGmc } from '../../../../electron/devices/dosimeters/gq-gmc/protocol.ts';
import { mtSics } from '../../../../electron/devices/scales/mt-sics/protocol.ts';
import { lineScanner } from '../../../../electron/devices/scanners/line-scanner/protocol.ts';
import type { Protocol } from '../../../../electron/devices/protocol.ts';
import type { FaultCode } from '../../../../shared/measure/reading.ts';
import { BUILT, createDetectionRig } from '../../../support/detection-rig.ts';
import { fakeProtocol } from '../../../support/fake-protocol.ts';
import { createScriptedLine } from '../../../support/scripted-transport.ts';

/** The documented bound: 45 s of listening, 75 s of questions, and the last step of each. */
const LONGEST_MS = 130_000;

describe('an instrument that waits to be asked', () => {
  it('is certain by its answer, with what it says it is and the bytes in both directions', async () => {
    const rig = createDetectionRig(mtSics);
    const result = await rig.detect();
    expect(result).toMatchObject({ outcome: 'found', notes: [] });
    expect(result.candidates[0]).toMatchObject({
      protocol: 'mt-sics',
      settings: '9600-8N1',
      confidence: 'certain',
      reasons: [{ code: 'answer', asked: 'I4<0d><0a>' }],
      identity: '1000007',
      evidence: [
        { from: 'host', hex: '49340d0a' },
        { from: 'instrument', hex: Buffer.from('I4 A "1000007"\r\n').toString('hex') },
      ],
    });
    expect(rig.openLines()).toBe(0);
  });

  it.each(
    [mtSics, gqGmc].flatMap((protocol) =>
      protocol.descriptor.lineSettings
        // `<HEARTBEAT0>>` would tare a scale at that speed.
        .filter(({ baudRate }) => protocol !== gqGmc || baudRate !== 9600)
        .map((settings) => [protocol.descriptor.id, settings, protocol] as const),
    ),
  )('%s is found at %o, which nobody typed', async (id, settings, protocol) => {
    const result = await createDetectionRig(protocol, { settings }).detect();
    expect(result.candidates[0]).toMatchObject({ protocol: id, confidence: 'certain' });
  });

  it('is asked sooner when its adapter fits, which is said', async () => {
    const usb = { vendorId: '1a86', productId: '7523' };
    const plain = createDetectionRig(gqGmc);
    const fitting = createDetectionRig(gqGmc, { usb });
    await plain.detect();
    const { candidates } = await fitting.detect();
    expect(candidates[0]?.reasons.at(-1)).toEqual({ code: 'adapter', usb: '1a86:7523' });
    expect(fitting.steps.length).toBeLessThanOrEqual(plain.steps.length);
  });
});

describe('an instrument that speaks unasked', () => {
  it('is found by listening, and then says what it is', async () => {
    const stream = { 1: Buffer.from('S S     250.00 g\r\n'.repeat(8)) };
    const scripted = createScriptedTalk(stream);
    const { candidates } = await scripted.detect();
    expect(candidates).toMatchObject([
      { protocol: 'mt-sics', confidence: 'likely', settings: '9600-8N1', identity: null },
    ]);
    expect(new Set(scripted.written())).toEqual(new Set(['I4\r\n']));
  });
});

describe('a scanner', () => {
  it('is possible by one label on a quiet line, and likelier on an adapter of scanners', async () => {
    const { descriptor } = lineScanner;
    const detection = { ...descriptor.detection, usb: [{ vendorId: '0c2e', productId: null }] };
    const known: Protocol = { ...lineScanner, descriptor: { ...descriptor, detection } };
    const label = { 2000: 'scan RR473124829US' };
    const plain = createDetectionRig(lineScanner, { protocols: [mtSics, lineScanner] });
    expect((await plain.detect(label)).candidates).toMatchObject([
      {
        protocol: 'line-scanner',
        confidence: 'possible',
        reasons: [{ code: 'label', text: ']C0RR473124829US' }],
      },
    ]);
    const usb = { vendorId: '0c2e', productId: '0901' };
    const fitting = createDetectionRig(known, { protocols: [mtSics, known], usb });
    expect((await fitting.detect(label)).candidates[0]).toMatchObject({ confidence: 'likely' });
  });

  it('is asked nothing that is not its own', async () => {
    const rig = createDetectionRig(lineScanner, { protocols: [mtSics, gqGmc, lineScanner] });
    await rig.detect({ 2000: 'scan RR473124829US' });
    expect(rig.written).toEqual([]);
  });
});

describe('what is not recognised', () => {
  it('is silent when nothing came, whatever was asked', async () => {
    const rig = createDetectionRig(mtSics);
    rig.world('fault silent');
    expect(await rig.detect()).toMatchObject({
      outcome: 'silent',
      candidates: [],
      notes: [{ code: 'nothing-heard' }],
      evidence: [],
    });
    expect(rig.clock.monotonicMs()).toBeLessThan(LONGEST_MS);
  });

  it('babbles: no protocol is made of noise, and nothing is asked into it', async () => {
    const rig = createDetectionRig(mtSics);
    rig.world('fault babble');
    const result = await rig.detect();
    expect(result).toMatchObject({ outcome: 'not-recognised', candidates: [] });
    expect(result.notes[0]?.code).toMatch(/garbage-heard|bytes-heard/);
    expect(Buffer.from(result.evidence.map(({ hex }) => hex).join(''), 'hex')).toHaveLength(256);
    expect(rig.written).toEqual([]);
    expect(rig.clock.monotonicMs()).toBeLessThan(LONGEST_MS);
  });

  it('prints text: a generic profile may read it', async () => {
    const talk = createScriptedTalk({
      1: Buffer.from('Brutto  12,5 lb\r\nNetto  11,0 lb\r\n'.repeat(4)),
    });
    const result = await talk.detect([mtSics, gqGmc, lineScanner]);
    expect(result).toMatchObject({
      outcome: 'not-recognised',
      notes: [{ code: 'text-heard', settings: '9600-8N1' }],
    });
    expect(JSON.stringify(result.notes)).toContain('Brutto  12,5 lb | Netto  11,0 lb');
  });

  it.each([
    ['lines', '=00.1234(kg)\r'],
    ['frames without an end', '=001.230'],
  ])('streams unknown %s with pauses: no question at that speed', async (_, frame) => {
    const stream: Record<number, Uint8Array> = {};
    for (let tenths = 1; tenths < 300; tenths += 2) stream[tenths / 10] = Buffer.from(frame);
    const talk = createScriptedTalk(stream, 9600);
    expect(await talk.detect()).toMatchObject({ outcome: 'not-recognised', candidates: [] });
    expect(talk.written(9600)).toEqual([]);
    expect(talk.written(115_200)).not.toEqual([]);
  });

  it('streams bare numbers, as much else does: no Geiger counter', async () => {
    const stream: Record<number, Uint8Array> = {};
    for (let second = 1; second < 30; second += 1) stream[second] = Buffer.from('123\r\n');
    const talk = createScriptedTalk(stream, 9600);
    expect(await talk.detect()).toMatchObject({
      outcome: 'not-recognised',
      notes: [{ code: 'text-heard' }],
    });
  });

  it('but a counter whose heartbeat was left on is asked, and found', async () => {
    const [settings] = gqGmc.descriptor.lineSettings;
    const rig = createDetectionRig(gqGmc, { settings });
    rig.world('fault heartbeat-left-on');
    const { candidates } = await rig.detect();
    expect(candidates[0]).toMatchObject({ protocol: 'gq-gmc', confidence: 'certain' });
  });

  it('answers in another language, which is told with the bytes', async () => {
    const rig = createDetectionRig(fakeProtocol(), { protocols: [mtSics, gqGmc, lineScanner] });
    const result = await rig.detect();
    expect(result).toMatchObject({
      outcome: 'not-recognised',
      notes: [{ code: 'strange-answer' }],
    });
    // What the fake instrument answers to every question that it does not know.
    expect(result.evidence).toContainEqual({ from: 'instrument', hex: '45530a' });
  });

  it.each([
    ['port-busy', 'busy'],
    ['port-denied', 'denied'],
    ['port-missing', 'missing'],
  ] as const)('%s is said as it is', async (code: FaultCode, outcome) => {
    const line = createScriptedLine();
    line.refusal = code;
    const clock = createSimulatedClock();
    const detection = detectPort({
      path: 'COM7',
      usb: { vendorId: null, productId: null },
      protocols: BUILT,
      open: line.createTransport,
      clock,
      signal: new AbortController().signal,
      onStep: () => {},
    });
    await clock.advance(1000);
    expect(await detection).toMatchObject({
      path: 'COM7',
      outcome,
      notes: [{ code: 'port-failed' }],
    });
  });
});

describe('a detection', () => {
  it('tells its steps in order and how long it takes at most, never longer', async () => {
    const rig = createDetectionRig(mtSics, { protocols: [mtSics, gqGmc, lineScanner] });
    rig.world('fault silent');
    await rig.detect();
    const numbers = rig.steps.map(({ step }) => step);
    expect(numbers).toEqual([...numbers].sort((one, other) => one - other));
    expect(rig.steps.map(({ doing }) => doing).join(' ')).toMatch(/^(listening )+(asking ?)+$/);
    expect(rig.steps[0]!.upToS * 1000).toBeGreaterThanOrEqual(rig.clock.monotonicMs());
    expect(rig.steps.at(-1)).toMatchObject({ doing: 'asking', of: numbers.at(-1) });
  });

  it('is cancelled at once, whatever it does, and leaves the port closed', async () => {
    for (const atMs of [100, 2000, 12_500, 14_000]) {
      const rig = createDetectionRig(mtSics);
      rig.world('fault silent');
      rig.clock.after(atMs, () => rig.cancel());
      expect((await rig.detect()).outcome).toBe('cancelled');
      expect(rig.clock.monotonicMs() - atMs).toBeLessThanOrEqual(100);
      expect(rig.openLines()).toBe(0);
    }
  });

  it('takes back what a question began, also when it is cancelled in the middle', async () => {
    const restore = Buffer.from('F');
    const [probe] = mtSics.descriptor.detection.probes;
    const { descriptor } = mtSics;
    const detection = { ...descriptor.detection, probes: [{ ...probe!, restore }] };
    const echoing: Protocol = { ...mtSics, descriptor: { ...descriptor, detection } };
    const rig = createDetectionRig(mtSics, { protocols: [echoing] });
    rig.world('fault silent');
    const watch = (): void => {
      if (rig.written.length > 0) rig.cancel();
      else rig.clock.after(10, watch);
    };
    watch();
    expect((await rig.detect()).outcome).toBe('cancelled');
    expect(rig.written).toEqual(['I4\r\n', 'F']);
    expect(rig.openLines()).toBe(0);
  });

  it('closes the port only after what takes a question back has left, at 300 baud too', async () => {
    const line = createScriptedLine();
    const clock = createSimulatedClock();
    let wroteAtMs = NaN;
    let waitedMs = NaN;
    const open = () => {
      const transport = line.createTransport();
      const write: typeof transport.write = (bytes) => {
        wroteAtMs = clock.monotonicMs();
        return transport.write(bytes);
      };
      const close: typeof transport.close = () => {
        waitedMs = clock.monotonicMs() - wroteAtMs;
        return transport.close();
      };
      return { ...transport, write, close };
    };
    const usb = { vendorId: null, productId: null };
    const { signal } = new AbortController();
    const options = { path: 'COM7', usb, open, clock, signal, onStep: () => {} };
    const detection = detectPort({ ...options, protocols: [adm300] });
    await clock.advance(LONGEST_MS);
    expect((await detection).outcome).toBe('silent');
    expect(line.openings.flatMap(({ written }) => written).at(-1)).toBe('\r\nX}\r\n');
    // Six bytes of ten bits at 300 baud, and some time for the adapter.
    expect(waitedMs).toBeGreaterThanOrEqual(200 + 50);
    expect(waitedMs).toBeLessThan(500);
  });
});

/**
 * An instrument that only sends, the same bytes at each opening, whatever it is asked.
 * @param baudRate the speed at which it is heard; left out: at any
 */
function createScriptedTalk(talk: Readonly<Record<number, Uint8Array>>, baudRate?: number) {
  const line = createScriptedLine();
  const clock = createSimulatedClock();
  const speeds: number[] = [];
  return {
    written: (at?: number) =>
      line.openings.flatMap(({ written }, index) =>
        at === undefined || speeds[index] === at ? written : [],
      ),
    async detect(protocols: readonly Protocol[] = BUILT) {
      const open: OpenPort = (settings) => {
        const transport = line.createTransport();
        const speak: typeof transport.open = async (handlers) => {
          await transport.open(handlers);
          speeds.push(settings.baudRate);
          if (baudRate !== undefined && settings.baudRate !== baudRate) return;
          for (const [second, bytes] of Object.entries(talk)) {
            clock.after(Number(second) * 1000, () => handlers.data(bytes));
          }
        };
        return { ...transport, open: speak };
      };
      const usb = { vendorId: null, productId: null };
      const { signal } = new AbortController();
      const options = { path: 'COM7', usb, protocols, open, clock, signal, onStep: () => {} };
      const detection = detectPort(options);
      await clock.advance(LONGEST_MS);
      return detection;
    },
  };
}
