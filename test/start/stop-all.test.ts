import { expect, test } from 'vitest';
import { stopAll } from '../../src/system/stop-all.ts';

test('what cannot be stopped keeps nothing else from stopping, and is told', async () => {
  const stopped: string[] = [];
  const failing = (name: string) => (): never => {
    stopped.push(name);
    throw new Error(name);
  };
  const parts = [failing('worker'), failing('store'), () => void stopped.push('http')];
  await expect(stopAll(parts)).rejects.toThrow('worker');
  expect(stopped).toEqual(['worker', 'store', 'http']);
});
