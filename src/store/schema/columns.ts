/** Reads JSON of this store's own; the type parameter is the writer's. */
// oxlint-disable-next-line typescript/no-unnecessary-type-parameters -- our own rows: the caller names what it wrote
export function readJson<T>(json: string): T {
  return JSON.parse(json);
}

export function flag(value: boolean): 0 | 1 {
  return value ? 1 : 0;
}
