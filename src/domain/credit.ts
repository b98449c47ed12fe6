/** The comment in a deck's YAML that names who suggested a question. Erasing a member takes it away again. */
export function creditOf(name: string): string {
  return `suggested by ${name.replaceAll(/\s+/g, ' ').trim()}`;
}
