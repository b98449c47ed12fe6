import { hiddenCharacter } from './invisible-characters.ts';

/** An absolute http(s) address, without spaces or hidden characters, and without a user's name, which would hide where it leads. */
export function isWebLink(address: string): boolean {
  if (!/^https?:\/\/[^\s<>"]+$/i.test(address) || hiddenCharacter(address) !== null) return false;
  if (!URL.canParse(address)) return false;
  const { username, password } = new URL(address);
  return username === '' && password === '';
}
