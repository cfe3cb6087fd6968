const SHOWN = 8;

/** First characters of a hash or a key fingerprint: enough to tell two apart at the bench. */
export function shortHash(hash: string): string {
  return hash.slice(0, SHOWN);
}
