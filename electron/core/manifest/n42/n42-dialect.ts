import type { N42Content } from './n42-content.ts';
import type { N42Element } from './n42-element.ts';

/** How one edition of the standard names what is measured. */
export interface N42Dialect {
  /** Elements that are gathered. */
  readonly names: ReadonlySet<string>;
  /** Takes them in the order of the file. */
  take(element: N42Element): void;
  /** After the last one. */
  content(): N42Content;
}
