import type { CodedError } from '../../shared/result.ts';

/** An expected failure that ends what was asked for; the message says what is safe and what to do. */
export class StationError extends Error implements CodedError {
  readonly code: string;
  constructor(code: string, message: string) {
    super(message);
    this.name = 'StationError';
    this.code = code;
  }
}
