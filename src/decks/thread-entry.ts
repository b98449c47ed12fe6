/**
 * The first module of a thread. Run from the sources, it needs the loader of TypeScript, which no thread inherits.
 * @param file the module, ending in `.ts` or, when built, in `.js`
 */
export function threadEntry(file: URL): URL {
  if (!file.pathname.endsWith('.ts')) return file;
  const [loader, module] = [import.meta.resolve('tsx/esm/api'), file.href].map((name) =>
    JSON.stringify(name),
  );
  const source = `import { register } from ${loader}; register(); await import(${module});`;
  return new URL(`data:text/javascript,${encodeURIComponent(source)}`);
}
