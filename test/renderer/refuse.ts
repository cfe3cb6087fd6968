import type { fakeStation } from './mount-app.ts';

/** The next intent is refused. */
export function refuseOnce(
  station: ReturnType<typeof fakeStation>['station'],
  code: string,
  message = code,
): void {
  const refusal = { code, message };
  station.intent.mockResolvedValueOnce({ ok: true, value: { accepted: false, refusal } });
}
