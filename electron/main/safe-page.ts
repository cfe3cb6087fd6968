import { START_ADDRESS } from './security.ts';

/**
 * Shown instead of a screen that keeps failing. No script, no style: nothing in it can fail. In
 * English only, because the locale files belong to the screen that does not work.
 */
export const SAFE_PAGE = `<!doctype html>
<html lang="en">
<head><meta charset="utf-8"><title>Screening Station</title></head>
<body>
<h1>The screen stopped several times</h1>
<p>Everything recorded so far is safe: records are kept by another part of the program.</p>
<p>Keep the parcel at hand at the bench. Then <a href="${START_ADDRESS}">open the screen again</a>.
The current parcel comes back as it was recorded.</p>
<p>If this page returns, restart the computer and give IT the folder "logs" of the station's data
folder.</p>
</body>
</html>
`;
