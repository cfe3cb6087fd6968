import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from 'playwright-core';

/** Rules that hold on any page of the app, at the least: with fewer axe did not see the page. */
const LEAST_PASSES = 10;

/** What axe objects to on a page, a line each: the rule, and where it does not hold. */
export async function violations(page: Page): Promise<string[]> {
  // The default mode opens a second page, which a window of this app is not.
  const found = await new AxeBuilder({ page }).setLegacyMode(true).analyze();
  const { length } = found.passes;
  if (length < LEAST_PASSES) throw new Error(`axe saw a page where ${length} of its rules hold`);
  return found.violations.map(
    ({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' | ')}`,
  );
}
