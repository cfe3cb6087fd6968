import { expect, it } from 'vitest';
import { protocolOf } from '../../../electron/devices/protocols.ts';
import { PROTOCOL_IDS, PROTOCOL_KINDS } from '../../../shared/measure/instrument.ts';

it.each(PROTOCOL_IDS)('protocol %s is of the kind that configurations are held against', (id) => {
  expect(protocolOf(id).descriptor).toMatchObject({ id, kind: PROTOCOL_KINDS[id] });
});
