/** The wanted id, or that with a number, which is not among the taken ones: at most 48 characters if it was 44. */
export function freeId(wanted: string, taken: ReadonlySet<string>): string {
  let id = wanted;
  for (let number = 2; taken.has(id); number += 1) id = `${wanted.slice(0, 44)}-${number}`;
  return id;
}
