import fc from 'fast-check';
import { randomBytes } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import type { Body, Json } from '../../../../shared/records/event.ts';
import { canonicalJson } from '../../../../shared/records/canonical.ts';
import { openBody, sealBody } from '../../../../electron/core/store/sealing.ts';
import { openKeyStore } from '../../../../electron/core/store/key-store.ts';
import type { KeyStore } from '../../../../electron/core/store/key-store.ts';
import { join } from 'node:path';
import { onEnd, temporaryFolder } from './support.ts';

function keyStore(): KeyStore {
  const keys = openKeyStore(join(temporaryFolder(), 'keys.db'), null);
  onEnd(() => keys.close());
  return keys;
}

/** Whatever is no mark of its own: a lone member `personal` or `sealed` means something. */
const member = fc.string().filter((name) => name !== 'personal' && name !== 'sealed');
const { body: anyBody } = fc.letrec<{ value: Json; personal: Json; body: Body }>((tie) => ({
  personal: fc.record({ personal: fc.jsonValue() as fc.Arbitrary<Json> }) as fc.Arbitrary<Json>,
  value: fc.oneof(
    { depthSize: 'small' },
    fc.jsonValue({ maxDepth: 0 }) as fc.Arbitrary<Json>,
    tie('personal'),
    fc.array(tie('value'), { maxLength: 3 }),
    fc.dictionary(member, tie('value'), { maxKeys: 3 }),
  ),
  body: fc.dictionary(member, tie('value'), { maxKeys: 4 }),
}));

describe('a sealed body', () => {
  it('opens to what its caller was told when it was recorded', () => {
    const keys = keyStore();
    fc.assert(
      fc.property(anyBody, (body) => {
        const { bodyText, opened } = sealBody(body, 'session', keys);
        const stored = JSON.parse(bodyText) as { [name: string]: Json };
        expect(canonicalJson(stored)).toBe(bodyText);
        expect(openBody(stored, keys)).toEqual(opened);
      }),
    );
  });

  it('holds no personal value as plain text, at any depth', () => {
    const keys = keyStore();
    const secret = randomBytes(12).toString('hex');
    const marked = { personal: [{ name: secret }] };
    const body: Body = { top: marked, list: [{ deeper: { personal: secret } }, 1], rest: 'open' };
    const { bodyText, opened } = sealBody(body, 'session', keys);
    expect(bodyText).not.toContain(secret);
    expect(bodyText).toContain('"rest":"open"');
    expect(opened).toEqual({
      top: [{ name: secret }],
      list: [{ deeper: secret }, 1],
      rest: 'open',
    });
  });

  it('needs no key when nothing in it is personal', () => {
    const keys = keyStore();
    sealBody({ text: '{"personal":1}', more: { personal: 1, and: 2 } }, 'session', keys);
    expect(keys.find('session')).toBeNull();
  });

  it('is refused when it looks sealed before', () => {
    const keys = keyStore();
    expect(() => sealBody({ a: { sealed: {} } }, 'session', keys)).toThrow(TypeError);
  });
});
