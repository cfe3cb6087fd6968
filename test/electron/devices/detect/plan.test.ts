import { describe, expect, it } from 'vitest';
import { HARMED_BY, NOT_ASKED_FIRST } from '../../../../electron/devices/detect/harm.ts';
import { harms, planDetection, usbFit } from '../../../../electron/devices/detect/plan.ts';
import type { Protocol, SafeProbe } from '../../../../electron/devices/protocol.ts';
import { gqGmc } from '../../../../electron/devices/dosimeters/gq-gmc/protocol.ts';
import { mtSics } from '../../../../electron/devices/scales/mt-sics/protocol.ts';
import { stGs } from '../../../../electron/devices/scales/st-gs/protocol.ts';
import { joinBytes } from '../../../../electron/devices/framing/wire-bytes.ts';
import type { LineSettings } from '../../../../shared/measure/instrument.ts';
import { formatLineSettings } from '../../../../shared/measure/line-settings.ts';
import { BUILT, createDetectionRig } from '../../../support/detection-rig.ts';
import { createProtocolRig, readingsOf } from '../../../support/protocol-rig.ts';

const NO_USB = { vendorId: null, productId: null };
/** The slowest dosimeters average over a minute before they give anything. */
const WARM_UP_MS = 90_000;
const CH340 = { vendorId: '1a86', productId: '7523' };

describe('a plan', () => {
  it('listens at each distinct setting once, and at the settings of all protocols', () => {
    const { listen } = planDetection(BUILT, NO_USB);
    const settings = listen.map((step) => formatLineSettings(step.settings));
    const all = BUILT.flatMap(({ descriptor }) => descriptor.lineSettings.map(formatLineSettings));
    expect(settings).toHaveLength(new Set(all).size);
    expect(settings[0]).toBe('9600-8N1');
  });

  it('begins with the settings and the questions of what fits the adapter', () => {
    expect(usbFit(gqGmc, CH340)).toBe(2);
    expect(usbFit(gqGmc, { vendorId: '0403', productId: '6001' })).toBe(0);
    const { listen } = planDetection([...BUILT], CH340);
    const own = gqGmc.descriptor.lineSettings.map(formatLineSettings);
    expect(own).toContain(formatLineSettings(listen[0]!.settings));
  });

  it('asks at the usual settings of each protocol before the further ones', () => {
    const { ask } = planDetection([mtSics, gqGmc], NO_USB);
    const usual = ask.map(
      ({ protocol, settings }) => protocol.descriptor.lineSettings[0] === settings,
    );
    expect(usual).toEqual([true, true, ...Array<boolean>(ask.length - 2).fill(false)]);
  });

  it('asks every question of every protocol at every setting, but no GMC at 9600 baud', () => {
    const name = (protocol: Protocol, settings: LineSettings, probe: SafeProbe): string =>
      `${protocol.descriptor.id} ${formatLineSettings(settings)} ${spoken(probe)}`;
    const all = BUILT.flatMap((protocol) =>
      protocol.descriptor.lineSettings.flatMap((settings) =>
        protocol.descriptor.detection.probes.map((probe) => name(protocol, settings, probe)),
      ),
    );
    const { ask } = planDetection(BUILT, NO_USB);
    const asked = ask.map(({ protocol, settings, probe }) => name(protocol, settings, probe));
    expect(asked).toHaveLength(new Set(asked).size);
    expect(all.filter((one) => !asked.includes(one))).toEqual([
      'gq-gmc 9600-8N1 <HEARTBEAT0>><GETVER>><GETVER>>',
    ]);
  });
});

/** All that a question writes, in order. */
function spoken({ steps, restore = new Uint8Array() }: SafeProbe): string {
  const bytes = joinBytes([...steps.map(({ send }) => send), restore]);
  return Buffer.from(bytes).toString('latin1');
}

/** The mass that a simulated scale with a parcel shows at last, after it was asked something. */
function massAfter(scale: Protocol, question: string | null, seed?: number): string | null {
  const rig = createProtocolRig(scale, seed);
  rig.world('place 0.25 kg');
  rig.run(6000);
  if (question !== null) rig.command(question);
  rig.run(6000);
  rig.takeObservations();
  rig.run(8000);
  const last = readingsOf(rig.takeObservations(), 'mass').at(-1);
  return last === undefined ? null : `${last.value} ${last.unit} ${last.basis} ${last.tare ?? ''}`;
}

/** Whether a simulated scanner or dosimeter still delivers after it was asked something. */
function delivers(instrument: Protocol, question: string): boolean {
  const rig = createProtocolRig(instrument);
  rig.world('source 2 uSv/h');
  rig.run(6000);
  rig.command(question);
  rig.run(WARM_UP_MS);
  rig.takeObservations();
  if (instrument.descriptor.kind === 'scanner') rig.world('scan RR473124829US');
  rig.run(15_000);
  return rig.takeObservations().some(({ type }) => type === 'reading');
}

const QUESTIONS = BUILT.flatMap((protocol) =>
  protocol.descriptor.detection.probes.map((probe) => ({ protocol, probe, text: spoken(probe) })),
);
// A generic instrument takes no commands that anybody knows.
const KNOWN = BUILT.filter(({ descriptor }) => !descriptor.id.startsWith('generic-'));

/** Questions that change a simulated instrument: its mass, or whether it still delivers. */
function harmfulTo(instrument: Protocol): readonly string[] {
  if (instrument.descriptor.kind !== 'scale') {
    return QUESTIONS.filter(({ text }) => !delivers(instrument, text)).map(({ text }) => text);
  }
  const before = massAfter(instrument, null);
  expect(before).not.toBeNull();
  return QUESTIONS.filter(({ text }) => massAfter(instrument, text) !== before).map(
    ({ text }) => text,
  );
}

describe('no question tares, zeroes, resets or switches off an instrument', () => {
  it.each(KNOWN.map((instrument) => [instrument.descriptor.id, instrument] as const))(
    '%s, unless the plan knows that it would',
    (_, instrument) => {
      const feared = QUESTIONS.filter(({ probe }) => harms(probe, instrument));
      const own = QUESTIONS.filter(({ protocol }) => protocol === instrument);
      const harmful = harmfulTo(instrument);
      const fearedTexts = feared.map(({ text }) => text);
      expect(harmful.filter((text) => !fearedTexts.includes(text))).toEqual([]);
      expect(own.filter(({ text }) => harmful.includes(text))).toEqual([]);
    },
  );

  it.each(KNOWN.map((instrument) => [instrument.descriptor.id, instrument] as const))(
    '%s, when it is detected as a whole',
    async (_, instrument) => {
      const rig = createDetectionRig(instrument);
      rig.world('place 0.25 kg');
      rig.world('source 2 uSv/h');
      const { candidates } = await rig.detect({ 1500: 'scan RR473124829US' });
      const asked = rig.written.join('');
      const feared = QUESTIONS.filter(({ probe }) => harms(probe, instrument));
      expect(feared.filter(({ text }) => asked.includes(text))).toEqual([]);
      // Silence is no proof: it was found, at the first try and before anything else.
      expect(candidates[0]?.protocol).toBe(instrument.descriptor.id);
    },
  );

  it('that it could harm is asked after that instrument’s own questions at all settings', () => {
    for (const usb of [NO_USB, CH340]) {
      const { ask } = planDetection(BUILT, usb);
      ask.forEach(({ probe }, index) => {
        const later = ask
          .slice(index)
          .map(({ protocol }) => protocol)
          .filter(({ descriptor }) => !NOT_ASKED_FIRST.has(descriptor.id));
        expect(later.filter((other) => harms(probe, other))).toEqual([]);
      });
    }
  });

  it('that it could harm is not asked at its speeds where its own questions do not find it', () => {
    const { ask } = planDetection(BUILT, NO_USB);
    const hidden = BUILT.filter(
      ({ descriptor: { id, detection } }) =>
        NOT_ASKED_FIRST.has(id) || (id in HARMED_BY && detection.probes.length === 0),
    );
    expect(hidden.map(({ descriptor }) => descriptor.id)).toEqual(['mt-continuous', 'st-gs']);
    for (const other of hidden) {
      const speeds = other.descriptor.lineSettings.map(({ baudRate }) => baudRate);
      const harmful = ask.filter(({ probe }) => harms(probe, other));
      expect(harmful.length).toBeGreaterThan(0);
      expect(harmful.filter(({ settings }) => speeds.includes(settings.baudRate))).toEqual([]);
    }
  });

  it.each([
    ['Kern EOC', 3],
    ['Kern DE', 4],
  ])('%s keeps its tare whatever is asked at the speeds of its family', (_, seed) => {
    const speeds = stGs.descriptor.lineSettings.map(({ baudRate }) => baudRate);
    const { ask } = planDetection(BUILT, NO_USB);
    const texts = ask
      .filter(({ settings }) => speeds.includes(settings.baudRate))
      .map(({ probe }) => spoken(probe));
    const before = massAfter(stGs, null, seed);
    expect(before).toContain('0.250 kg');
    expect([...new Set(texts)].filter((text) => massAfter(stGs, text, seed) !== before)).toEqual(
      [],
    );
    // The test would see a tare.
    expect(massAfter(stGs, '<HEARTBEAT0>><GETVER>>t', seed)).not.toBe(before);
  });
});
