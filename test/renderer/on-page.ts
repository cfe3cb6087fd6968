/** What has this test id, wherever in the document. */
export function onPage(testId: string): HTMLElement | null {
  return document.querySelector<HTMLElement>(`[data-testid="${testId}"]`);
}
