/**
 * What a team would write instead of Deckhand, as plain JavaScript, so that no loader's extras are measured: a Bolt app
 * with better-sqlite3 that records each click once, keeps three boards and answers with reasons of our size.
 * `contender.js plain|tuned SECRET FILE`. `plain` follows Bolt's guide: acknowledge, work, respond. `tuned` commits before
 * it acknowledges and keeps its connections to Slack. Sends its port to the parent and ends with it.
 */
import { Agent } from 'node:http';
import bolt from '@slack/bolt';
import { answerOf, openRecord } from '../contender-record.js';

const [form, secret, file] = process.argv.slice(2);
const tuned = form === 'tuned';
const record = openRecord(file);

function replyOf(recorded) {
  const { title, paragraphs, buttons } = answerOf(recorded);
  const section = (text) => ({ type: 'section', text: { type: 'mrkdwn', text } });
  const button = (text, index) => ({
    type: 'button',
    text: { type: 'plain_text', text },
    action_id: `more:${index}`,
    value: text,
  });
  return {
    response_type: 'ephemeral',
    replace_original: false,
    text: title,
    blocks: [
      { type: 'header', text: { type: 'plain_text', text: title } },
      ...paragraphs.map(section),
      { type: 'actions', elements: buttons.map(button) },
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
