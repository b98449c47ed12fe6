/** A text that only a key of this installation reads. */
export interface Encrypted {
  readonly text: string;
  /** Tells keys apart, and nothing of them. */
  readonly keyId: string;
}

/** Encrypts what must not lie readable in the database. */
export interface Cipher {
  /** Id of the key that encrypts; older keys only decrypt. */
  readonly keyId: string;
  /** @param about what the text belongs to; a text that was moved to something else is not decrypted */
  encrypt(plain: string, about: string): Encrypted;
  /** Null if no key fits, or if the text was changed or moved. */
  decrypt(encrypted: Encrypted, about: string): string | null;
}
