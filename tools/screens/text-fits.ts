import type { Page } from 'playwright-core';

/** A text that does not fit: what it says and where it goes over. */
export interface Misfit {
  /** The text, shortened. */
  readonly text: string;
  /** Element and the one that it goes over, as short selectors. */
  readonly where: string;
  readonly how: 'clipped' | 'overflows' | 'off-screen' | 'shortened';
}

/**
 * Looks at every visible text of the page as it is laid out now: whether it is cut off by a box that
 * hides what goes over, runs out of a box that one sees (background or border), lies beside the screen,
 * or is cut with an ellipsis. What a scroll container holds may go over it in the direction in which it
 * scrolls; texts for screen readers only are left out.
 */
export function misfits(page: Page): Promise<Misfit[]> {
  return page.evaluate(findMisfits);
}

/** Runs in the page: everything that it needs is inside. */
function findMisfits(): Misfit[] {
  /** Rounding of fractional boxes and of the font's side bearings, in CSS pixels. */
  const SLACK = 2;
  const found: Misfit[] = [];

  const nameOf = (element: Element): string => {
    const id = element.getAttribute('data-testid');
    const [first = ''] = (element.getAttribute('class') ?? '').split(' ');
    return `${element.tagName.toLowerCase()}${first === '' ? '' : `.${first}`}${id === null ? '' : `[${id}]`}`;
  };
  const isHidden = (element: Element): boolean =>
    element.closest('.visually-hidden, [hidden], script, style, template') !== null ||
    !element.checkVisibility({ opacityProperty: true, visibilityProperty: true });
  const isBox = (style: CSSStyleDeclaration): boolean => {
    const bordered = [style.borderTopWidth, style.borderLeftWidth].some((width) => width !== '0px');
    return bordered || !/^(transparent|rgba\(\d+, \d+, \d+, 0\))$/.test(style.backgroundColor);
  };
  const scrolls = (overflow: string): boolean => overflow === 'auto' || overflow === 'scroll';

  const fault = (element: Element, text: string, box: Element, how: Misfit['how']): void => {
    const where = element === box ? nameOf(element) : `${nameOf(element)} in ${nameOf(box)}`;
    found.push({ text: text.slice(0, 60), where, how });
  };

  const judge = (element: Element, text: string, rect: DOMRect): boolean => {
    let inScroller = { across: false, along: false };
    for (let box: Element | null = element; box !== null; box = box.parentElement) {
      const style = getComputedStyle(box);
      if (style.position === 'fixed' && box !== element)
        inScroller = { across: false, along: false };
      if (style.display === 'inline' || style.display === 'contents') continue;
      const bounds = box.getBoundingClientRect();
      const across = rect.left < bounds.left - SLACK || rect.right > bounds.right + SLACK;
      const along = rect.top < bounds.top - SLACK || rect.bottom > bounds.bottom + SLACK;
      if (across && !inScroller.across && !scrolls(style.overflowX)) {
        if (style.overflowX !== 'visible') return (fault(element, text, box, 'clipped'), true);
        if (isBox(style)) return (fault(element, text, box, 'overflows'), true);
      }
      if (along && !inScroller.along && !scrolls(style.overflowY)) {
        if (style.overflowY !== 'visible') return (fault(element, text, box, 'clipped'), true);
        if (isBox(style)) return (fault(element, text, box, 'overflows'), true);
      }
      if (scrolls(style.overflowX)) inScroller.across = true;
      if (scrolls(style.overflowY)) inScroller.along = true;
    }
    const beside = rect.left < -SLACK || rect.right > innerWidth + SLACK;
    if (beside && !inScroller.across) return (fault(element, text, element, 'off-screen'), true);
    return false;
  };

  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node !== null; node = walker.nextNode()) {
    const text = (node.textContent ?? '').trim();
    const element = node.parentElement;
    if (text === '' || element === null || isHidden(element)) continue;
    const { textOverflow, overflowX } = getComputedStyle(element);
    if (
      textOverflow === 'ellipsis' &&
      overflowX !== 'visible' &&
      element.scrollWidth > element.clientWidth + 1
    ) {
      fault(element, text, element, 'shortened');
      continue;
    }
    const range = document.createRange();
    range.selectNodeContents(node);
    for (const rect of range.getClientRects()) {
      if (rect.width > 0 && rect.height > 0 && judge(element, text, rect)) break;
    }
  }
  // A field's own text is no text node: what is longer than a button-like select is cut by the system.
  for (const select of document.querySelectorAll('select')) {
    if (isHidden(select)) continue;
    const chosen = select.selectedOptions[0]?.text ?? '';
    const canvas = document.createElement('canvas').getContext('2d');
    if (canvas === null) continue;
    const style = getComputedStyle(select);
    canvas.font = `${style.fontWeight} ${style.fontSize} ${style.fontFamily}`;
    const room =
      select.clientWidth -
      Number.parseFloat(style.paddingLeft) -
      Number.parseFloat(style.paddingRight);
    if (canvas.measureText(chosen).width > room + SLACK) fault(select, chosen, select, 'shortened');
  }
  return found;
}
