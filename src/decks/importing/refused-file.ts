import type { Localized } from '../../domain/language.ts';

/** A file that cannot be read at all: one line that names what is wrong and the fix, to follow the file's name. */
export class RefusedFile extends Error {
  override readonly name = 'RefusedFile';

  constructor(
    readonly reason: Localized,
    options?: ErrorOptions,
  ) {
    super(reason.en, options);
  }
}
