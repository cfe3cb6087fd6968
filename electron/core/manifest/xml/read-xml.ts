import type { ManifestReader } from '../reader.ts';
import { N42_ROOTS } from '../recognise.ts';
import { profileFor, Refusal } from '../trees/profile-for.ts';
import { createTreeMapper } from '../trees/tree-mapper.ts';
import type { TreeMapper } from '../trees/tree-mapper.ts';
import { readXmlFile } from './xml-file.ts';

interface Begun {
  readonly mapper: TreeMapper;
  readonly profile: string;
}

/** Reads XML of any vocabulary that a mapping profile knows. */
export const readXml: ManifestReader = async (source, sink) => {
  const state: { begun: Begun | null } = { begun: null };
  const begin = (root: string): Begun => {
    const profile = profileFor(source, root);
    if (!profile.ok && source.profile === null && N42_ROOTS.includes(root)) throw lateN42(root);
    if (!profile.ok) throw new Refusal(profile.error);
    return { mapper: createTreeMapper(profile.value, sink), profile: profile.value.profile };
  };
  try {
    const encoding = await readXmlFile(
      source,
      {
        open({ name, attributes, line }) {
          state.begun ??= begin(name);
          state.begun.mapper.events.open(name, attributes, line);
        },
        text: (text) => state.begun?.mapper.events.text(text),
        close: () => state.begun?.mapper.events.close(),
      },
      () => state.begun?.mapper.items() ?? 0,
    );
    const decimal = state.begun?.mapper.decimal() ?? null;
    const profile = state.begun?.profile ?? null;
    return { ok: true, value: { encoding, delimiter: null, decimal, profile } };
  } catch (error) {
    if (error instanceof Refusal) return { ok: false, error: error.error };
    throw error;
  }
};

/** Said by the first bytes of a file alone; here so much stands before it that they did not reach it. */
function lateN42(root: string): Refusal {
  const what = `The document is a measurement (ANSI N42.42): "${root}" stands behind its first 64 kB.`;
  const message = `${what} Import it with --format n42, or remove the comment before it.`;
  return new Refusal({ code: 'manifest-columns', message });
}
