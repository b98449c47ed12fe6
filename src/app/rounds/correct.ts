import { notice } from '../shared/notice-card.ts';
import { closedQuestionCard } from './question-card.ts';
import { plain } from '../../domain/text.ts';
import { dealtOptions, type Round } from '../../domain/round.ts';
import type { Words } from '../../i18n/index.ts';
import type { Request, Work } from '../context.ts';
import { queueNotice, wordsOf } from '../shared/notices.ts';
import { queueEdit } from './lifecycle.ts';
import { ensureChannel } from '../shared/channel-settings.ts';
import type { Reply } from '../../domain/reply.ts';
import type { Values } from '../../domain/command-shape.ts';

/** Takes the channel's last round out of every board. */
export async function voidRound({ app, interaction, words, now }: Request): Promise<Reply> {
  const { workspace, channel } = interaction.place;
  const done = await app.store.tx(workspace, async (tx) => {
    const round = await tx.rounds.newestIn(channel);
    if (round === null) return false;
    const settings = await ensureChannel({ app, tx, now }, interaction.place);
    if (round.voidedAt !== null) return true;
    if (round.closedAt === null) await tx.rounds.close(round.id, Math.max(now, round.openedAt));
    await tx.rounds.setVoid(round.id, now);
    await tx.answers.rejudge(round.id, round.keys, false);
    await tx.audit.add({
      id: app.random.id(),
      at: now,
      member: interaction.actor.id,
      what: 'void',
      about: round.id,
    });
    const voided: Round = { ...round, closedAt: round.closedAt ?? now, voidedAt: now };
    const answered = await tx.answers.count(round.id);
    const channelWords = app.words(settings.language);
    await queueEdit({ app, tx, now }, voided, closedQuestionCard(channelWords, voided, answered));
    const stem = plain(round.pinned.question.ask);
    await notifyAnswerers({ app, tx, now }, round, {
      about: 'void',
      sentence: (own) => own.toldVoided({ stem }),
    });
    return true;
  });
  if (!done) return { kind: 'card', card: notice(words.noRoundYet()) };
  app.wake();
  return { kind: 'card', card: notice(words.voided()) };
}

/** Changes the key of the channel's last round; the boards follow. */
export async function rekey(
  { app, interaction, words, now }: Request,
  values: Values,
): Promise<Reply> {
  const { workspace, channel } = interaction.place;
  const letter = String(values.get('option') ?? '').toUpperCase();
  const sentence = await app.store.tx(workspace, async (tx) => {
    const round = await tx.rounds.newestIn(channel);
    if (round === null) return words.noRoundYet();
    const dealt = dealtOptions(round.pinned, round.dealt);
    const option = dealt.find((one) => one.letter === letter)?.option;
    if (option === undefined)
      return words.rekeyNoOption({ letters: dealt.map((one) => one.letter) });
    if (round.keys.length === 1 && round.keys[0] === option.id) return words.rekeySame({ letter });
    const keys = [option.id];
    await tx.rounds.setKeys(round.id, keys);
    await tx.answers.rejudge(round.id, keys, round.voidedAt === null);
    await tx.audit.add({
      id: app.random.id(),
      at: now,
      member: interaction.actor.id,
      what: 'rekey',
      about: `${round.id} ${option.id}`,
    });
    const changed: Round = { ...round, keys };
    if (round.closedAt !== null) {
      const settings = await ensureChannel({ app, tx, now }, interaction.place);
      const answered = await tx.answers.count(round.id);
      const card = closedQuestionCard(app.words(settings.language), changed, answered);
      await queueEdit({ app, tx, now }, changed, card);
    }
    const stem = plain(round.pinned.question.ask);
    await notifyAnswerers({ app, tx, now }, round, {
      about: `rekey:${option.id}`,
      sentence: (own, chosen) => own.toldRekeyed({ stem, letter, right: keys.includes(chosen) }),
    });
    return words.rekeyed({ letter });
  });
  app.wake();
  return { kind: 'card', card: notice(sentence) };
}

/** Tells those who answered a round once that something about it changed, each in their own language. */
async function notifyAnswerers(
  work: Work,
  round: Round,
  told: {
    readonly about: string;
    readonly sentence: (words: Words, option: string) => string;
  },
): Promise<void> {
  const { tx } = work;
  const { about, sentence } = told;
  for (const given of await tx.answers.inRound(round.id)) {
    const name = `tell:${round.id}:${about}:${given.member}`;
    const words = await wordsOf(work, given.member, round.channel);
    const card = notice(sentence(words, given.option));
    await queueNotice(work, { name, channel: round.channel, member: given.member, card });
  }
}
