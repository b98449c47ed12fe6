import { Counter, Gauge, Histogram, Registry, collectDefaultMetrics } from 'prom-client';
import type { Metrics } from '../ports/system.ts';

/** Counters for the Prometheus page; names get the prefix `deckhand_`. */
export interface PrometheusMetrics extends Metrics {
  page(): Promise<{ readonly type: string; readonly body: string }>;
}

export function openMetrics(): PrometheusMetrics {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  const counters = new Map<string, Counter>();
  const gauges = new Map<string, Gauge>();
  const histograms = new Map<string, Histogram>();
  const settings = (name: string, labels: Readonly<Record<string, string>>) => ({
    name: `deckhand_${name}`,
    help: name.replaceAll('_', ' '),
    labelNames: Object.keys(labels),
    registers: [registry],
  });
  const held = <T>(map: Map<string, T>, name: string, make: () => T): T => {
    const known = map.get(name) ?? make();
    map.set(name, known);
    return known;
  };
  return {
    count: (name, labels = {}) =>
      held(counters, name, () => new Counter(settings(name, labels))).inc({ ...labels }),
    gauge: (name, value, labels = {}) =>
      held(gauges, name, () => new Gauge(settings(name, labels))).set({ ...labels }, value),
    observe: (name, seconds, labels = {}) =>
      held(
        histograms,
        name,
        () =>
          new Histogram({
            ...settings(name, labels),
            buckets: [0.001, 0.003, 0.01, 0.03, 0.1, 0.3, 1, 2.5],
          }),
      ).observe({ ...labels }, seconds),
    page: async () => ({ type: registry.contentType, body: await registry.metrics() }),
  };
}
