import type { Installation, Installations } from '../../../ports/installations.ts';

const PAGE = 200;

/** All installations by id, read in pages. */
export async function* eachInstallation(
  installations: Pick<Installations, 'list'>,
): AsyncIterable<Installation> {
  for (let after: string | null = null; ;) {
    const page: readonly Installation[] = await installations.list(after, PAGE);
    yield* page;
    after = page.at(-1)?.id ?? null;
    if (after === null) return;
  }
}
