import { describe, expect, it } from 'vitest';
import { harms, planDetection, usbFit } from '../../../../electron/devices/detect/plan.ts';
import type { Protocol, SafeProbe } from '../../../../electron/devices/protocol.ts';
import { gqGmc } from '../../../../electron/devices/dosimeters/gq-gmc/protocol.ts';
import { mtSics } from '../../../../electron/devices/scales/mt-sics/protocol.ts';
import { joinBytes, toPrintable } from '../../../../electron/devices/framing/wire-bytes.ts';
import { formatLineSettings } from '../../../../shared/measure/line-settings.ts';
import { BUILT } from '../../../support/detection-rig.ts';
import { createProtocolRig, readingsOf } from '../../../support/protocol-rig.ts';

const NO_USB = { vendorId: null, productId: null };
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

  it('asks every question of every protocol at every setting', () => {
    const expected = BUILT.reduce(
      (sum, { descriptor }) =>
        sum + descriptor.detection.probes.length * descriptor.lineSettings.length,
      0,
    );
    expect(planDetection(BUILT, NO_USB).ask).toHaveLength(expected);
  });
});

/** All that a question writes, in order. */
function spoken({ steps, restore = new Uint8Array() }: SafeProbe): string {
  const bytes = joinBytes([...steps.map(({ send }) => send), restore]);
  return Buffer.from(bytes).toString('latin1');
}

/** The mass that a simulated scale with a parcel shows at last, after it was asked something. */
function massAfter(scale: Protocol, question: string | null): string | null {
  const rig = createProtocolRig(scale);
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
  rig.run(15_000);
  rig.takeObservations();
  if (instrument.descriptor.kind === 'scanner') rig.world('scan RR473124829US');
  rig.run(15_000);
  return rig.takeObservations().some(({ type }) => type === 'reading');
}

const QUESTIONS = BUILT.flatMap((protocol) =>
  protocol.descriptor.detection.probes.map((probe) => ({ protocol, probe, text: spoken(probe) })),
);
const SCALES = BUILT.filter(({ descriptor }) => descriptor.kind === 'scale');
const OTHERS = BUILT.filter(({ descriptor }) => descriptor.kind !== 'scale');

describe('no question changes an instrument', () => {
  it.each(SCALES.map((scale) => [scale.descriptor.id, scale] as const))(
    'tares, zeroes, resets or switches off: %s',
    (_, scale) => {
      const before = massAfter(scale, null);
      expect(before).not.toBeNull();
      const harmed = QUESTIONS.filter(({ text }) => massAfter(scale, text) !== before);
      const feared = QUESTIONS.filter(({ probe }) => harms(probe, scale));
      // What does harm is known, and asked only after the scale's own questions (below).
      expect(feared.map(({ text }) => text)).toEqual(
        expect.arrayContaining(harmed.map(({ text }) => text)),
      );
    },
  );

  it.each(OTHERS.map((instrument) => [instrument.descriptor.id, instrument] as const))(
    'silences: %s',
    (_, instrument) => {
      const silenced = QUESTIONS.filter(({ text }) => !delivers(instrument, text));
      expect(silenced.map(({ probe }) => toPrintable(probe.steps[0].send))).toEqual([]);
    },
  );

  it('that it could harm is asked after that instrument’s own questions at all settings', () => {
    for (const usb of [NO_USB, CH340]) {
      const { ask } = planDetection(BUILT, usb);
      ask.forEach(({ probe }, index) => {
        const later = ask.slice(index).map(({ protocol }) => protocol);
        expect(later.filter((other) => harms(probe, other))).toEqual([]);
      });
    }
  });
});
