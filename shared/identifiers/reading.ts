import { COURIER_NAMES } from './courier-names.ts';
import type { Identity, Scheme } from './identity.ts';

/**
 * How much speaks for a reading, the strongest first.
 * - `unmistakable`: announced by symbology or envelope, or a form of its own with the right check digit.
 * - `checked`: right check digit, but other numbers look the same: about one in ten fits by chance.
 * - `unchecked`: a form of its own with nothing that could be checked.
 * - `refused`: a form of its own, but wrong.
 * - `form`: a form that many numbers share, and nothing that could be checked.
 */
const STRENGTHS = ['unmistakable', 'checked', 'unchecked', 'refused', 'form'] as const;
export type Strength = (typeof STRENGTHS)[number];

/** A label as one scheme reads it. */
export interface Reading {
  readonly identity: Identity;
  readonly strength: Strength;
}

/** Strongest first; among equals the order of the schemes stays. */
export function byStrength(left: Reading, right: Reading): number {
  return STRENGTHS.indexOf(left.strength) - STRENGTHS.indexOf(right.strength);
}

const STANDARDS: Readonly<Partial<Record<Scheme, string>>> = {
  s10: 'UPU S10',
  s9: 'UPU S9 receptacle',
  s8: 'UPU S8 despatch',
  sscc: 'SSCC',
  gs1: 'GS1 article number',
  iso15459: 'ISO/IEC 15459 licence plate',
  awb: 'IATA air waybill',
  ...COURIER_NAMES,
};

/** A scheme in words. */
export function schemeName(scheme: Scheme): string {
  return STANDARDS[scheme] ?? scheme;
}
