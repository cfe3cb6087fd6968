import type { MappingProfile, TreeProfile } from '../../../../shared/manifest/profile.ts';
import type { CodedError, Result } from '../../../../shared/result.ts';
import { chooseTree } from '../profiles.ts';
import { quotedText } from '../quoted-text.ts';
import type { SourceFile } from '../reader.ts';

/**
 * The profile that a document is read with: the one that was asked for, or the one that knows the
 * document's first element.
 *
 * Errors: `manifest-columns`, `manifest-profile-unclear`.
 */
export function profileFor(
  { profile: asked, profiles }: Pick<SourceFile, 'profile' | 'profiles'>,
  root: string,
): Result<TreeProfile, CodedError> {
  const what = `The document begins with "${quotedText(root)}"`;
  if (asked !== null) {
    if (asked.shape === 'tree' && asked.roots.includes(root)) return { ok: true, value: asked };
    const reads =
      asked.shape === 'tree' ? `documents that begin with ${asked.roots.join(', ')}` : 'tables';
    return refused(`${what}; the mapping profile ${asked.profile} reads ${reads}.`);
  }
  const chosen = chooseTree(profiles, root);
  if (!chosen.ok) return chosen;
  if (chosen.value !== null) return { ok: true, value: chosen.value };
  return refused(`${what}, which no mapping profile reads. ${known(profiles)}`);
}

function known(profiles: readonly MappingProfile[]): string {
  const roots = profiles.flatMap((profile) => (profile.shape === 'tree' ? profile.roots : []));
  const those = roots.length === 0 ? 'None is known here.' : `Known are ${roots.join(', ')}.`;
  return `${those} Add a mapping profile for it (docs/manifests.md).`;
}

function refused(message: string): Result<never, CodedError> {
  return { ok: false, error: { code: 'manifest-columns', message } };
}

/** Why a document is not read, thrown out of the middle of it. */
export class Refusal extends Error {
  readonly error: CodedError;
  constructor(error: CodedError) {
    super(error.message);
    this.error = error;
  }
}
