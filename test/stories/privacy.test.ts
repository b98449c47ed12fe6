import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { ClosedStage } from './closed-stage.ts';
import { deckOf, decksOf, question } from './decks.ts';
import { codeOf } from './stage.ts';
import { openWorld, PLACE } from './world.ts';
import { wordsIn } from '../../src/i18n/index.ts';

const en = wordsIn('en');

const decks = decksOf(deckOf('colours', [question('oauth'), question('jwt'), question('bola')]));

describe('one’s own data', () => {
  it('can be seen, hidden from boards and shown again', async () => {
    const world = await openWorld({ decks });
    await world.says('boss', 'ask');
    await world.chooses('mira', 'green');
    await world.chooses('jo', 'blue');
    await world.says('boss', 'close');
    expect(await world.says('jo', 'leaderboard')).toContain('| 1 | mira | 10 |');
    expect(await world.says('mira', 'privacy show')).toContain(en.privacyAnswers({ count: 1 }));
    expect(await world.says('new', 'privacy show')).toContain('Nothing is kept of you.');
    await world.says('mira', 'privacy hide');
    const board = await world.says('jo', 'leaderboard');
    expect(board).not.toContain('mira');
    expect(board).toContain('| 1 | jo (you) | 3 |');
    await world.says('mira', 'privacy unhide');
    expect(await world.says('jo', 'leaderboard')).toContain('| 1 | mira | 10 |');
    expect(await world.store.verify()).toEqual([]);
    await world.close();
  });

  it('is exported whole, and nothing of anybody else with it', async () => {
    const world = await openWorld({ decks });
    expect(await world.says('mira', 'privacy export')).toContain('Nothing is kept of you.');
    await world.says('boss', 'ask colours oauth');
    await world.chooses('mira', 'green');
    await world.chooses('jo', 'blue');
    await world.says('mira', 'remind at 16:30');
    await world.says('mira', 'away 2026-12-31');
    await world.says('mira', 'practice 1');
    const reply = await world.reply('mira', 'privacy export');
    if (reply.kind !== 'file') throw new Error(reply.kind);
    const kept: unknown = JSON.parse(reply.file.text);
    expect(kept).toMatchObject({
      exported_at: '2026-11-24T08:00:00.000Z',
      member: 'mira',
      members: [{ name: 'mira', joined_at: '2026-11-24T08:00:00.000Z' }],
      answers: [{ deck: 'colours', question: 'oauth', option_id: 'green', is_right: 1 }],
      reminders: [{ time: '16:30', zone: 'Europe/Berlin' }],
      absences: [{ first_day: '2026-11-24', last_day: '2026-12-31' }],
      sessions: [{ kind: 'practice' }],
    });
    expect(reply.file.text).not.toContain('"jo"');
    expect(reply.file.text).not.toContain('blue');
    await world.close();
  });

  it('is erased so that a search of the files finds nothing, and others keep what they have', async () => {
    const folder = mkdtempSync(path.join(tmpdir(), 'deckhand-forget-'));
    const world = await openWorld({ decks, file: path.join(folder, 'quiz.db') });
    const member = 'zorbanetta-the-unmistakable';
    await world.says('boss', 'ask colours oauth');
    await world.chooses(member, 'green');
    await world.chooses('jo', 'blue');
    await world.says(member, 'practice 1');
    await world.says(member, 'remind at 16:30');
    await world.says(member, 'away 2026-12-31');
    const round = codeOf(world.stage.last('round:').card, 'A').split('.')[2] ?? '';
    await world.bot.handle({
      place: PLACE,
      actor: { id: member, name: member, manages: false, locale: null, zone: null },
      intent: {
        kind: 'form',
        code: `1.form.report.${round}`,
        values: { reason: 'key', note: 'zorbanetta says so' },
      },
    });
    await world.says('boss', `managers add ${member}`);
    await world.says('boss', 'void 1 yes');
    await world.says('boss', 'ask colours jwt');
    await world.chooses(member, 'green');
    await world.chooses('jo', 'green');
    const before = await world.says('jo', 'me');
    expect(await world.says(member, 'privacy forget')).toBe(
      `${en.privacyForgetAsk()}\n[${en.buttonForget()}]`,
    );
    expect(await world.says(member, 'privacy forget forget-me')).toContain('Erased');
    expect(await world.says('jo', 'leaderboard')).toContain('| 1 | jo (you) | 10 | 1 of 1 |');
    expect((await world.says('jo', 'me')).split('\n')[1]).toContain(
      '10 points this week, 10 in all',
    );
    expect(before).toContain('10 points this week, 10 in all');
    expect(await world.store.verify()).toEqual([]);
    await world.close();
    const found = readdirSync(folder).filter((file) =>
      readFileSync(path.join(folder, file)).includes('zorbanetta'),
    );
    expect(found).toEqual([]);
    rmSync(folder, { recursive: true });
  });

  it('is erased from the names of notices that another manager got in their place', async () => {
    const stage = new ClosedStage();
    const world = await openWorld({ decks, stage });
    const member = 'zorbanetta-the-unmistakable';
    const { workspace } = PLACE;
    for (const one of ['jo', member]) {
      await world.says(one, 'practice 1');
      await world.store.tx(workspace, (tx) => tx.members.setManager(one, true));
    }
    await world.says(member, 'schedule daily 10:00 Europe/Berlin daily');
    stage.closedFor.add(member);
    // Questions run out, posts are skipped and the channel goes: each is told to the other manager.
    await world.passes(65 * 60_000);
    world.clock.jumpTo(world.clock.now() + 3 * 24 * 3_600_000);
    await world.passes(60_000);
    await world.bot.onWorkspaceEvent({ kind: 'channel-gone', place: PLACE });
    await world.passes(60_000);
    expect(stage.told.map((one) => one.member)).toEqual(['jo', 'jo', 'jo']);
    const [paused] = await world.store.tx(workspace, (tx) => tx.schedules.list());
    const name = `paused:${member}:${paused?.id ?? ''}:${paused?.pausedAt ?? 0} instead:jo`;
    const noticed = () => world.store.tx(workspace, (tx) => tx.posts.byName(name));
    expect((await noticed())?.state).toBe('sent');
    await world.says(member, 'privacy forget forget-me');
    expect(await noticed()).toBeNull();
    await world.close();
  });
});
