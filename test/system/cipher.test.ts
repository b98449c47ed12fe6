import { randomBytes } from 'node:crypto';
import fc from '../properties.ts';
import { describe, expect, it } from 'vitest';
import { openCipher } from '../../src/system/cipher.ts';

const OLD = randomBytes(32);
const NEW = randomBytes(32);

describe('the cipher of stored tokens', () => {
  it('gives back what it encrypted, and shows nothing of it', () => {
    const cipher = openCipher([NEW]);
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', minLength: 8 }), fc.string(), (plain, about) => {
        const encrypted = cipher.encrypt(plain, about);
        expect(cipher.decrypt(encrypted, about)).toBe(plain);
        expect(encrypted.text).toMatch(/^v1\.[\w-]+$/);
        expect(Buffer.from(encrypted.text.slice(3), 'base64url').includes(plain)).toBe(false);
      }),
    );
  });

  it('never encrypts alike twice', () => {
    const cipher = openCipher([NEW]);
    const texts = Array.from({ length: 50 }, () => cipher.encrypt('xoxb-1', 'slack:T1').text);
    expect(new Set(texts).size).toBe(50);
  });

  it('decrypts nothing that was moved, changed or cut', () => {
    const cipher = openCipher([NEW]);
    const encrypted = cipher.encrypt('xoxb-secret', 'slack:T1');
    expect(cipher.decrypt(encrypted, 'slack:T2')).toBeNull();
    for (let at = 0; at < encrypted.text.length; at += 1) {
      const other = encrypted.text[at] === 'A' ? 'B' : 'A';
      const text = encrypted.text.slice(0, at) + other + encrypted.text.slice(at + 1);
      const decrypted = cipher.decrypt({ ...encrypted, text }, 'slack:T1');
      // The last character of base64 may hold bits that mean nothing.
      expect([null, 'xoxb-secret']).toContain(decrypted);
      if (at < encrypted.text.length - 1) expect(decrypted).toBeNull();
      expect(
        cipher.decrypt({ ...encrypted, text: encrypted.text.slice(0, at) }, 'slack:T1'),
      ).toBeNull();
    }
  });

  it('reads what an older key encrypted while that key is listed', () => {
    const before = openCipher([OLD]).encrypt('xoxb-1', 'slack:T1');
    const both = openCipher([NEW, OLD]);
    expect(both.decrypt(before, 'slack:T1')).toBe('xoxb-1');
    expect(both.encrypt('xoxb-1', 'slack:T1').keyId).toBe(both.keyId);
    expect(openCipher([NEW]).decrypt(before, 'slack:T1')).toBeNull();
    expect(openCipher([NEW]).keyId).toBe(both.keyId);
    expect(before.keyId).not.toBe(both.keyId);
    // Another key under the same name.
    expect(openCipher([NEW]).decrypt({ ...before, keyId: both.keyId }, 'slack:T1')).toBeNull();
  });

  it('takes no keys of another length', () => {
    expect(() => openCipher([])).toThrow('needs a key');
    expect(() => openCipher([Buffer.alloc(16)]).encrypt('a', 'b')).toThrow(/key length/i);
  });
});
