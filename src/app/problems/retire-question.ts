import { plain } from '../../domain/text.ts';
import type { Reply } from '../../domain/reply.ts';
import type { Values } from '../../domain/command-shape.ts';
import type { Request } from '../context.ts';
import { CorrectedQuestions } from '../shared/corrections.ts';
import { notice, runs } from '../shared/notice-card.ts';
import { chooseQuestion } from '../rounds/ask.ts';
import { transact } from '../shared/transact.ts';
import { recordAct } from '../shared/record-act.ts';

/** `/quiz question retire <deck> <question>`: not asked or practised any more, until the deck's question changes. */
export function retireQuestion(request: Request, values: Values): Promise<Reply> {
  return setRetired(request, values, true);
}

/** `/quiz question unretire <deck> <question>`: asked again. */
export function unretireQuestion(request: Request, values: Values): Promise<Reply> {
  return setRetired(request, values, false);
}

async function setRetired(request: Request, values: Values, retired: boolean): Promise<Reply> {
  const { app, words } = request;
  const chosen = await chooseQuestion(request, values);
  if (chosen.kind === 'refused') return chosen.reply;
  if (chosen.kind === 'deck') return { kind: 'card', card: notice(words.retireWhich()) };
  const { deck, question } = chosen;
  const isChanged = await transact(request, async (work) => {
    const { tx, now } = work;
    const questions = await CorrectedQuestions.load(work);
    if (!retired && questions.isAsked(deck, question)) return false;
    const hash = app.decks.contentHash(question);
    const known = await tx.corrections.of(deck.id, question.id);
    const keys = known?.hash === hash ? known.keys : null;
    await tx.corrections.set({ deck: deck.id, question: question.id, hash, keys, retired }, now);
    await recordAct(request, tx, {
      what: retired ? 'retire' : 'unretire',
      about: `${deck.id}/${question.id}`,
    });
    return true;
  });
  const stem = plain(question.ask);
  if (!isChanged) return { kind: 'card', card: notice(words.questionNotRetired({ stem })) };
  const name = `${deck.id} ${question.id}`;
  const card = retired
    ? notice(words.questionRetired({ stem }), [
        runs(words.buttonUndo(), `question unretire ${name}`),
      ])
    : notice(words.questionUnretired({ stem }));
  return { kind: 'card', card };
}
