import { validWords } from '../../domain/command-arguments.ts';
import type { Deck } from '../../domain/deck.ts';
import { zonesLike } from '../../domain/time-zones.ts';
import type { App } from '../context.ts';
import { workspaceDecks } from '../shared/workspace-decks.ts';
import { COMMANDS } from './commands.ts';
import type { ArgumentShape } from '../../domain/command-shape.ts';
import type { Suggestion } from '../../ports/bot.ts';
import type { Actor, Place } from '../../ports/identity.ts';

/** The most suggestions that Discord shows; the local chat shows as many. */
const MOST = 25;

/** An argument that a member is typing. */
export interface Typing {
  readonly command: string;
  readonly argument: string;
  readonly typed: string;
}

/** Suggestions for an argument being typed: first those that begin with it, then those that contain it. */
export async function complete(
  app: App,
  from: { readonly place: Place; readonly actor: Actor },
  { command, argument, typed }: Typing,
): Promise<readonly Suggestion[]> {
  const shape = COMMANDS.find((one) => one.name === command)?.arguments.find(
    (one) => one.name === argument,
  );
  if (shape === undefined) return [];
  const all = await suggestionsFor(app, from, shape);
  // Cities count as well: `mumb` is Asia/Kolkata.
  if (shape.type.kind === 'zone') {
    return zonesLike(typed, MOST).map((zone) => ({ value: zone, label: zone }));
  }
  const lower = typed.toLowerCase();
  const holds = ({ value, label }: Suggestion): boolean =>
    value.toLowerCase().includes(lower) || label.toLowerCase().includes(lower);
  const begins = ({ value }: Suggestion): boolean => value.toLowerCase().startsWith(lower);
  const fitting = all.filter(holds);
  return [...fitting.filter(begins), ...fitting.filter((one) => !begins(one))].slice(0, MOST);
}

async function suggestionsFor(
  app: App,
  { place, actor }: { readonly place: Place; readonly actor: Actor },
  shape: ArgumentShape,
): Promise<readonly Suggestion[]> {
  const { type } = shape;
  const completes = type.kind === 'word' || type.kind === 'rest' ? type.completes : 'none';
  switch (completes) {
    case 'deck':
      return (await decksIn(app, place)).map((deck) => ({ value: deck.id, label: deck.title }));
    case 'question':
      return (await decksIn(app, place)).flatMap((deck) =>
        deck.questions.map((question) => ({
          value: question.id,
          label: `${deck.id}: ${question.id}`,
        })),
      );
    case 'schedule': {
      const schedules = await app.store.tx(place.workspace, (tx) => tx.schedules.list());
      return schedules.map(({ id, kind, time, zone }) => ({
        value: id,
        label: `${kind} ${time} ${zone}`,
      }));
    }
    case 'zone':
    case 'none':
      return validWords(shape, app.words(actor.locale).language).map((value) => ({
        value,
        label: value,
      }));
    default:
      return completes satisfies never;
  }
}

function decksIn(app: App, { workspace }: Place): Promise<readonly Deck[]> {
  return app.store.tx(workspace, async (tx) => (await workspaceDecks({ app, tx })).all());
}
