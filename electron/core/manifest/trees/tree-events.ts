/** An attribute of an element. */
export interface TreeAttribute {
  readonly name: string;
  readonly value: string;
}

/** A document as elements within each other, in its order; XML and JSON are both told so. */
export interface TreeEvents {
  /** @param line in the file, counted from 1 */
  open(name: string, attributes: readonly TreeAttribute[], line: number): void;
  /** May come in parts. */
  text(text: string): void;
  /** The element that was opened last ends. */
  close(): void;
}
