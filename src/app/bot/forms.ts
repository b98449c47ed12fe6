import { importFormFor } from '../authoring/import-deck.ts';
import { submitSuggestion, suggest } from '../authoring/suggest.ts';
import { dailyForm, weeklyForm } from '../scheduling/schedule-forms.ts';
import { notice } from '../shared/notice-card.ts';
import type { Action } from '../../domain/action.ts';
import { readNamed } from '../../domain/command-parser.ts';
import type { Request } from '../context.ts';
import { askReason, report } from '../problems/report-problem.ts';
import { workspaceDecks } from '../shared/workspace-decks.ts';
import { transact } from '../shared/transact.ts';
import { run } from './run-command.ts';
import { readingContext } from '../shared/reading-context.ts';
import { fieldErrorSentence } from './parse-error-card.ts';
import { mayManage } from '../shared/permissions.ts';
import type { Reply } from '../../domain/reply.ts';

type FormAction = Extract<Action, { kind: 'form' }>;

/** The form behind a button, filled with this channel's usual values. */
export async function openForm(request: Request, action: FormAction): Promise<Reply> {
  const { app, interaction, words } = request;
  if (action.form === 'report') return askReason(request, action.about);
  if (action.form === 'suggest') return suggest(request);
  if (!(await mayManage(request))) return { kind: 'card', card: notice(words.onlyManagers()) };
  if (action.form === 'import') return { kind: 'form', form: await importFormFor(request) };
  const { settings, decks } = await transact(request, async (work) => ({
    settings: await work.tx.channels.channel(interaction.place.channel),
    decks: (await workspaceDecks(work)).all(),
  }));
  const zone = interaction.actor.zone ?? settings?.zone ?? app.defaults.zone;
  switch (action.form) {
    case 'schedule-daily':
      return { kind: 'form', form: dailyForm(words, action, zone, decks) };
    case 'schedule-weekly':
      return { kind: 'form', form: weeklyForm(words, action, zone) };
    default:
      return action.form satisfies never;
  }
}

/** Runs a submitted form as the typed command: the same table, the same checks. */
export async function submitForm(
  request: Request,
  action: FormAction,
  values: Readonly<Record<string, string>>,
): Promise<Reply> {
  switch (action.form) {
    case 'schedule-daily':
      return submitCommand(request, 'schedule daily', values);
    case 'schedule-weekly':
      return submitCommand(request, 'schedule weekly', values);
    case 'report':
      return report(request, action.about, values);
    case 'suggest':
      return submitSuggestion(request, values);
    case 'import':
      return submitCommand(request, 'question import', values);
    default:
      return action.form satisfies never;
  }
}

/** What a field has wrong is said beside it. */
async function submitCommand(
  request: Request,
  name: string,
  values: Readonly<Record<string, string>>,
): Promise<Reply> {
  const reading = readNamed(name, values, request.commands, await readingContext(request));
  if (reading.ok || !('argument' in reading.misread)) return run(request, reading);
  const { misread } = reading;
  const sentence = fieldErrorSentence(request.words, misread);
  return { kind: 'refused', field: misread.argument.name, sentence };
}
