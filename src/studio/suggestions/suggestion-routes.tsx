import { Hono, type Context } from 'hono';
import { changeDraft } from '../../app/authoring/change-draft.ts';
import { decideSuggestion, type Decision } from '../../app/authoring/decide-suggestion.ts';
import { transact } from '../../app/shared/transact.ts';
import { readMarkdown } from '../../decks/reading/markdown.ts';
import { creditOf } from '../../domain/credit.ts';
import type { StudioWords } from '../../i18n/studio.ts';
import type { SuggestedQuestion } from '../../ports/suggestions.ts';
import { elsewhere } from '../decks/deck-routes.tsx';
import { freeQuestionId } from '../decks/free-question-id.ts';
import { bodyOf } from '../decks/loaded-deck.ts';
import { ownDecks } from '../decks/own-decks.ts';
import type { StudioEnv } from '../parts.ts';
import { LineField, SelectField } from '../view/fields.tsx';
import { framed, studioPage } from '../view/layout.tsx';
import { bad, good, leadTo, takeNote } from '../view/notes.ts';

const LIST = '/studio/suggestions';

/** What members suggested, and a manager's decision on each. */
export function suggestionRoutes(): Hono<StudioEnv> {
  const app = new Hono<StudioEnv>();
  app.get('/studio/suggestions', (c) => showSuggestions(c));
  app.post('/studio/suggestions/:id/accept', (c) => accept(c));
  app.post('/studio/suggestions/:id/decline', (c) => decline(c));
  return app;
}

interface Waiting {
  readonly suggestion: SuggestedQuestion;
  readonly name: string;
}

async function showSuggestions(c: Context<StudioEnv>) {
  const { words, request, visitor } = c.var;
  const { waiting, decks } = await transact(request, async ({ tx }) => {
    const waiting: Waiting[] = [];
    for (const suggestion of await tx.suggestions.list()) {
      const name = (await tx.members.get(suggestion.member))?.name ?? '';
      waiting.push({ suggestion, name: name === '' ? words.formerMember() : name });
    }
    return { waiting, decks: await ownDecks(tx, visitor.member) };
  });
  return c.html(
    studioPage(
      framed(c, { title: words.suggestions(), section: 'suggestions', note: takeNote(c) }),
      waiting.length === 0 ? (
        <p>{words.noSuggestions()}</p>
      ) : (
        <>
          {decks.length === 0 ? (
            <p>
              {words.needsDeck()} <a href="/studio/new">{words.newDeck()}</a>
            </p>
          ) : null}
          <ul class="rows">
            {waiting.map((one) => (
              <Suggestion words={words} waiting={one} decks={decks} />
            ))}
          </ul>
        </>
      ),
    ),
  );
}

function Suggestion({
  words,
  waiting,
  decks,
}: {
  readonly words: StudioWords;
  readonly waiting: Waiting;
  readonly decks: readonly { readonly id: string; readonly title: string }[];
}) {
  const { suggestion, name } = waiting;
  const { id, fields, isNamed, at } = suggestion;
  return (
    <li>
      <h2>{fields.ask}</h2>
      <p class="facts">
        <span>{words.suggestedBy({ name })}</span>
        <span>{isNamed ? words.wantsName() : words.wantsNoName()}</span>
        <time datetime={new Date(at).toISOString()} data-show="date">
          {new Date(at).toISOString().slice(0, 10)}
        </time>
      </p>
      <ul class="plain">
        {fields.options.map(({ text, key }) => (
          <li>
            {key ? <strong>✓ </strong> : null}
            {text}
          </li>
        ))}
      </ul>
      {fields.explain === '' ? null : <p>{fields.explain}</p>}
      <div class="pair">
        {decks.length === 0 ? null : (
          <form method="post" action={`${LIST}/${id}/accept`}>
            <SelectField
              name={`deck-${id}`}
              label={words.acceptInto()}
              value=""
              options={decks.map((deck) => ({ value: deck.id, label: deck.title }))}
            />
            <button type="submit" class="primary" aria-label={`${words.accept()}: ${fields.ask}`}>
              {words.accept()}
            </button>
          </form>
        )}
        <form method="post" action={`${LIST}/${id}/decline`}>
          <LineField
            name={`word-${id}`}
            label={`${words.declineWord()} (${words.optional()})`}
            value=""
            longest={300}
          />
          <button type="submit" aria-label={`${words.decline()}: ${fields.ask}`}>
            {words.decline()}
          </button>
        </form>
      </div>
    </li>
  );
}

/** The question goes into the manager's draft of a deck, to be edited there. */
async function accept(c: Context<StudioEnv>) {
  const { words, request, visitor } = c.var;
  const id = c.req.param('id') ?? '';
  const deck = (await bodyOf(c)).get(`deck-${id}`) ?? '';
  const found = await transact(request, async ({ tx }) => {
    const suggestion = await tx.suggestions.get(id);
    const author = suggestion === null ? null : await tx.members.get(suggestion.member);
    return { suggestion, name: author?.name ?? '' };
  });
  const { suggestion, name } = found;
  if (suggestion === null) return leadTo(c, LIST, bad(words.decidedBefore()));
  const { fields, isNamed } = suggestion;
  const place = { id: deck, member: visitor.member };
  const changed = await changeDraft(request, place, ({ checked: { written } }) => ({
    edit: {
      kind: 'question',
      at: null,
      fields: { ...fields, id: freeQuestionId(fields.ask, written) },
      ...(isNamed && name !== '' ? { comment: creditOf(name) } : {}),
    },
    also: async (work) => {
      const deckTitle = written?.settings.title ?? deck;
      const decision = { kind: 'accepted', deck, deckTitle, ...decisionOn(c, suggestion) } as const;
      return (await decideSuggestion(work, decision)) !== null;
    },
  }));
  request.app.wake();
  switch (changed.kind) {
    case 'changed': {
      const at = (changed.checked.written?.questions.length ?? 1) - 1;
      return leadTo(c, `/studio/decks/${deck}/questions/${at}`, good(words.accepted()));
    }
    case 'gone':
      return leadTo(c, LIST, bad(words.noDeck()));
    case 'refused':
      return leadTo(c, LIST, bad(words.decidedBefore()));
    case 'elsewhere':
      return elsewhere(c);
    default:
      return changed satisfies never;
  }
}

async function decline(c: Context<StudioEnv>) {
  const { words, request } = c.var;
  const id = c.req.param('id') ?? '';
  const word = ((await bodyOf(c)).get(`word-${id}`) ?? '').trim().slice(0, 300);
  const decided = await transact(request, async (work) => {
    const suggestion = await work.tx.suggestions.get(id);
    if (suggestion === null) return null;
    return decideSuggestion(work, { kind: 'declined', word, ...decisionOn(c, suggestion) });
  });
  request.app.wake();
  if (decided === null) return leadTo(c, LIST, bad(words.decidedBefore()));
  return leadTo(c, LIST, good(words.declined({ isAuthorTold: decided.isAuthorTold })));
}

/** What every decision says: on which question, and whose it is. */
function decisionOn(
  c: Context<StudioEnv>,
  suggestion: SuggestedQuestion,
): Pick<Decision, 'suggestion' | 'ask' | 'manager'> {
  const ask = readMarkdown(suggestion.fields.ask).text;
  return { suggestion, ask, manager: c.var.visitor.member };
}
