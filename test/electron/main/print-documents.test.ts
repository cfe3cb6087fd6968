import { createHash } from 'node:crypto';
import { expect, it } from 'vitest';
import { PrintDocuments, printPolicy } from '../../../electron/main/print-documents.ts';

const hashOf = (text: string): string =>
  `'sha256-${createHash('sha256').update(text).digest('base64')}'`;
const page = (head: string, body = ''): string =>
  `<!doctype html><html><head>${head}</head><body>${body}</body></html>`;
const directive = (policy: string, name: string): string | undefined =>
  policy.split('; ').find((text) => text.startsWith(`${name} `));

it("allows a report's own style sheet by its hash", () => {
  const policy = printPolicy(page('<meta charset="utf-8"><style>h1 { color: navy }</style>'));
  expect(directive(policy, 'style-src')).toBe(`style-src ${hashOf('h1 { color: navy }')}`);
});

it('allows no script, not even a file of the station', () => {
  expect(directive(printPolicy(page('')), 'script-src')).toBe("script-src 'none'");
});

it.each([
  ['without a style sheet', page('<title>x</title>')],
  ['with one in the body, where text from a manifest could be', page('', '<style>p{}</style>')],
  ['with one after the head has ended', '<html><head></head><style>p{}</style>'],
])('allows no style %s', (_what, html) => {
  expect(directive(printPolicy(html), 'style-src')).toBe("style-src 'none'");
});

it('allows the first style sheet only', () => {
  const policy = printPolicy(page('<style>a{}</style><style>b{}</style>'));
  expect(directive(policy, 'style-src')).toBe(`style-src ${hashOf('a{}')}`);
});

it('takes the hash over the line ends that a browser sees', () => {
  const documents = new PrintDocuments();
  const name = documents.add(page('<style>a{}\r\nb{}</style>'));
  const policy = documents.get(name)?.policy ?? '';
  expect(directive(policy, 'style-src')).toBe(`style-src ${hashOf('a{}\nb{}')}`);
});

it('gives every report an address of its own', () => {
  const documents = new PrintDocuments();
  expect(documents.add('same')).not.toBe(documents.add('same'));
});
