import { notice, runs } from '../shared/notice-card.ts';
import { managersHere, queueManagerNotice } from '../shared/notices.ts';
import type { Action } from '../../domain/action.ts';
import { questionWith, type OptionFields, type QuestionFields } from '../../domain/deck-fields.ts';
import type { Field, Form } from '../../domain/form.ts';
import type { Reply } from '../../domain/reply.ts';
import type { Request, Work } from '../context.ts';
import type { SuggestedQuestion } from '../../ports/suggestions.ts';
import { ensureMember } from '../shared/ensure-member.ts';
import { claimIdempotencyKey } from '../shared/idempotency.ts';
import { transact } from '../shared/transact.ts';

const LONGEST_STEM = 1_200;
const LONGEST_TEXT = 600;
/** Seven wrong options with their commas. */
const LONGEST_WRONG = 3_000;
const MOST_WRONG = 7;
/** Suggestions of one member that wait for a decision. */
const MOST_WAITING = 20;

type FormAction = Extract<Action, { kind: 'form' }>;

/** `/quiz suggest`: the form in which a member proposes a question. */
export async function suggest(request: Request): Promise<Reply> {
  const { words, interaction } = request;
  const waiting = await transact(request, ({ tx }) => tx.suggestions.count(interaction.actor.id));
  // Before anything is written for nothing.
  if (waiting >= MOST_WAITING)
    return { kind: 'card', card: notice(words.suggestTooMany({ count: MOST_WAITING })) };
  const does: FormAction = { kind: 'form', form: 'suggest', about: '' };
  const lines = (name: string, label: string, hint: string | null, longest: number): Field => ({
    name,
    label,
    hint,
    required: true,
    input: { kind: 'lines', value: '', longest },
  });
  const form: Form = {
    title: words.suggestTitle(),
    submit: words.formSend(),
    cancel: words.formCancel(),
    does,
    fields: [
      lines('ask', words.suggestAsk(), null, LONGEST_STEM),
      lines('right', words.suggestRight(), null, LONGEST_TEXT),
      lines('wrong', words.suggestWrong(), words.suggestWrongHint(), LONGEST_WRONG),
      {
        ...lines('why', words.suggestWhy(), words.suggestWhyHint(), LONGEST_TEXT),
        required: false,
      },
      {
        name: 'named',
        label: words.suggestNamed(),
        hint: words.suggestNamedHint(),
        required: true,
        input: {
          kind: 'one',
          value: 'no',
          options: [
            { value: 'no', label: words.suggestNamedNo() },
            { value: 'yes', label: words.suggestNamedYes() },
          ],
        },
      },
    ],
  };
  return { kind: 'form', form };
}

/** Stores a suggestion until a manager decides on it in the studio. */
export async function submitSuggestion(
  request: Request,
  values: Readonly<Record<string, string>>,
): Promise<Reply> {
  const { app, interaction, words, now } = request;
  const given = (name: string, longest: number): string =>
    (values[name] ?? '').trim().slice(0, longest);
  const ask = given('ask', LONGEST_STEM);
  const right = given('right', LONGEST_TEXT);
  const answers = wrongAnswers(given('wrong', LONGEST_WRONG));
  const wrong = answers.filter((one) => one !== right);
  if (ask === '') return { kind: 'refused', field: 'ask', sentence: words.suggestNoQuestion() };
  if (right === '') return { kind: 'refused', field: 'right', sentence: words.suggestNoAnswer() };
  if (wrong.length === 0 && answers.length > 0)
    return { kind: 'refused', field: 'wrong', sentence: words.suggestRepeatsRight() };
  if (wrong.length === 0 || wrong.length > MOST_WRONG)
    return { kind: 'refused', field: 'wrong', sentence: words.suggestHowManyWrong() };
  const why = given('why', LONGEST_TEXT);
  const fields = suggestedFields({ ask, right, wrong, why });
  const hasStudio = app.studioOrigin(interaction.place.platform) !== null;
  const isStored = await transact(request, async (work) => {
    const { tx } = work;
    if (!(await claimIdempotencyKey(request, tx))) return true;
    const member = await ensureMember(request, tx);
    if ((await tx.suggestions.count(member)) >= MOST_WAITING) return false;
    const isNamed = values['named'] === 'yes';
    const { channel } = interaction.place;
    const id = app.random.id();
    const isFirst = (await tx.suggestions.count()) === 0;
    await tx.suggestions.add({ id, member, channel, deck: '', fields, isNamed, at: now });
    if (isFirst && hasStudio) await noticeSuggestions(work, { id, member, channel });
    return true;
  });
  if (!isStored)
    return { kind: 'refused', field: '', sentence: words.suggestTooMany({ count: MOST_WAITING }) };
  app.wake();
  return { kind: 'card', card: notice(hasStudio ? words.suggestThanks() : words.suggestKept()) };
}

/** Tells a manager that suggestions wait: of the first one, and again when all have been decided on. */
async function noticeSuggestions(
  work: Work,
  { id, member, channel }: Pick<SuggestedQuestion, 'id' | 'member' | 'channel'>,
): Promise<void> {
  const manager = (await managersHere(work)).find((one) => one !== member);
  if (manager === undefined) return;
  await queueManagerNotice(work, {
    kind: 'suggestions',
    about: id,
    channel,
    member: manager,
    cardIn: (words) => notice(words.noticeSuggestions(), [runs(words.studioHeading(), 'studio')]),
  });
}

/** One a line; in a single line, with semicolons between. Each once. */
function wrongAnswers(typed: string): readonly string[] {
  const separator = typed.includes('\n') ? '\n' : ';';
  const answers = typed.split(separator).map((one) => one.trim());
  return [...new Set(answers)].filter((one) => one !== '');
}

function suggestedFields({
  ask,
  right,
  wrong,
  why,
}: {
  readonly ask: string;
  readonly right: string;
  readonly wrong: readonly string[];
  readonly why: string;
}): QuestionFields {
  const option = (text: string, key: boolean): OptionFields => ({
    id: '',
    text,
    short: '',
    why: key ? why : '',
    key,
    kind: '',
  });
  return {
    ...questionWith(ask, ''),
    options: [option(right, true), ...wrong.map((text) => option(text, false))],
    explain: why,
  };
}
