/** What `make` makes of an object, made once and remembered as long as the object lives. */
export function remembering<Of extends object, Made>(make: (of: Of) => Made): (of: Of) => Made {
  const known = new WeakMap<Of, { readonly made: Made }>();
  return (of) => {
    let found = known.get(of);
    if (found === undefined) known.set(of, (found = { made: make(of) }));
    return found.made;
  };
}

const shared = new WeakSet();

/** Says of an object that many will be shown it, so that what is made of it is worth remembering. */
export function share<T extends object>(object: T): T {
  shared.add(object);
  return object;
}

export function isShared(object: object): boolean {
  return shared.has(object);
}

/** Like `remembering`, but for shared objects alone: what is made of any other is needed once or twice, and made anew. */
export function rememberingShared<Of extends object, Made>(
  make: (of: Of) => Made,
): (of: Of) => Made {
  const remembered = remembering(make);
  return (of) => (isShared(of) ? remembered(of) : make(of));
}
