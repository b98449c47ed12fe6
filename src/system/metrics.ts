import { Counter, Gauge, Histogram, Registry, collectDefaultMetrics } from 'prom-client';
import { COUNTERS, GAUGES, HISTOGRAMS } from '../ports/metric-names.ts';
import type { Metrics } from '../ports/system.ts';

/** The Prometheus page. */
export interface PrometheusMetrics extends Metrics {
  page(): Promise<{ readonly type: string; readonly body: string }>;
}

interface Described {
  readonly help: string;
  readonly labels: Readonly<Record<string, readonly string[]>>;
}

const PREFIX = 'deckhand_';
/** Upper bounds, in seconds. */
const BUCKETS = [0.001, 0.003, 0.01, 0.03, 0.1, 0.3, 1, 2.5];

/**
 * A counter whose labels have known values starts at 0: Prometheus sees no increase in a series that begins with its
 * first event.
 */
export function openMetrics(): PrometheusMetrics {
  const registry = new Registry();
  // The process's own figures begin with the first reading: to measure the event loop wakes an idle process a hundred
  // times a second.
  let measuresItself = false;
  const settings = (name: string, { help, labels }: Described) => ({
    name: `${PREFIX}${name}`,
    help,
    labelNames: Object.keys(labels),
    registers: [registry],
  });
  const made = <T>(table: Readonly<Record<string, Described>>, make: (of: Settings) => T) =>
    new Map(Object.entries(table).map(([name, metric]) => [name, make(settings(name, metric))]));
  type Settings = ReturnType<typeof settings>;
  const counters = made(COUNTERS, (of) => new Counter(of));
  const gauges = made(GAUGES, (of) => new Gauge(of));
  const histograms = made(HISTOGRAMS, (of) => new Histogram({ ...of, buckets: BUCKETS }));
  for (const [name, { labels }] of Object.entries(COUNTERS))
    for (const known of combinations(labels)) counters.get(name)?.inc(known, 0);
  return {
    count: (...[name, labels]) => counters.get(name)?.inc({ ...labels }),
    gauge: (...[name, value, labels]) => gauges.get(name)?.set({ ...labels }, value),
    observe: (name, seconds) => histograms.get(name)?.observe(seconds),
    page: async () => {
      if (!measuresItself) collectDefaultMetrics({ register: registry });
      measuresItself = true;
      return { type: registry.contentType, body: await registry.metrics() };
    },
  };
}

/** Each combination of the labels' values; none if a label is open. */
function combinations(labels: Described['labels']): readonly Record<string, string>[] {
  return Object.entries(labels).reduce<readonly Record<string, string>[]>(
    (found, [label, values]) =>
      found.flatMap((one) => values.map((value) => ({ ...one, [label]: value }))),
    [{}],
  );
}
