import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { z } from 'zod';
import { COUNTERS, GAUGES, HISTOGRAMS } from '../../src/ports/metric-names.ts';
import { startProcess } from '../deckhand.ts';
import { inRepository } from './dockerfile.ts';

/** Labels that Prometheus gives to everything that it scrapes. */
const SCRAPED = ['instance', 'job'];
/** Words of PromQL that stand where a metric could. */
const PROMQL = new Set(
  'sum max by or increase rate histogram_quantile label_values instance le'.split(' '),
);

const rule = z.object({
  alert: z.string(),
  expr: z.string(),
  labels: z.object({ severity: z.enum(['page', 'ticket']) }),
  annotations: z.object({ summary: z.string() }),
});
const alerts = z
  .object({ groups: z.array(z.object({ rules: z.array(rule) })) })
  .parse(parse(readFileSync(inRepository('deploy/alerts.yaml'), 'utf8')))
  .groups.flatMap(({ rules }) => rules);
const target = z.object({ expr: z.string(), legendFormat: z.string() });
const dashboard = z
  .object({
    panels: z.array(z.object({ title: z.string(), targets: z.array(target) })),
    templating: z.object({ list: z.array(z.object({ name: z.string(), query: z.unknown() })) }),
  })
  .parse(JSON.parse(readFileSync(inRepository('deploy/grafana-dashboard.json'), 'utf8')));

/** Every expression with the texts that show its labels. */
const used: readonly (readonly [where: string, expr: string, shown: string])[] = [
  ...alerts.map((one) => [one.alert, one.expr, one.annotations.summary] as const),
  ...dashboard.panels.flatMap(({ title, targets }) =>
    targets.map(({ expr, legendFormat }) => [title, expr, legendFormat] as const),
  ),
];

/** Name → labels of what a running program exports, read from its page; the values of its own labels are ours. */
const exported = new Set<string>();
const labelsOf = new Map<string, Readonly<Record<string, readonly string[]>>>([
  ...Object.entries({ ...COUNTERS, ...GAUGES }).map(
    ([name, { labels }]) => [`deckhand_${name}`, labels] as const,
  ),
  ...Object.entries(HISTOGRAMS).map(([name]) => [`deckhand_${name}_bucket`, { le: [] }] as const),
]);

beforeAll(async () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'deckhand-metrics-'));
  const program = await startProcess('source', folder, { WEB_PORT: '0' });
  const page = await (await fetch(`http://127.0.0.1:${program.port}/metrics`)).text();
  await program.stop();
  rmSync(folder, { recursive: true });
  for (const [, name = '', type] of page.matchAll(/^# TYPE (\w+) (\w+)/gm))
    exported.add(type === 'histogram' ? `${name}_bucket` : name);
});

afterAll(() => exported.clear());

describe.each(used)('%s: %s', (_where, expr, shown) => {
  const names = [
    ...expr.replaceAll(/\{[^}]*\}|\[[^\]]*\]|by \([^)]*\)/g, ' ').matchAll(/[a-z_]\w+/gi),
  ]
    .map(([name]) => name)
    .filter((name) => !PROMQL.has(name));

  test('asks for what the program exports', () => {
    expect(names.length).toBeGreaterThan(0);
    for (const name of names.filter((one) => one !== 'up')) expect(exported).toContain(name);
  });

  test('asks for labels and values that there are', () => {
    const known: Record<string, readonly string[]> = {};
    for (const name of names) Object.assign(known, labelsOf.get(name));
    for (const label of SCRAPED) known[label] = [];
    const inBraces = [...expr.matchAll(/(\w+)=~?"([^"]*)"/g)];
    const inBy = [...expr.matchAll(/by \(([^)]*)\)/g)].flatMap(([, list = '']) =>
      list.split(/,\s*/),
    );
    const inText = [...shown.matchAll(/\{\{(?:\s*\$labels\.)?(\w+)\s*\}\}/g)].map(
      ([, name = '']) => name,
    );
    for (const label of [...inBraces.map(([, name = '']) => name), ...inBy, ...inText])
      expect(Object.keys(known)).toContain(label);
    for (const [, label = '', values = ''] of inBraces) {
      const closed = known[label] ?? [];
      if (closed.length > 0) expect(closed).toEqual(expect.arrayContaining(values.split('|')));
    }
  });
});

test('an alert has a name of its own, and its place in the operations paper', () => {
  const names = alerts.map(({ alert }) => alert);
  expect(new Set(names).size).toBe(names.length);
  const paper = readFileSync(inRepository('docs/operations.md'), 'utf8');
  for (const name of names) expect(paper).toContain(`\`${name}\``);
});
