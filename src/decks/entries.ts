import { fileURLToPath } from 'node:url';

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

/** What starts a process of its own: its first module, and what Node is told besides. */
export interface ProcessEntry {
  readonly module: string;
  readonly execArgv: readonly string[];
}

/**
 * The first module of a process. Run from the sources, it needs the loader of TypeScript, as a thread does.
 * @param file the module, ending in `.ts` or, when built, in `.js`
 */
export function processEntry(file: URL): ProcessEntry {
  const module = fileURLToPath(file);
  if (!module.endsWith('.ts')) return { module, execArgv: [] };
  return { module, execArgv: ['--import', import.meta.resolve('tsx')] };
}
