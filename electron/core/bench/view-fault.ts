import type { Fact } from '../../../shared/rules/facts.ts';
import type { FaultCode } from '../../../shared/measure/reading.ts';

/** The fault that keeps a fact from being known; null when it is known or may still come. */
export function faultOf(fact: Fact): FaultCode | null {
  return fact.state === 'fault' ? fact.code : null;
}
