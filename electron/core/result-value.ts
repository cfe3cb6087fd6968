import type { CodedError, Result } from '../../shared/result.ts';
import { StationError } from './station-error.ts';

/**
 * The value of a result where the caller cannot go on without it.
 * @throws StationError with the result's own code and words
 */
export function valueOf<T>(result: Result<T, CodedError>): T {
  if (result.ok) return result.value;
  throw new StationError(result.error.code, result.error.message);
}
