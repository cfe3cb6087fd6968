/** One element on the way to a text. */
export interface TreeStep {
  /** Local name. */
  readonly name: string;
  /** Only elements that have this child, or this attribute, with this text. */
  readonly condition: {
    readonly of: 'child' | 'attribute';
    readonly name: string;
    readonly value: string;
  } | null;
}

/** Where a text of an XML or JSON document stands. */
export interface TreePath {
  /**
   * From where the steps lead: `own` is the item, or for a field of a content line the line; `item` is
   * the item of that line; `above` is any element around the item.
   */
  readonly base: 'own' | 'item' | 'above';
  /** None for the element itself. */
  readonly steps: readonly TreeStep[];
  /** The attribute whose value it is, instead of the element's text. */
  readonly attribute: string | null;
}

const NAME = String.raw`(?!\.+(?:\/|$))[^\s/@[\]=]+`;
const STEP = new RegExp(String.raw`^(${NAME})(?:\[(@?)(${NAME})=([^\][]{1,100})\])?$`);
const ATTRIBUTE = new RegExp(`^@(${NAME})$`);
/** Slashes that are not within a condition. */
const SLASH = /\/(?![^[]*\])/;

/**
 * Reads a path: names of elements with `/` between them and, last, `@` and the name of an attribute;
 * `.` for the element itself; `Name[Child=text]` or `Name[@attribute=text]` for some of several.
 * `../Path` of a content line leads from its item, `/Path` from what is around the item.
 * Null for what is none.
 */
export function parseTreePath(text: string): TreePath | null {
  const base = text.startsWith('../') ? 'item' : text.startsWith('/') ? 'above' : 'own';
  const rest = base === 'item' ? text.slice(3) : base === 'above' ? text.slice(1) : text;
  if (rest === '.') return base === 'above' ? null : { base, steps: [], attribute: null };
  const parts = rest.split(SLASH);
  const attribute = ATTRIBUTE.exec(parts.at(-1) ?? '')?.[1] ?? null;
  if (attribute !== null) parts.pop();
  const steps: TreeStep[] = [];
  for (const part of parts) {
    const step = STEP.exec(part);
    if (step === null) return null;
    const [, name = '', at, of, value] = step;
    const condition =
      of === undefined || value === undefined
        ? null
        : ({ of: at === '@' ? 'attribute' : 'child', name: of, value } as const);
    steps.push({ name, condition });
  }
  return steps.length === 0 && attribute === null ? null : { base, steps, attribute };
}
