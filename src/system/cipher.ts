import { createCipheriv, createDecipheriv, createHash, randomBytes } from 'node:crypto';
import type { Cipher } from '../ports/cipher.ts';

const ALGORITHM = 'aes-256-gcm';
/** Bytes of a nonce and of an authentication tag (NIST SP 800-38D). */
const NONCE = 12;
const TAG = 16;
const FORMAT = 'v1.';

/**
 * AES-256-GCM. The first key encrypts, every key decrypts, so a key can be changed while the bot runs.
 * @param keys 32 bytes each, at least one
 */
export function openCipher(keys: readonly Buffer[]): Cipher {
  const [first] = keys;
  if (first === undefined) throw new RangeError('a cipher needs a key');
  const byId = new Map(keys.map((key) => [idOf(key), key]));
  const keyId = idOf(first);
  return {
    keyId,
    encrypt(plain, about) {
      const nonce = randomBytes(NONCE);
      const cipher = createCipheriv(ALGORITHM, first, nonce, { authTagLength: TAG });
      cipher.setAAD(Buffer.from(about));
      const sealed = [nonce, cipher.update(plain, 'utf8'), cipher.final(), cipher.getAuthTag()];
      return { text: `${FORMAT}${Buffer.concat(sealed).toString('base64url')}`, keyId };
    },
    decrypt(encrypted, about) {
      const key = byId.get(encrypted.keyId);
      if (key === undefined || !encrypted.text.startsWith(FORMAT)) return null;
      const bytes = Buffer.from(encrypted.text.slice(FORMAT.length), 'base64url');
      if (bytes.length < NONCE + TAG) return null;
      const nonce = bytes.subarray(0, NONCE);
      const decipher = createDecipheriv(ALGORITHM, key, nonce, { authTagLength: TAG });
      decipher.setAAD(Buffer.from(about));
      decipher.setAuthTag(bytes.subarray(-TAG));
      try {
        const plain = decipher.update(bytes.subarray(NONCE, -TAG), undefined, 'utf8');
        return plain + decipher.final('utf8');
      } catch {
        return null;
      }
    },
  };
}

/** 48 bits of a hash: two keys of one operator never share them, and no key follows from them. */
function idOf(key: Buffer): string {
  return createHash('sha256')
    .update('deckhand key id\n')
    .update(key)
    .digest('base64url')
    .slice(0, 8);
}
