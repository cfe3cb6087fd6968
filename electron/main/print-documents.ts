import { createHash, randomUUID } from 'node:crypto';
import { contentPolicy } from './security.ts';

/** A report on its way to the printer, in memory only. */
export interface PrintDocument {
  readonly html: string;
  readonly policy: string;
}

/** Reports on their way to the printer, under addresses that cannot be guessed. */
export class PrintDocuments {
  readonly #documents = new Map<string, PrintDocument>();

  /** @returns the path below the station's origin */
  add(html: string): string {
    const path = `/print/${randomUUID()}`;
    // An HTML parser reads both line ends as this one, and the hash is taken over what it read.
    const normalised = html.replaceAll('\r\n', '\n');
    this.#documents.set(path, { html: normalised, policy: printPolicy(normalised) });
    return path;
  }

  get(path: string): PrintDocument | undefined {
    return this.#documents.get(path);
  }

  remove(path: string): void {
    this.#documents.delete(path);
  }
}

/** The one style sheet that a report may have: a plain `<style>` in the head. */
const HEAD_STYLE = /^(?<before>(?:(?!<\/head|<body|<style).)*)<style>(?<text>[^<]*)<\/style>/is;

/**
 * No script at all, and the report's own style sheet only, known by its hash (Content Security
 * Policy Level 3, 6.7.3.3). Style attributes and further sheets stay without effect.
 */
export function printPolicy(html: string): string {
  const text = HEAD_STYLE.exec(html)?.groups?.['text'];
  const hash = createHash('sha256')
    .update(text ?? '')
    .digest('base64');
  return contentPolicy({
    'script-src': "'none'",
    'style-src': text === undefined ? "'none'" : `'sha256-${hash}'`,
  });
}
