import { expect, test } from 'vitest';
import type { LogFields } from '../../src/ports/system.ts';
import { openHttp } from '../../src/system/http.ts';

test('a request that ends in a fault is in the log, without what follows its folder', async () => {
  const said: (readonly [string, LogFields | undefined])[] = [];
  const log = {
    debug() {},
    info() {},
    warn() {},
    error: (message: string, fields?: LogFields) => void said.push([message, fields]),
  };
  const http = openHttp({ host: '127.0.0.1', port: 0, setting: 'PORT', log });
  http.mount('/studio/*', () => Promise.reject(new Error('its part cannot be loaded')));
  const port = await http.listen();
  try {
    const answer = await fetch(`http://127.0.0.1:${port}/studio/enter/once`);
    expect(answer.status).toBe(500);
    expect(await answer.text()).toContain('log of Deckhand');
  } finally {
    await http.close();
  }
  expect(said).toEqual([
    ['a request ended in a fault', { path: '/studio/*', error: 'its part cannot be loaded' }],
  ]);
});
