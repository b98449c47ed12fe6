import { StoreError } from '../ports/errors.ts';

/** @param name the database for people */
export function diskFull(name: string, cause: unknown): StoreError {
  return new StoreError(
    'full',
    `the disk of database ${name} is full, so nothing was saved: make room there`,
    { cause },
  );
}

/** @param name the database for people */
export function heldTooLong(name: string, cause: unknown): StoreError {
  return new StoreError(
    'busy',
    `another process held database ${name} too long, so nothing was saved: end what locks it`,
    { cause },
  );
}
