import type { LineSettings } from '../../../shared/measure/instrument.ts';
import { formatLineSettings } from '../../../shared/measure/line-settings.ts';
import type { Protocol, SafeProbe } from '../protocol.ts';
import { HARMED_BY, NOT_ASKED_FIRST } from './harm.ts';

/** USB ids of the adapter on a port, lower-case hex. */
export interface PortUsb {
  readonly vendorId: string | null;
  readonly productId: string | null;
}

/** Settings to listen at, and the protocols that use them. */
export interface ListenStep {
  readonly settings: LineSettings;
  readonly protocols: readonly Protocol[];
}

/** A safe question of one protocol at one of its settings. */
export interface AskStep {
  readonly settings: LineSettings;
  readonly protocol: Protocol;
  readonly probe: SafeProbe;
}

/** What is done on a port, in this order, until an instrument is recognised. */
export interface DetectionPlan {
  readonly listen: readonly ListenStep[];
  readonly ask: readonly AskStep[];
}

/** How well the adapter fits: 2 the product, 1 its vendor, 0 neither. It ranks and proves nothing. */
export function usbFit({ descriptor }: Protocol, usb: PortUsb): 0 | 1 | 2 {
  const fits = descriptor.detection.usb.map(({ vendorId, productId }) => {
    if (usb.vendorId === null || vendorId !== usb.vendorId) return 0;
    return productId !== null && productId === usb.productId ? 2 : productId === null ? 1 : 0;
  });
  return fits.includes(2) ? 2 : fits.includes(1) ? 1 : 0;
}

/**
 * Plans the detection on a port. Listening comes before any question, at each distinct setting once;
 * protocols that fit the adapter come first, then settings that many instruments leave the factory
 * with. Questions are asked at the usual setting of each protocol, then at its further ones; never
 * one that could harm an instrument before that instrument was asked in its own protocol, or at a
 * speed of one that cannot be found by asking.
 */
export function planDetection(protocols: readonly Protocol[], usb: PortUsb): DetectionPlan {
  const ranked = protocols
    .map((protocol) => ({ protocol, fit: usbFit(protocol, usb) }))
    .sort((one, other) => other.fit - one.fit);
  return {
    listen: planListening(ranked),
    ask: planQuestions(ranked.map(({ protocol }) => protocol)),
  };
}

interface Ranked {
  readonly protocol: Protocol;
  readonly fit: number;
}

function planListening(ranked: readonly Ranked[]): readonly ListenStep[] {
  const groups = new Map<
    string,
    { settings: LineSettings; protocols: Protocol[]; worth: number }
  >();
  for (const { protocol, fit } of ranked) {
    protocol.descriptor.lineSettings.forEach((settings, index) => {
      const key = formatLineSettings(settings);
      const group = groups.get(key) ?? { settings, protocols: [], worth: 0 };
      groups.set(key, group);
      group.protocols.push(protocol);
      group.worth += (index === 0 ? 1 : 0.1) * (1 + 10 * fit);
    });
  }
  return [...groups.values()].sort((one, other) => other.worth - one.worth);
}

function planQuestions(protocols: readonly Protocol[]): readonly AskStep[] {
  const usual: AskStep[] = [];
  const further: AskStep[] = [];
  for (const protocol of protocols) {
    const { lineSettings, detection } = protocol.descriptor;
    lineSettings.forEach((settings, index) => {
      for (const probe of detection.probes) {
        (index === 0 ? usual : further).push({ settings, protocol, probe });
      }
    });
  }
  const endangered = protocols.filter(({ descriptor }) => NOT_ASKED_FIRST.has(descriptor.id));
  const isSafe = (step: AskStep): boolean =>
    !endangered.some((other) => sharesSpeed(step, other) && harms(step.probe, other));
  const order = [...bySettings(usual), ...bySettings(further)].filter(isSafe);
  const visited = new Set<AskStep>();
  const planned: AskStep[] = [];
  const plan = (step: AskStep): void => {
    if (visited.has(step)) return;
    visited.add(step);
    for (const own of order) {
      const isFirst = !NOT_ASKED_FIRST.has(own.protocol.descriptor.id);
      if (isFirst && harms(step.probe, own.protocol)) plan(own);
    }
    planned.push(step);
  };
  order.forEach(plan);
  return planned;
}

/** Whether the bytes of a question are a command to an instrument of this protocol that harms it. */
export function harms({ steps, restore }: SafeProbe, { descriptor }: Protocol): boolean {
  const harmful = HARMED_BY[descriptor.id];
  if (harmful === undefined || descriptor.detection.probes.some((own) => own.steps === steps)) {
    return false;
  }
  return [...steps.map(({ send }) => send), restore].some((bytes) => bytes && harmful(bytes));
}

/** Whether an instrument of this protocol may run at the speed of a step, whatever its parity. */
function sharesSpeed({ settings }: AskStep, { descriptor }: Protocol): boolean {
  return descriptor.lineSettings.some(({ baudRate }) => baudRate === settings.baudRate);
}

/** Steps at the same settings follow each other, so that the port is opened once for them. */
function bySettings(steps: readonly AskStep[]): readonly AskStep[] {
  const groups = new Map<string, AskStep[]>();
  for (const step of steps) {
    const key = lineKey(step);
    groups.set(key, [...(groups.get(key) ?? []), step]);
  }
  return [...groups.values()].flat();
}

/** Steps with the same key use one opening of the port. */
export function lineKey({ settings, protocol }: AskStep): string {
  const { rts, dtr } = protocol.descriptor.controlLines ?? {};
  return `${formatLineSettings(settings)} ${String(rts)} ${String(dtr)}`;
}
