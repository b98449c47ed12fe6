import { describe, expect, test } from 'vitest';
import type { Card } from '../../../../src/domain/card.ts';
import { saying } from '../../recording-bot.ts';
import { ALONE, calls, PLACE, posted, scene } from '../scene.ts';
import { ARCHIVED, STRANGE } from '../standin/index.ts';
import type { Fault } from '../standin/index.ts';
import { shownText } from '../standin/read.ts';
import { failure } from '../../harness.ts';

describe('one attempt for what must not happen twice', () => {
  const cases: readonly (readonly [string, Fault, object, boolean])[] = [
    ['429', { kind: 'rate', seconds: 7 }, { failure: 'not-sent', retryAfterMs: 7000 }, false],
    [
      '429 without a time',
      { kind: 'rate', seconds: null },
      { failure: 'not-sent', retryAfterMs: 30_000 },
      false,
    ],
    ['503', { kind: 'status', status: 503 }, { failure: 'unknown', code: 'http_503' }, false],
    [
      'a proxy that refuses',
      { kind: 'status', status: 403 },
      { failure: 'refused', code: 'http_403' },
      false,
    ],
    ['a reset after the work', { kind: 'reset-after' }, { failure: 'unknown' }, true],
    ['half an answer', { kind: 'half-after' }, { failure: 'unknown' }, true],
    ['a page in place of JSON', { kind: 'page-after' }, { failure: 'unknown' }, true],
    [
      'internal_error',
      { kind: 'error-after', code: 'internal_error' },
      { failure: 'unknown' },
      true,
    ],
    ['fatal_error', { kind: 'error-after', code: 'fatal_error' }, { failure: 'unknown' }, true],
    [
      'token_revoked',
      { kind: 'error', code: 'token_revoked' },
      { failure: 'refused', gone: true },
      false,
    ],
    [
      'missing_scope',
      { kind: 'error', code: 'missing_scope' },
      { failure: 'refused', gone: false },
      false,
    ],
    [
      'invalid_blocks',
      { kind: 'error', code: 'invalid_blocks' },
      { failure: 'refused', gone: false },
      false,
    ],
    [
      'a code nobody knows',
      { kind: 'error', code: 'new_error' },
      { failure: 'refused', code: 'new_error' },
      false,
    ],
  ];
  test.each(cases)('%s', async (_, fault, expected, there) => {
    const { chat, standIn } = await scene('http');
    standIn.fail('chat.postMessage', fault);
    const error = await failure(chat.post(PLACE, saying('Once'), 'round:1', ALONE));
    expect(error).toMatchObject(expected);
    expect(error.advice.en.length).toBeGreaterThan(10);
    expect(calls(standIn, 'chat.postMessage')).toBe(1);
    expect(standIn.state.messages).toHaveLength(there ? 1 : 0);
  });

  test.each([
    [ARCHIVED, 'is_archived', /unarchive/],
    [STRANGE, 'not_in_channel', /invite/i],
    ['C0NOWHERE', 'channel_not_found', /invite/i],
  ])('a channel where nothing can be posted: %s', async (channel, code, advice) => {
    const { chat } = await scene('http');
    const place = { ...PLACE, channel };
    const error = await failure(chat.post(place, saying('Lost'), 'round:1', ALONE));
    expect(error).toMatchObject({ failure: 'refused', code, gone: true });
    expect(error.advice.en).toMatch(advice);
    expect((await chat.mayPost(place))?.en).toMatch(/archived|invite/);
  });

  test('Slack that cannot be reached is surely not sent', async () => {
    const { chat, standIn } = await scene('http');
    await standIn.close();
    const error = await failure(chat.post(PLACE, saying('Nobody there'), 'round:1', ALONE));
    expect(error).toMatchObject({ failure: 'not-sent', code: 'ECONNREFUSED' });
  });

  test('a bad moment of Slack says nothing against posting', async () => {
    const { chat, standIn } = await scene('http');
    standIn.fail('conversations.info', { kind: 'rate', seconds: 3 }, 3);
    expect(await chat.mayPost(PLACE)).toBeNull();
  });

  test('a workspace that we have no token for is refused, as gone', async () => {
    const { chat } = await scene('http');
    const place = { ...PLACE, workspace: 'slack:T0ELSEWHERE' };
    const error = await failure(chat.post(place, saying('Foreign'), 'round:1', ALONE));
    expect(error).toMatchObject({ failure: 'refused', code: 'no_token', gone: true });
  });
});

describe('edits', () => {
  test('a deleted message is refused with advice', async () => {
    const { chat } = await scene('http');
    const error = await failure(chat.edit(PLACE, '1.000001', saying('Closed'), 'round:1'));
    expect(error).toMatchObject({ failure: 'refused', code: 'message_not_found', gone: false });
  });

  test('an edit whose outcome is unknown may be made again', async () => {
    const scenery = await scene('http');
    const message = await posted(scenery);
    scenery.standIn.fail('chat.update', { kind: 'reset-after' });
    const error = await failure(
      scenery.chat.edit(PLACE, message.ts, saying('Closed'), 'round:one'),
    );
    expect(error.failure).toBe('unknown');
    await scenery.chat.edit(PLACE, message.ts, saying('Closed'), 'round:one');
    expect(message.text).toBe('Closed');
  });
});

describe('reading back', () => {
  test('a post that went out although its answer was lost is found', async () => {
    const { chat, standIn } = await scene('http');
    standIn.fail('chat.postMessage', { kind: 'reset-after' });
    const before = Date.now();
    await failure(chat.post(PLACE, saying('There'), 'round:7', ALONE));
    const message = standIn.state.messages[0]?.ts;
    expect(await chat.find(PLACE, 'round:7', before)).toEqual({ kind: 'there', message });
    expect(await chat.find(PLACE, 'round:8', before)).toEqual({ kind: 'absent' });
  });

  test('it is found behind a hundred other messages', async () => {
    const { chat, standIn } = await scene('http');
    const before = Date.now();
    const message = await chat.post(PLACE, saying('There'), 'round:7', ALONE);
    const [first] = standIn.state.messages;
    if (first === undefined) throw new Error('no post');
    const { blocks } = first;
    for (let n = 0; n < 150; n += 1) {
      const ts = `${Math.floor(Date.now() / 1000) + 5}.${String(n).padStart(6, '0')}`;
      const plain = blocks.map((block) => ({ ...block, block_id: `b${n}` }));
      standIn.state.messages.push({ ...first, ts, blocks: plain });
    }
    expect(await chat.find(PLACE, 'round:7', before)).toEqual({ kind: 'there', message });
  });

  test('without the scope it cannot tell, and says which one is missing', async () => {
    const { chat, standIn } = await scene('http');
    standIn.state.scopes = ['commands', 'chat:write'];
    const found = await chat.find(PLACE, 'round:7', 0);
    expect(found).toMatchObject({ kind: 'cannot-tell' });
    expect(JSON.stringify(found)).toContain('channels:history');
  });
});

describe('pictures', () => {
  const card: Card = {
    gist: 'The board',
    blocks: [
      {
        kind: 'picture',
        alt: 'Ada leads with 120 points',
        picture: { chart: 'board', title: 'Week 48', subtitle: '', rows: [] },
      },
    ],
  };
  const painter = { paint: () => Promise.resolve(new Uint8Array([137, 80, 78, 71])) };

  test('a picture is uploaded once and shown with its alt text', async () => {
    const { chat, standIn } = await scene('http', { painter });
    const message = await chat.post(PLACE, card, 'board:1', ALONE);
    await chat.edit(PLACE, message, card, 'board:1');
    expect(standIn.state.messages[0]?.blocks).toMatchObject([
      {
        type: 'image',
        slack_file: { id: expect.stringMatching(/^F/) },
        alt_text: 'Ada leads with 120 points',
      },
    ]);
    expect(calls(standIn, 'files.getUploadURLExternal')).toBe(1);
  });

  test.each([1500, 4000])('row 47: a file that Slack reads for %d ms is shown', async (ms) => {
    const { chat, standIn } = await scene('http', { painter });
    standIn.state.fileReadMs = ms;
    const message = await chat.post(PLACE, card, 'board:1', ALONE);
    expect(standIn.state.messages).toMatchObject([{ ts: message, blocks: [{ type: 'image' }] }]);
    expect(calls(standIn, 'files.getUploadURLExternal')).toBe(1);
  });

  test('row 47: an edit waits for its picture too', async () => {
    const { chat, standIn } = await scene('http', { painter });
    const message = await chat.post(PLACE, saying('Open'), 'board:1', ALONE);
    standIn.state.fileReadMs = 1500;
    await chat.edit(PLACE, message, card, 'board:1');
    expect(standIn.state.messages).toMatchObject([{ blocks: [{ type: 'image' }] }]);
  });

  test('row 51: the description is alt_txt, and clipped to what Slack takes', async () => {
    const { chat, standIn } = await scene('http', { painter });
    const [block] = card.blocks;
    if (block?.kind !== 'picture') throw new Error('no picture');
    const long = { ...card, blocks: [{ ...block, alt: 'Ada leads. '.repeat(150) }] };
    await chat.post(PLACE, long, 'board:1', ALONE);
    const upload = standIn.state.calls.find((call) => call.method.startsWith('files.getUpload'));
    expect(String(upload?.args['alt_txt']).length).toBeLessThanOrEqual(1000);
    expect(upload?.args).not.toHaveProperty('alt_text');
    expect(standIn.state.messages[0]?.blocks).toMatchObject([{ type: 'image' }]);
  });

  test('row 47: a file that Slack never reads does not hold up the post for ever', async () => {
    const { chat, standIn } = await scene('http', { painter });
    standIn.state.fileReadMs = 60_000;
    await chat.post(PLACE, card, 'board:1', ALONE);
    expect(standIn.state.messages).toHaveLength(1);
    expect(standIn.state.messages[0]?.blocks).toMatchObject([{ type: 'context' }]);
  });

  test('an upload that fails leaves the alt text', async () => {
    const { chat, standIn } = await scene('http', { painter });
    standIn.fail('files.getUploadURLExternal', { kind: 'status', status: 503 });
    await chat.post(PLACE, card, 'board:1', ALONE);
    expect(JSON.stringify(standIn.state.messages[0]?.blocks)).toContain('Ada leads');
  });
});

describe('tables and charts as data', () => {
  const board: Card = {
    gist: 'The board',
    blocks: [
      {
        kind: 'picture',
        alt: 'Ada leads with 120 points',
        picture: {
          chart: 'board',
          title: 'Week 48',
          subtitle: '',
          columns: ['Rank', 'Name', 'Points', 'Right'],
          rows: [
            { rank: 1, name: 'Ada <b>', points: 120, note: '12 of 14' },
            { rank: 2, name: 'Grace', points: 90, note: '' },
          ],
        },
      },
    ],
  };
  const spread: Card = {
    gist: 'It is closed',
    blocks: [
      {
        kind: 'picture',
        alt: 'How the answers spread: A 4, B 2 (key).',
        picture: {
          chart: 'spread',
          title: 'How you answered',
          axis: 'Answers',
          bars: [
            { letter: 'A', label: 'client-side limits for everyone', count: 4, key: false },
            { letter: 'B', label: 'quotas by tier', count: 2, key: true },
          ],
        },
      },
    ],
  };
  const painter = { paint: () => Promise.resolve(new Uint8Array([137, 80, 78, 71])) };

  test('a board is a table whose rows are named by the member, and nothing is uploaded', async () => {
    const { chat, standIn } = await scene('http', { painter });
    await chat.post(PLACE, board, 'board:1', ALONE);
    expect(standIn.state.messages[0]?.blocks).toMatchObject([
      { type: 'data_table', caption: 'Week 48', page_size: 2, row_header_column_index: 1 },
    ]);
    const said = shownText(standIn.state.messages[0]?.blocks ?? []);
    expect(said).toContain('1 | Ada <b> | 120 | 12 of 14');
    expect(calls(standIn, 'files.getUploadURLExternal')).toBe(0);
  });

  test('a spread is a bar chart that marks the key, and its text says the same', async () => {
    const { chat, standIn } = await scene('http', { painter });
    await chat.post(PLACE, spread, 'reveal:1', ALONE);
    const [message] = standIn.state.messages;
    expect(message?.blocks).toMatchObject([
      {
        type: 'data_visualization',
        chart: {
          type: 'bar',
          axis_config: { categories: ['A client-side…', 'B ✓ quotas by tier'] },
        },
      },
    ]);
    expect(message?.text).toContain('A 4, B 2 (key)');
  });

  test('a workspace that does not take them yet gets pictures, and is not asked again for a day', async () => {
    const { chat, standIn } = await scene('http', { painter });
    standIn.state.takesDataBlocks = false;
    await chat.post(PLACE, board, 'board:1', ALONE);
    await chat.post(PLACE, spread, 'reveal:1', ALONE);
    expect(standIn.state.messages).toMatchObject([
      { blocks: [{ type: 'image' }] },
      { blocks: [{ type: 'image' }], text: 'It is closed' },
    ]);
    expect(calls(standIn, 'chat.postMessage')).toBe(3);
  });
});
