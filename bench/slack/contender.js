/**
 * What a team would write instead of Deckhand, as plain JavaScript, so that no loader's extras are measured: a Bolt app
 * with better-sqlite3 that records each click once, keeps three boards and answers with reasons of our size.
 * `contender.js plain|tuned SECRET FILE`. `plain` follows Bolt's guide: acknowledge, work, respond. `tuned` commits before
 * it acknowledges and keeps its connections to Slack. Sends its port to the parent and ends with it.
 */
import { Agent } from 'node:http';
import bolt from '@slack/bolt';
import Database from 'better-sqlite3';

const [form, secret, file] = process.argv.slice(2);
const tuned = form === 'tuned';

const db = new Database(file);
db.pragma('journal_mode = WAL');
db.pragma('synchronous = FULL');
db.exec(`create table answers (
  round text, member text, option integer, correct integer, at integer, primary key (round, member));
create table boards (
  period text, member text, points integer, answered integer, primary key (period, member)) without rowid;
create index by_points on boards (period, points)`);
const insert = db.prepare('insert or ignore into answers values (?, ?, ?, ?, ?)');
const add = db.prepare(`insert into boards values (?, ?, ?, 1) on conflict (period, member)
  do update set points = points + excluded.points, answered = answered + 1`);
const own = db.prepare('select points from boards where period = ? and member = ?');
const ahead = db.prepare('select count(*) as n from boards where period = ? and points > ?');

const record = db.transaction((round, member, option) => {
  const right = option === 1;
  const points = right ? 10 : 3;
  const { changes } = insert.run(round, member, option, right ? 1 : 0, Date.now());
  if (changes === 1) for (const period of ['week', 'month', 'all']) add.run(period, member, points);
  const mine = own.get('week', member).points;
  return { right, points, fresh: changes === 1, rank: ahead.get('week', mine).n + 1 };
});

const WHY =
  'It names the flow, but leaves open how the code is bound to the client that asked for it. ';

/** The reasons of four options, key points, the standing and four buttons: what our reply holds. */
function replyOf({ right, points, rank }) {
  const section = (text) => ({ type: 'section', text: { type: 'mrkdwn', text } });
  const button = (text, index) => ({
    type: 'button',
    text: { type: 'plain_text', text },
    action_id: `more:${index}`,
    value: text,
  });
  const title = right ? 'Right: B is the strongest' : 'Not quite: the strongest is B';
  return {
    response_type: 'ephemeral',
    replace_original: false,
    text: title,
    blocks: [
      { type: 'header', text: { type: 'plain_text', text: title } },
      section(`*Why B is the strongest:* ${WHY}${WHY}`),
      section(`• ${WHY}\n• ${WHY}\n• ${WHY}`),
      section(`+${points} points, ${rank}. this week`),
      {
        type: 'actions',
        elements: ['All reasons', 'Leaderboard', 'Practise', 'Report'].map(button),
      },
    ],
  };
}

const receiver = new bolt.HTTPReceiver({ signingSecret: secret });
const app = new bolt.App({
  receiver,
  tokenVerificationEnabled: false,
  ...(tuned ? { agent: new Agent({ keepAlive: true }) } : {}),
  authorize: () => Promise.resolve({ botToken: 'xoxb-1', botId: 'BB', botUserId: 'UB' }),
});
app.action(/.*/, async ({ ack, body, action, respond }) => {
  if (!tuned) await ack();
  const option = Number(String(action.value).split('.').at(-1));
  const recorded = record('round', body.user.id, option);
  if (tuned) await ack();
  await respond(replyOf(recorded));
});
process.once('disconnect', () => process.exit(0));
const server = await app.start(0);
process.send({ port: server.address().port });
