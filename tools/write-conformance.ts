import { writeFileSync } from 'node:fs';
import { isDeepStrictEqual } from 'node:util';
import path from 'node:path';
import { format, resolveConfig } from 'prettier';
import { protocolOf } from '../electron/devices/protocols.ts';
import { allCaptures, conformanceTable, decodeCapture } from '../test/support/conformance.ts';
import { PROJECT } from './app/launch.ts';

/** `npm run conformance`: writes docs/instruments/conformance.md when every capture decodes. */
const wrong = allCaptures().filter((capture) => {
  const decoded = decodeCapture(capture) as readonly Record<string, unknown>[];
  return (
    decoded.length !== capture.expected.length ||
    capture.expected.some((fields, index) =>
      Object.entries(fields).some(
        ([name, value]) => !isDeepStrictEqual(decoded[index]?.[name], value),
      ),
    )
  );
});
if (wrong.length > 0) {
  const names = wrong.map(({ name }) => name).join(', ');
  throw new Error(`Nothing was written: these captures do not decode as they say: ${names}`);
}
const file = path.join(PROJECT, 'docs', 'instruments', 'conformance.md');
const style = { ...(await resolveConfig(file)), filepath: file };
const table = conformanceTable((id) => protocolOf(id).descriptor.title);
writeFileSync(file, await format(table, style));
