import type { ManifestPreview } from '../../shared/bridge/contract.ts';
import type { Envelope } from '../../shared/bridge/envelope.ts';
import type { Clock } from '../../shared/clock.ts';
import type { CodedError } from '../../shared/result.ts';
import type { Log } from './log.ts';
import { previewMessage } from './preview-message.ts';
import type { Fork, SupervisedChild } from './supervised-child.ts';

export interface ManifestPreviews {
  /** Looks at a file; a look that goes on ends. Error: `manifest-preview-ended`. */
  look(importer: Fork<never>): Promise<Envelope<ManifestPreview>>;
  stop(): void;
}

/** It reads the first 64 kB of a file; a network drive that answers no more is not waited for, in ms. */
const LONGEST_LOOK_MS = 30_000;

/** Looks at files in a process of its own: what is wrong with a file ends no more than the look. */
export function createManifestPreviews(clock: Clock, log: Log): ManifestPreviews {
  let stop = (): void => undefined;

  const look = (importer: Fork<never>): Promise<Envelope<ManifestPreview>> => {
    stop();
    return new Promise((resolve) => {
      let child: SupervisedChild<never> | null = null;
      let over = false;
      const finish = (answer: Envelope<ManifestPreview>): void => {
        if (over) return;
        over = true;
        timer.cancel();
        resolve(answer);
      };
      const fail = (reason: string): void => {
        if (!over) log('error', 'preview-ended', { reason });
        finish({ ok: false, error: ended(reason) });
      };
      const give = (reason: string): void => {
        fail(reason);
        child?.kill();
      };
      const timer = clock.after(LONGEST_LOOK_MS, () => give('it took too long'));
      stop = () => give('another file was chosen');
      try {
        child = importer({
          onMessage(said) {
            const preview = previewMessage(said);
            if (preview === undefined) give('its answer could not be read');
            else finish({ ok: true, value: preview });
            child?.end();
          },
          onExit: fail,
        });
      } catch (thrown) {
        fail(String(thrown));
      }
    });
  };
  return { look, stop: () => stop() };
}

function ended(reason: string): CodedError {
  return {
    code: 'manifest-preview-ended',
    message:
      `The file could not be looked at (${reason}). Nothing was imported; what was imported before ` +
      'stays in use. Choose the file again.',
  };
}
