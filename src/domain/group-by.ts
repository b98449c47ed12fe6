/** Groups in the order of their first member. (`Map.groupBy` came with Node 21.) */
export function groupBy<T, Key>(
  all: Iterable<T>,
  keyOf: (one: T) => Key,
): ReadonlyMap<Key, readonly T[]> {
  const groups = new Map<Key, T[]>();
  for (const one of all) {
    const group = groups.get(keyOf(one));
    if (group === undefined) groups.set(keyOf(one), [one]);
    else group.push(one);
  }
  return groups;
}
