import { expect, it } from 'vitest';
import { escapeHtml, visible } from '../../../../electron/core/reports/safe-text.ts';

it.each([
  ['an override of direction', 'safe\u202Egnp.exe', 'safe[U+202E]gnp.exe'],
  ['isolates', '\u2066a\u2069', '[U+2066]a[U+2069]'],
  ['marks', 'a\u200Eb\u200Fc\u061C', 'a[U+200E]b[U+200F]c[U+061C]'],
  ['controls', 'a\u0000b\u001B[31m\u009F', 'a[U+0000]b[U+001B][31m[U+009F]'],
  ['separators and invisible spaces', 'a\u2028b\u200Bc\uFEFF', 'a[U+2028]b[U+200B]c[U+FEFF]'],
  ['tags', 'a\u{E0041}', 'a[U+E0041]'],
])('%s are written out', (_what, text, shown) => {
  expect(visible(text)).toBe(shown);
});

it.each(['a\tb\nc', 'شحنة', 'می\u200cخواهم', '漢字 👩\u200d🚀', 'Ä é ß'])(
  'leaves what people write: %j',
  (text) => {
    expect(visible(text)).toBe(text);
  },
);

it('has one line end', () => {
  expect(visible('a\r\nb\rc\nd')).toBe('a\nb\nc\nd');
});

it('makes nothing of a page of any text', () => {
  expect(escapeHtml(`<script>alert("x")</script>&amp;'`)).toBe(
    '&lt;script&gt;alert(&quot;x&quot;)&lt;/script&gt;&amp;amp;&#39;',
  );
});
