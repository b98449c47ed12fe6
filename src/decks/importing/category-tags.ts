/**
 * A category's path as Moodle writes it → its words, without the places where Moodle keeps it (`$course$`, `top`,
 * `Default for …`).
 */
export function categoryTags(path: string): readonly string[] {
  return path
    .replaceAll('//', '\uFDD0')
    .split('/')
    .map((part) => part.replaceAll('\uFDD0', '/').trim())
    .filter((part) => part !== '' && !/^\$\w+\$$|^top$|^Default for /i.test(part));
}
