/** Lower-case Latin letters, digits and hyphens of some words, cut between words where it can be. */
export function slugOf(words: string, longest: number): string {
  const slug = words
    .toLowerCase()
    .replaceAll('ß', 'ss')
    .normalize('NFKD')
    .replaceAll(/\p{M}/gu, '')
    .replaceAll(/['’`*]/g, '')
    .replaceAll(/[^a-z0-9]+/g, '-')
    .replaceAll(/^-+|-+$/g, '');
  if (slug.length <= longest) return slug;
  const cut = slug.slice(0, longest + 1).replace(/-[^-]*$/, '');
  return (cut.length > longest || cut === '' ? slug.slice(0, longest) : cut).replace(/-+$/, '');
}
