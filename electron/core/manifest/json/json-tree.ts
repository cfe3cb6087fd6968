import type { TreeEvents } from '../trees/tree-events.ts';
import type { JsonEvents } from './json-parts.ts';

/**
 * JSON as elements: a key is the name of an element, and of each member where its value is a list; the
 * document itself has no name. Null is an element without text.
 */
export function jsonTree(events: TreeEvents): JsonEvents {
  const open: { readonly name: string; readonly isObject: boolean }[] = [];
  const nameOf = (key: string | null): string => key ?? open.at(-1)?.name ?? '';
  return {
    open(kind, key, line) {
      const name = nameOf(key);
      const isObject = kind === 'object';
      open.push({ name, isObject });
      if (isObject) events.open(name, [], line);
    },
    value({ text }, key, line) {
      events.open(nameOf(key), [], line);
      events.text(text);
      events.close();
    },
    close() {
      if (open.pop()?.isObject === true) events.close();
    },
  };
}
