import { describe, expect, test } from 'vitest';
import type { Card } from '../../../../src/domain/card.ts';
import { text } from '../../../../src/domain/text.ts';
import { asking, card, saying, TIME_FORM as FORM } from '../../recording-bot.ts';
import { calls, posted, privately, scene } from '../scene.ts';
import { CHANNEL } from '../standin/index.ts';
import type { ShownView, StandIn } from '../standin/index.ts';
import { shownButtons, shownText } from '../standin/read.ts';
import type { Mode } from '../start.ts';
import { later, until } from '../../harness.ts';

const MODES: readonly Mode[] = ['socket', 'http'];
const QUICK = { timings: { acknowledgeMs: 60 } };

const HOME: Card = {
  gist: 'Your page',
  blocks: [
    { kind: 'text', text: text('4 due today'), tone: 'normal' },
    {
      kind: 'buttons',
      buttons: [
        {
          label: 'Add',
          does: { kind: 'form', form: 'schedule-daily', about: '' },
          weight: 'normal',
        },
      ],
    },
  ],
};

function modal(standIn: StandIn, member: string): string {
  const shown = standIn.state.modals.get(member);
  return shown === undefined ? '' : shownText(shown.view.blocks);
}

describe.each(MODES)('by %s', (mode) => {
  test('a press is acknowledged only after the bot has committed', async () => {
    const scenery = await scene(mode);
    const message = await posted(scenery);
    let committed = false;
    scenery.bot.answerWith(async () => {
      await later(40, null);
      committed = true;
      return card('Right');
    });
    const { status } = await scenery.standIn.press('U0ADA', message, '1.answer.round-one.1');
    expect({ status, committed }).toEqual({ status: 200, committed: true });
  });

  test('a press is acknowledged before its reply is made', async () => {
    const scenery = await scene(mode);
    const message = await posted(scenery);
    const order: string[] = [];
    scenery.bot.answerWith(async () => {
      order.push('committed');
      return async () => {
        await later(40, null);
        order.push('made');
        return card('Right');
      };
    });
    const { status } = await scenery.standIn.press('U0ADA', message, '1.answer.round-one.1');
    expect({ status, order }).toEqual({ status: 200, order: ['committed'] });
    await until(() => privately(scenery.standIn, 'U0ADA').length === 1, 'the reply is there');
    expect(order).toEqual(['committed', 'made']);
  });

  test('a bot that is slow is acknowledged for in time, and its reply follows', async () => {
    const scenery = await scene(mode, QUICK);
    const message = await posted(scenery);
    scenery.bot.answerWith(() => later(250, card('Slow but right')));
    const before = Date.now();
    const { status } = await scenery.standIn.press('U0ADA', message, '1.answer.round-one.1');
    expect(status).toBe(200);
    expect(Date.now() - before).toBeLessThan(200);
    expect(privately(scenery.standIn, 'U0ADA')).toEqual([]);
    await until(() => privately(scenery.standIn, 'U0ADA').length === 1, 'the reply is there');
    expect(privately(scenery.standIn, 'U0ADA')).toEqual(['Slow but right']);
  });

  test("a slow command's answer follows too", async () => {
    const { bot, standIn } = await scene(mode, QUICK);
    bot.answerWith(() => later(200, card('At last')));
    expect(await standIn.command('U0BO', 'report', CHANNEL)).toEqual({ status: 200, body: null });
    await until(() => privately(standIn, 'U0BO').length === 1, 'the answer is there');
    expect(privately(standIn, 'U0BO')).toEqual(['At last']);
  });

  test('a quick command is answered in its acknowledgement, without a call', async () => {
    const { bot, standIn } = await scene(mode);
    bot.answerWith(() => card('Here'));
    await standIn.command('U0BO', 'help', CHANNEL);
    expect(privately(standIn, 'U0BO')).toEqual(['Here']);
    expect(calls(standIn, 'response_url')).toBe(0);
  });

  test('a form that is slow to save says so, and then shows the outcome', async () => {
    const { bot, standIn } = await scene(mode, QUICK);
    bot.answerWith(() => ({ kind: 'form', form: FORM }));
    await standIn.command('U0ADA', 'schedule', CHANNEL);
    await until(() => modal(standIn, 'U0ADA').includes('Time'), 'the form is shown');
    bot.answerWith(() => later(250, card('Saved: daily at 09:00')));
    await standIn.submit('U0ADA', { time: '09:00' });
    expect(modal(standIn, 'U0ADA')).toContain('Still working');
    await until(() => modal(standIn, 'U0ADA').includes('Saved: daily at 09:00'), 'it is saved');
    expect(bot.inputs.at(-1)?.place.channel).toBe(CHANNEL);
  });

  test('a refusal for a field that the form has not is shown all the same', async () => {
    const { bot, standIn } = await scene(mode);
    bot.answerWith(() => ({ kind: 'form', form: FORM }));
    await standIn.command('U0ADA', 'schedule', CHANNEL);
    await until(() => modal(standIn, 'U0ADA') !== '', 'the form is shown');
    bot.answerWith(() => ({ kind: 'refused', field: 'zone', sentence: 'No such zone' }));
    await standIn.submit('U0ADA', { time: '09:00' });
    expect(standIn.state.modals.get('U0ADA')?.errors).toEqual({ time: 'No such zone' });
    expect(modal(standIn, 'U0ADA')).toContain('Time');
  });

  test('a form that is refused late opens again with what was written', async () => {
    const { bot, standIn } = await scene(mode, QUICK);
    bot.answerWith(() => ({ kind: 'form', form: FORM }));
    await standIn.command('U0ADA', 'schedule', CHANNEL);
    await until(() => modal(standIn, 'U0ADA').includes('Time'), 'the form is shown');
    const refusal = { kind: 'refused', field: 'time', sentence: 'That is no time' } as const;
    bot.answerWith(() => later(250, refusal));
    await standIn.submit('U0ADA', { time: '25:61' });
    await until(() => modal(standIn, 'U0ADA').includes('That is no time'), 'it says so');
    const view = standIn.state.modals.get('U0ADA');
    if (view === undefined) throw new Error('no form');
    const [again] = shownButtons(view.view.blocks);
    expect(again?.name).toBe('Try again');
    bot.answerWith(() => ({ kind: 'form', form: FORM }));
    await standIn.press('U0ADA', view, again?.code ?? '');
    await until(() => modal(standIn, 'U0ADA').includes('Time'), 'the form is shown again');
    expect(JSON.stringify(standIn.state.modals.get('U0ADA'))).toContain('25:61');
  });
});

describe('when the private answer has no way', () => {
  test('an address that is used up gives way to chat.postEphemeral', async () => {
    const scenery = await scene('http');
    const message = await posted(scenery);
    scenery.bot.answerWith(() => card('By another way'));
    scenery.standIn.fail('response_url', { kind: 'status', status: 404 });
    await scenery.standIn.press('U0ADA', message, '1.answer.round-one.1');
    await until(() => privately(scenery.standIn, 'U0ADA').length === 1, 'the reply is there');
    expect(calls(scenery.standIn, 'chat.postEphemeral')).toBe(1);
  });

  test('an answer that may have arrived is not sent again', async () => {
    const scenery = await scene('http');
    const message = await posted(scenery);
    scenery.standIn.fail('response_url', { kind: 'status', status: 503 });
    await scenery.standIn.press('U0ADA', message, '1.answer.round-one.1');
    await until(
      () => scenery.records.counted.get('slack_replies lost') === 1,
      'the loss is counted',
    );
    expect(calls(scenery.standIn, 'chat.postEphemeral')).toBe(0);
  });

  test('an address that is not of Slack is never called', async () => {
    const { standIn, bot } = await scene('http');
    bot.answerWith(() => card('Private'));
    standIn.state.triggers.set('t', { member: 'U0ADA', at: Date.now() });
    const message = standIn.state.calls.length;
    await standIn.deliver('interactive', {
      type: 'block_actions',
      team: { id: 'T0DECKHAND' },
      user: { id: 'U0ADA', username: 'ada' },
      trigger_id: 't',
      channel: { id: CHANNEL },
      container: { type: 'message', message_ts: '1.1', is_ephemeral: false },
      response_url: 'http://169.254.169.254/latest/meta-data',
      actions: [{ type: 'button', action_id: 'press:0', value: '1.tips.x' }],
    });
    await until(() => privately(standIn, 'U0ADA').length === 1, 'it goes by postEphemeral');
    expect(standIn.state.calls.slice(message).map(({ method }) => method)).toContain(
      'chat.postEphemeral',
    );
  });

  test('a form that opens too late says so', async () => {
    const scenery = await scene('http');
    const message = await posted(scenery);
    scenery.bot.answerWith(() => ({ kind: 'form', form: FORM }));
    scenery.standIn.fail('views.open', { kind: 'error', code: 'expired_trigger_id' });
    await scenery.standIn.press('U0ADA', message, '1.form.schedule-daily.');
    await until(() => privately(scenery.standIn, 'U0ADA').length === 1, 'the sentence is there');
    expect(privately(scenery.standIn, 'U0ADA')[0]).toContain('press it again');
  });
});

test('a direct message is private to its member: a reply may take its place', async () => {
  const { bot, chat, standIn } = await scene('http');
  const place = { platform: 'slack', workspace: 'slack:T0DECKHAND', channel: CHANNEL } as const;
  await chat.tell(place, 'U0ADA', asking('Was it posted?', ['There', 'Again']));
  const [message] = standIn.state.messages;
  if (message === undefined) throw new Error('nothing was told');
  bot.answerWith(() => ({ kind: 'replace', card: saying('Settled') }));
  await standIn.press('U0ADA', message, '1.settle.abc.there');
  await until(() => message.text === 'Settled', 'it is replaced');
  expect(standIn.state.messages).toHaveLength(1);
  expect(bot.inputs[0]?.intent).toMatchObject({ own: true });
});

describe('App Home', () => {
  async function atHome() {
    const scenery = await scene('http');
    const { bot, standIn } = scenery;
    bot.answerWith(() => ({ kind: 'card', card: HOME }));
    await standIn.event({ type: 'app_home_opened', user: 'U0ADA', channel: 'DU0ADA', tab: 'home' });
    await until(() => standIn.state.homes.has('U0ADA'), 'the page is published');
    const home = standIn.state.homes.get('U0ADA');
    if (home === undefined) throw new Error('no page');
    return { ...scenery, home };
  }
  const shown = (view: ShownView): string => shownText(view.view.blocks);

  test('opening it shows the page, with the name and zone that Slack knows', async () => {
    const { bot, home } = await atHome();
    expect(shown(home)).toContain('4 due today');
    expect(bot.inputs[0]).toMatchObject({
      place: { workspace: 'slack:T0DECKHAND', channel: 'DU0ADA' },
      actor: { id: 'U0ADA', name: 'Ada', zone: 'Europe/Berlin', locale: 'en-GB' },
      intent: { kind: 'home' },
    });
  });

  test('its messages tab is not its page', async () => {
    const { bot, standIn } = await scene('http');
    await standIn.event({ type: 'app_home_opened', user: 'U0ADA', channel: 'D1', tab: 'messages' });
    expect(bot.inputs).toHaveLength(0);
  });

  test('a form is opened from it, and once it is saved the page is made anew', async () => {
    const { bot, standIn, home } = await atHome();
    bot.answerWith((input) =>
      input.intent.kind === 'home' ? { kind: 'card', card: HOME } : { kind: 'form', form: FORM },
    );
    await standIn.press('U0ADA', home, '1.form.schedule-daily.');
    await until(() => modal(standIn, 'U0ADA').includes('Time'), 'the form is shown');
    bot.answerWith((input) =>
      input.intent.kind === 'home' ? card('One schedule') : card('Saved: daily at 09:00'),
    );
    await standIn.submit('U0ADA', { time: '09:00' });
    expect(modal(standIn, 'U0ADA')).toContain('Saved: daily at 09:00');
    await until(() => shown(home).includes('One schedule'), 'the page is made anew');
  });

  test('a form asks for channels where none is meant, and gives their ids', async () => {
    const { bot, standIn, home } = await atHome();
    const input = { kind: 'channels', limit: 10 } as const;
    const where = { name: 'channels', label: 'Channels', hint: null, required: true, input };
    bot.answerWith((intent) =>
      intent.intent.kind === 'home'
        ? { kind: 'card', card: HOME }
        : { kind: 'form', form: { ...FORM, fields: [where] } },
    );
    await standIn.press('U0ADA', home, '1.form.schedule-daily.where');
    await until(() => modal(standIn, 'U0ADA').includes('Channels'), 'the form is shown');
    bot.answerWith(() => card('Saved'));
    await standIn.submit('U0ADA', { channels: 'C0TEAMQUIZ,C0BACKEND' });
    expect(bot.inputs.map(({ intent }) => intent)).toContainEqual(
      expect.objectContaining({ values: { channels: 'C0TEAMQUIZ,C0BACKEND' } }),
    );
  });

  test('a card is shown in a modal, as there is no message to answer', async () => {
    const { bot, standIn, home } = await atHome();
    bot.answerWith((input) => (input.intent.kind === 'home' ? card('Anew') : card('Your board')));
    await standIn.press('U0ADA', home, '1.run.leaderboard week');
    await until(() => modal(standIn, 'U0ADA').includes('Your board'), 'the card is shown');
    await until(() => shown(home).includes('Anew'), 'the page is made anew');
    bot.answerWith((input) => (input.intent.kind === 'home' ? card('Anew') : card('Next page')));
    const open = standIn.state.modals.get('U0ADA');
    if (open === undefined) throw new Error('no modal');
    await standIn.press('U0ADA', open, '1.next.session.1');
    await until(() => modal(standIn, 'U0ADA') === 'Next page', 'the modal is changed');
  });
});

describe('what happens to the workspace', () => {
  test.each([
    ['app_uninstalled', { type: 'app_uninstalled' }, { kind: 'workspace-gone' }],
    [
      'tokens_revoked',
      { type: 'tokens_revoked', tokens: { bot: ['U0DECKBOT'] } },
      { kind: 'workspace-gone' },
    ],
    [
      'channel_archive',
      { type: 'channel_archive', channel: 'C1', user: 'U1' },
      { kind: 'channel-gone', place: { channel: 'C1' } },
    ],
    [
      'group_left',
      { type: 'group_left', channel: 'C2' },
      { kind: 'channel-gone', place: { channel: 'C2' } },
    ],
    [
      'user_change',
      { type: 'user_change', user: { id: 'U9', deleted: true } },
      { kind: 'member-left', member: 'U9' },
    ],
  ])('%s reaches the bot', async (_, event, workspaceEvent) => {
    const { bot, standIn } = await scene('socket');
    expect((await standIn.event(event)).status).toBe(200);
    expect(bot.happenings.at(-1)).toMatchObject(workspaceEvent);
  });

  test("a member's new status, and another's revoked token, concern nobody", async () => {
    const { bot, standIn } = await scene('socket');
    const before = bot.happenings.length;
    await standIn.event({ type: 'user_change', user: { id: 'U9', deleted: false } });
    await standIn.event({ type: 'tokens_revoked', tokens: { oauth: ['U1'], bot: [] } });
    await standIn.event({ type: 'channel_rename', channel: { id: 'C1' } });
    expect(bot.happenings).toHaveLength(before);
  });

  test('at the start the bot hears where it is', async () => {
    const { bot } = await scene('socket');
    expect(bot.happenings).toEqual([
      { kind: 'workspace-here', workspace: 'slack:T0DECKHAND', name: 'Deckhand Test' },
    ]);
  });
});

describe('who is there', () => {
  test('admins manage; others, who left, and strangers do not', async () => {
    const { chat, standIn } = await scene('http');
    const place = { platform: 'slack', workspace: 'slack:T0DECKHAND', channel: CHANNEL } as const;
    expect(await chat.manages(place, 'U0ADA')).toBe(true);
    expect(await chat.manages(place, 'U0BO')).toBe(false);
    expect(await chat.manages(place, 'U0GONE')).toBe(false);
    expect(await chat.manages(place, 'U0NOBODY')).toBe(false);
    expect(await chat.manages({ ...place, workspace: 'slack:T0ELSEWHERE' }, 'U0ADA')).toBe(false);
    const asked = calls(standIn, 'users.info');
    expect(await chat.manages(place, 'U0ADA')).toBe(true);
    expect(calls(standIn, 'users.info')).toBe(asked);
  });

  test('rights that cannot be looked up are not given', async () => {
    const { chat, standIn, records } = await scene('http');
    standIn.fail('users.info', { kind: 'rate', seconds: 5 }, 3);
    const place = { platform: 'slack', workspace: 'slack:T0DECKHAND', channel: CHANNEL } as const;
    expect(await chat.manages(place, 'U0ADA')).toBeNull();
    expect(records.lines.some(({ level }) => level === 'warn')).toBe(true);
  });

  test('a click does not wait for a name, and has it from then on', async () => {
    const scenery = await scene('http');
    const message = await posted(scenery);
    await scenery.standIn.press('U0CY', message, '1.answer.round-one.1');
    expect(scenery.bot.inputs[0]?.actor.name).toBe('u0cy');
    await until(() => calls(scenery.standIn, 'users.info') === 1, 'the name is asked for');
    await later(30, null);
    await scenery.standIn.press('U0CY', message, '1.answer.round-one.1');
    expect(scenery.bot.inputs[1]?.actor.name).toBe('Cy <!channel> & *Co*');
  });

  test('a member of another workspace is judged in that workspace', async () => {
    const scenery = await scene('http');
    const message = await posted(scenery, asking('Which?', ['1', '2']));
    await scenery.standIn.press('U0EVE', message, '1.answer.round-one.1');
    expect(scenery.bot.inputs[0]?.place.workspace).toBe('slack:T0ELSEWHERE');
  });
});
