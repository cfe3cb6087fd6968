import { expect, it } from 'vitest';
import { createSimulatedClock } from '../../../../electron/cli/simulated-clock.ts';
import { openLink } from '../../../../electron/devices/link.ts';
import { stGs } from '../../../../electron/devices/scales/st-gs/protocol.ts';
import { createPortLister } from '../../../../electron/devices/ports/port-lister.ts';
import { openSource } from '../../../../electron/devices/transport/open-source.ts';
import type { InstrumentConfig } from '../../../../shared/measure/instrument.ts';
import type { Observed } from '../../../../shared/measure/reading.ts';
import { readingsOf } from '../../../support/protocol-rig.ts';

/** Basis of the masses that a simulated A&D balance gives, which says neither gross nor net. */
async function basesOf(tare: Pick<InstrumentConfig, 'tare'>): Promise<ReadonlySet<string>> {
  const clock = createSimulatedClock();
  const observed: Observed[] = [];
  const config = {
    id: 'scale',
    kind: 'scale',
    protocol: 'st-gs',
    transport: { kind: 'virtual', seed: 1 },
    ...tare,
  } as const satisfies InstrumentConfig;
  const source = openSource(config.transport, stGs, clock, createPortLister());
  const link = openLink({
    config,
    protocol: stGs,
    openTransport: source.createTransport,
    clock,
    random: () => 0.5,
    nextSeq: () => 1,
    onObserved: (one) => void observed.push(one),
    onReport() {},
  });
  await clock.advance(10_000);
  await link.close();
  source.close();
  return new Set(
    readingsOf(
      observed.map(({ observation }) => observation),
      'mass',
    ).map(({ basis }) => basis),
  );
}

it('a mass without gross or net is gross only where the site states that the scale has no tare', async () => {
  expect(await basesOf({})).toEqual(new Set(['unknown']));
  expect(await basesOf({ tare: 'none' })).toEqual(new Set(['gross']));
});
