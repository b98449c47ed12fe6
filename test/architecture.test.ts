import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';

const SRC = 'src';
const files = readdirSync(SRC, { recursive: true, encoding: 'utf8' })
  .filter((file) => /\.tsx?$/.test(file))
  .map((file) => file.split(path.sep).join('/'));

/** Who may import whom: a room, and the rooms it may look into. Its own is always allowed. */
const MAY: Readonly<Record<string, readonly string[]>> = {
  domain: [],
  ports: ['domain'],
  i18n: ['domain'],
  decks: ['domain', 'fit', 'ports'],
  fit: ['domain', 'ports'],
  app: ['domain', 'i18n', 'ports'],
  preview: [
    'adapters/discord',
    'adapters/slack',
    'adapters/web',
    'app',
    'decks',
    'domain',
    'i18n',
    'ports',
  ],
  'adapters/shared': ['domain', 'fit', 'i18n', 'ports'],
  'adapters/slack': ['adapters/shared', 'fit', 'domain', 'i18n', 'pages', 'ports'],
  'adapters/discord': ['adapters/shared', 'fit', 'domain', 'i18n', 'ports'],
  'adapters/web': ['adapters/shared', 'fit', 'domain', 'i18n', 'pages', 'ports'],
  pages: ['domain', 'ports'],
  studio: ['app', 'decks', 'domain', 'i18n', 'pages', 'ports', 'preview'],
  store: ['domain', 'ports'],
  charts: ['domain', 'ports'],
  system: ['ports'],
  config: ['domain', 'ports'],
  'config.ts': ['config', 'domain', 'ports'],
  'migrations.ts': [],
};
const EVERYTHING = new Set(['main.ts', 'compose.ts', 'cli']);

function roomOf(file: string): string {
  const [first = '', second = ''] = file.split('/');
  return first === 'adapters' ? `adapters/${second}` : first;
}

function importsOf(file: string): readonly string[] {
  const source = readFileSync(path.join(SRC, file), 'utf8');
  const found = source.matchAll(/(?:from|import\()\s*'(\.[^']+)'/g);
  return [...found].map((match) => path.posix.join(path.posix.dirname(file), match[1] ?? ''));
}

/** Whether a folder is another one or lies in it. */
function isInside(folder: string, other: string): boolean {
  return folder === other || folder.startsWith(`${other}/`) || other === '.';
}

/** Groups of files that import each other in a circle (Tarjan). */
function circlesIn(graph: ReadonlyMap<string, readonly string[]>): readonly string[][] {
  const index = new Map<string, number>();
  const low = new Map<string, number>();
  const stack: string[] = [];
  const circles: string[][] = [];
  const visit = (node: string): void => {
    index.set(node, index.size);
    low.set(node, index.get(node) ?? 0);
    stack.push(node);
    for (const next of graph.get(node) ?? []) {
      if (!index.has(next)) {
        visit(next);
        low.set(node, Math.min(low.get(node) ?? 0, low.get(next) ?? 0));
      } else if (stack.includes(next)) {
        low.set(node, Math.min(low.get(node) ?? 0, index.get(next) ?? 0));
      }
    }
    if (low.get(node) !== index.get(node)) return;
    const circle = stack.splice(stack.indexOf(node));
    if (circle.length > 1) circles.push(circle);
  };
  for (const node of graph.keys()) if (!index.has(node)) visit(node);
  return circles;
}

function withoutComments(source: string): string {
  return source.replaceAll(/\/\*[\s\S]*?\*\//g, '').replaceAll(/(^|\s)\/\/.*$/gm, '');
}

describe('the house', () => {
  it('has rooms that look only where they may', () => {
    const breaches = files.flatMap((file) => {
      const room = roomOf(file);
      if (EVERYTHING.has(room)) return [];
      const may = MAY[room];
      if (may === undefined) return [`${file}: the room ${room} is in no row of this test`];
      return importsOf(file)
        .filter((target) => roomOf(target) !== room && !may.includes(roomOf(target)))
        .map((target) => `${file} imports ${target}`);
    });
    expect(breaches).toEqual([]);
    expect(files.length).toBeGreaterThan(80);
  });

  it('has no circle of imports', () => {
    expect(circlesIn(new Map(files.map((file) => [file, importsOf(file)])))).toEqual([]);
  });

  it('has no two rooms beside each other that look into each other', () => {
    const looks = new Set(
      files.flatMap((file) =>
        importsOf(file)
          .map((target) => [path.posix.dirname(file), path.posix.dirname(target)] as const)
          // A folder's own files are the front door and the common ground of the rooms inside it.
          .filter(([from, to]) => !isInside(from, to) && !isInside(to, from))
          .map(([from, to]) => `${from} → ${to}`),
      ),
    );
    const both = [...looks].filter((look) => {
      const [from = '', to = ''] = look.split(' → ');
      return looks.has(`${to} → ${from}`);
    });
    expect(both).toEqual([]);
  });

  it('has no member of a port that nobody uses', () => {
    const code = files.map((file) => withoutComments(readFileSync(path.join(SRC, file), 'utf8')));
    const unused = files
      .filter((file) => file.startsWith('ports/'))
      .flatMap((file) => {
        const own = withoutComments(readFileSync(path.join(SRC, file), 'utf8'));
        const others = code.filter((source) => source !== own).join('\n');
        // A metric is used by its quoted name.
        const before = file === 'ports/metric-names.ts' ? "'" : '(?:\\.|\\?\\.|[{,]\\s*)';
        return [...own.matchAll(/^ {2}(?:readonly )?([a-z]\w*)\??[:(<]/gm)]
          .map((match) => match[1] ?? '')
          .filter((name) => !new RegExp(`${before}${name}\\b`).test(others))
          .map((name) => `${file}: ${name}`);
      });
    expect(unused).toEqual([]);
  });

  it('takes time and chance from ports only', () => {
    const breaches = files
      .filter((file) => !file.startsWith('system/'))
      .flatMap((file) => {
        const source = withoutComments(readFileSync(path.join(SRC, file), 'utf8'));
        return [
          ...source.matchAll(/new Date\(\)|Date\.now|Math\.random|\bset(?:Timeout|Interval)\(/g),
        ].map((match) => `${file}: ${match[0]}`);
      });
    expect(breaches).toEqual([]);
  });

  it('reads the environment in one file', () => {
    const readers = files.filter((file) =>
      withoutComments(readFileSync(path.join(SRC, file), 'utf8')).includes('process.env'),
    );
    expect(readers).toEqual(['config.ts']);
  });

  it('keeps files small', () => {
    const long = files
      .map((file) => ({
        file,
        lines: readFileSync(path.join(SRC, file), 'utf8').split('\n').length,
      }))
      .filter(({ file, lines }) => lines > 320 && !file.startsWith('i18n/'))
      .map(({ file, lines }) => `${file}: ${lines}`);
    expect(long).toEqual([]);
  });

  it('has adapters that look alike', () => {
    for (const platform of ['slack', 'discord', 'web']) {
      const rooms = new Set(
        files
          .filter((file) => file.startsWith(`adapters/${platform}/`))
          .map((file) => file.split('/').slice(2, -1).join('/')),
      );
      expect([...rooms].filter((room) => room !== '').toSorted()).toEqual([
        'inbound',
        'outbound',
        'render',
        'setup',
      ]);
    }
  });
});
