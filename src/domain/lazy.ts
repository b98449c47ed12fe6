/** What is made when it is first asked for: Intl's tools cost a start milliseconds and megabytes each. */
export function lazy<T extends object>(make: () => T): () => T {
  let made: T | null = null;
  return () => (made ??= make());
}
