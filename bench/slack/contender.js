/**
 * What the bench starts beside Deckhand, as plain JavaScript, so that no loader's extras are measured: `sink` is
 * Slack as far as a click needs it, `bolt` an app that only acknowledges, `bare` a server that only checks the
 * signature. Sends its port to the parent and ends with it.
 */
import { createHmac, timingSafeEqual } from 'node:crypto';
import { createServer } from 'node:http';
import { createServer as createSocketServer } from 'node:net';
import bolt from '@slack/bolt';

const [role, secret] = process.argv.slice(2);

async function listening(server) {
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  return server.address().port;
}

/** Reads no more of HTTP than where a request ends: on a small machine it takes little from those measured. */
function sink() {
  const identity = { team: 'Bench', team_id: 'T0', user_id: 'UB', bot_id: 'BB', is_admin: true };
  const user = { id: 'U0', name: 'ada', is_admin: true, profile: { display_name: 'Ada' } };
  const answer = (body) => {
    const head = [
      'HTTP/1.1 200 OK',
      'content-type: application/json',
      'x-oauth-scopes: commands,chat:write,users:read',
      `content-length: ${Buffer.byteLength(body)}`,
    ];
    return `${head.join('\r\n')}\r\n\r\n${body}`;
  };
  const channel = { id: 'C0', is_member: true };
  const known = answer(JSON.stringify({ ok: true, ts: '1.000001', ...identity, user, channel }));
  const nothing = 'HTTP/1.1 200 OK\r\ncontent-length: 0\r\n\r\n';
  /** How many replies each click got, by the number in its response_url. */
  const replies = new Map();
  const server = createSocketServer({ noDelay: true }, (socket) => {
    let seen = '';
    socket.on('error', () => undefined);
    socket.on('data', (data) => {
      seen += data.toString('latin1');
      for (;;) {
        const end = seen.indexOf('\r\n\r\n');
        if (end === -1) return;
        const length = Number(/content-length: (\d+)/i.exec(seen.slice(0, end))?.[1] ?? 0);
        if (seen.length < end + 4 + length) return;
        if (seen.startsWith('POST /response/')) {
          const click = Number.parseInt(seen.slice('POST /response/'.length, end), 10);
          replies.set(click, (replies.get(click) ?? 0) + 1);
          socket.write(nothing);
        } else if (seen.startsWith('POST /api/chat.postMessage')) {
          process.send({ posted: seen.slice(end + 4, end + 4 + length) });
          socket.write(known);
        } else socket.write(known);
        seen = seen.slice(end + 4 + length);
      }
    });
  });
  process.on('message', ({ from, to }) => {
    const counts = { once: 0, more: 0 };
    for (let click = from; click < to; click += 1) {
      const got = replies.get(click) ?? 0;
      if (got === 1) counts.once += 1;
      if (got > 1) counts.more += 1;
    }
    process.send({ counts });
  });
  return listening(server);
}

async function boltApp() {
  const receiver = new bolt.HTTPReceiver({ signingSecret: secret });
  const app = new bolt.App({
    receiver,
    tokenVerificationEnabled: false,
    authorize: () => Promise.resolve({ botToken: 'xoxb-1', botId: 'BB', botUserId: 'UB' }),
  });
  app.action(/.*/, async ({ ack }) => ack());
  const server = await app.start(0);
  return server.address().port;
}

function bare() {
  return listening(
    createServer((request, response) => {
      const chunks = [];
      request.on('data', (chunk) => chunks.push(chunk));
      request.on('end', () => {
        const hmac = createHmac('sha256', secret);
        hmac.update(`v0:${String(request.headers['x-slack-request-timestamp'])}:`);
        const mine = Buffer.from(`v0=${hmac.update(Buffer.concat(chunks)).digest('hex')}`);
        const theirs = Buffer.from(String(request.headers['x-slack-signature']));
        const genuine = mine.length === theirs.length && timingSafeEqual(mine, theirs);
        response.writeHead(genuine ? 200 : 401, { 'content-length': 0 }).end();
      });
    }),
  );
}

process.once('disconnect', () => process.exit(0));
const roles = { sink, bolt: boltApp, bare };
process.send({ port: await roles[role]() });
