/**
 * What no program in Node can do without: node:http with the check of Slack's signature, a commit that reaches the disk,
 * an acknowledgement, and one request with a reply of our size over kept connections. It decides nothing. Clicks that
 * arrive together share a commit, as Deckhand's do. `floor.js SECRET FILE`; sends its port to the parent and ends with it.
 */
import { createHmac, timingSafeEqual } from 'node:crypto';
import { Agent, createServer, request } from 'node:http';
import Database from 'better-sqlite3';
import { answerOf } from '../contender-record.js';

const [secret, file] = process.argv.slice(2);
const db = new Database(file);
db.pragma('journal_mode = WAL');
db.pragma('synchronous = FULL');
db.exec('create table answers (member text primary key, option text, at integer) without rowid');
const insert = db.prepare('insert or ignore into answers values (?, ?, ?)');
const record = db.transaction((clicks) => {
  for (const { member, option } of clicks) insert.run(member, option, Date.now());
});
const agent = new Agent({ keepAlive: true, maxSockets: 64 });
const { title, paragraphs, buttons } = answerOf({ right: true, points: 10, rank: 1 });

function reply(url) {
  const bytes = Buffer.from(JSON.stringify({ text: title, paragraphs, buttons }));
  const { hostname, port, pathname } = new URL(url);
  const headers = { 'content-type': 'application/json', 'content-length': bytes.length };
  const sent = request({ hostname, port, path: pathname, method: 'POST', headers, agent });
  sent.on('response', (response) => response.resume());
  sent.end(bytes);
}

let waiting = [];
function commit() {
  const clicks = waiting;
  waiting = [];
  record(clicks);
  for (const { response, url } of clicks) {
    response.writeHead(200, { 'content-length': 0 }).end();
    reply(url);
  }
}

const server = createServer((incoming, response) => {
  let body = '';
  incoming.setEncoding('utf8').on('data', (part) => (body += part));
  incoming.on('end', () => {
    const time = String(incoming.headers['x-slack-request-timestamp']);
    const mac = createHmac('sha256', secret).update(`v0:${time}:${body}`).digest('hex');
    const given = Buffer.from(String(incoming.headers['x-slack-signature']));
    if (!timingSafeEqual(Buffer.from(`v0=${mac}`), given)) {
      response.writeHead(401).end();
      return;
    }
    const payload = JSON.parse(new URLSearchParams(body).get('payload') ?? '{}');
    const [action] = payload.actions;
    if (waiting.length === 0) setImmediate(commit);
    waiting.push({
      member: payload.user.id,
      option: action.value,
      url: payload.response_url,
      response,
    });
  });
});
process.once('disconnect', () => process.exit(0));
server.listen(0, '127.0.0.1', () => process.send({ port: server.address().port }));
