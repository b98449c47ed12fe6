import { once } from 'node:events';
import { createServer, type RequestListener, type Server } from 'node:http';
import { text } from 'node:stream/consumers';
import { afterEach, expect, test } from 'vitest';
import { z } from 'zod';
import { networkCode } from '../../../../src/adapters/shared/network-errors.ts';
import { nodeFetch } from '../../../../src/adapters/slack/outbound/node-fetch.ts';

const servers: Server[] = [];

afterEach(() => {
  for (const server of servers.splice(0)) {
    server.closeAllConnections();
    server.close();
  }
});

async function serving(answer: RequestListener): Promise<string> {
  const server = createServer(answer).listen(0, '127.0.0.1');
  servers.push(server);
  await once(server, 'listening');
  const { port } = z.object({ port: z.number() }).parse(server.address());
  return `http://127.0.0.1:${port}/api/auth.test`;
}

const call = { method: 'POST', body: 'größe=1', redirect: 'error' } as const;

test('sends the text as it is, and reads status, headers and text', async () => {
  const seen: unknown[] = [];
  const address = await serving((request, response) => {
    void text(request).then((body) => {
      seen.push(request.method, body, request.headers['authorization']);
      response.writeHead(429, { 'Retry-After': '7', Vary: ['a', 'b'] }).end('später');
    });
  });
  const answer = await nodeFetch(address, { ...call, headers: { authorization: 'Bearer x' } });
  expect(seen).toEqual(['POST', 'größe=1', 'Bearer x']);
  expect(answer).toMatchObject({ ok: false, status: 429, statusText: 'Too Many Requests' });
  expect(answer.headers.get('retry-after')).toBe('7');
  expect(answer.headers.get('Vary')).toBe('a, b');
  expect(answer.headers.get('x-oauth-scopes')).toBe(null);
  expect(Object.fromEntries(answer.headers.entries())).toMatchObject({ 'retry-after': '7' });
  expect(await answer.text()).toBe('später');
});

test('goes nowhere else, since the token would go along', async () => {
  let asked = 0;
  const address = await serving((_request, response) => {
    asked += 1;
    response.writeHead(302, { location: '/elsewhere' }).end();
  });
  await expect(nodeFetch(address, call)).rejects.toThrow('302');
  expect(asked).toBe(1);
});

test.each(['no answer', 'half an answer'])('%s in time ends the call', async (what) => {
  const address = await serving((_request, response) => {
    if (what !== 'no answer') response.writeHead(200, { 'content-length': '10' }).write('half');
  });
  const signal = AbortSignal.timeout(100);
  const error = await nodeFetch(address, { ...call, signal }).catch((thrown: unknown) => thrown);
  expect(networkCode(error)).toBe('timeout');
});

test('a call that was ended before it began is not sent', async () => {
  let asked = 0;
  const address = await serving((_request, response) => {
    asked += 1;
    response.end('{}');
  });
  const signal = AbortSignal.abort(new Error('too late'));
  await expect(nodeFetch(address, { ...call, signal })).rejects.toThrow('too late');
  expect(asked).toBe(0);
});

test('a form goes out as a form', async () => {
  let type = '';
  const address = await serving((request, response) => {
    type = request.headers['content-type'] ?? '';
    request.resume().on('end', () => response.end('{"ok":true}'));
  });
  const form = new FormData();
  form.append('file', new Blob(['x']), 'x.txt');
  expect(await (await nodeFetch(address, { method: 'POST', body: form })).json()).toEqual({
    ok: true,
  });
  expect(type).toMatch(/^multipart\/form-data; boundary=/);
});
