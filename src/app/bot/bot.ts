import { notice } from '../shared/notice-card.ts';
import { decodeAction, type Action } from '../../domain/action.ts';
import { readLine, readNamed } from '../../domain/command-parser.ts';
import { allReasons } from '../answering/all-reasons.ts';
import { answer } from '../answering/answer.ts';
import type { App, Request } from '../context.ts';
import { COMMANDS } from './commands.ts';
import { complete } from './completion.ts';
import { handleWorkspaceEvent } from '../workspace/lifecycle.ts';
import { openForm, submitForm } from './forms.ts';
import { home } from '../profile/home.ts';
import { showQuestion } from '../rounds/show-question.ts';
import { next, retire, step, sure } from '../practice/practice.ts';
import { MemberRateLimit } from './member-rate-limit.ts';
import { askReason } from '../problems/report-problem.ts';
import { resolveUnknown } from '../outbox/resolve-unknown.ts';
import { rateConfidence } from '../answering/confidence.ts';
import { readingContext, usableZone } from '../shared/reading-context.ts';
import { run, gone } from './run-command.ts';
import { tips } from '../help/round-tips.ts';
import type { Reply } from '../../domain/reply.ts';
import { StoreError, messageOf } from '../../ports/errors.ts';
import { withoutNul } from '../../domain/text.ts';
import type { Bot, WorkspaceEvent, Intent, Interaction, PendingReply } from '../../ports/bot.ts';

/** The one way in. Every interaction gets a sentence, whatever goes wrong inside. */
export function makeBot(app: App): Bot {
  const pace = new MemberRateLimit();
  const work = (request: Request): Outcome => {
    const { interaction, now } = request;
    if (!pace.allows(`${interaction.place.workspace} ${interaction.actor.id}`, now)) {
      app.metrics.count('inputs_shed');
      return nothingDone(request, request.words.tooFast());
    }
    return route(request);
  };
  const begin = async (given: Interaction): Promise<PendingReply> => {
    const interaction = usable(given);
    const request: Request = {
      app,
      interaction,
      words: app.words(interaction.actor.locale),
      now: app.clock.now(),
      commands: COMMANDS,
    };
    const make = await guarded(request, () => work(request));
    return () => (typeof make === 'function' ? guarded(request, make) : Promise.resolve(make));
  };
  return {
    commands: COMMANDS,
    handle: async (interaction) => (await begin(interaction))(),
    accept: begin,
    async complete(from, command, argument, typed) {
      try {
        return await complete(app, from, { command, argument, typed });
      } catch (error) {
        app.log.error('completion failed', { error: messageOf(error) });
        return [];
      }
    },
    onWorkspaceEvent: (event: WorkspaceEvent) => handleWorkspaceEvent(app, event),
  };
}

/** Not async where it only hands on: a click passes each of these. */
type Outcome = Reply | PendingReply | Promise<Reply | PendingReply>;

/** What the platform or the member sent, as far as it can be used. */
function usable(given: Interaction): Interaction {
  const { actor, intent } = given;
  const zone = usableZone(actor.zone);
  return {
    ...given,
    actor: { ...actor, name: withoutNul(actor.name), zone },
    intent:
      intent.kind === 'line'
        ? { ...intent, line: withoutNul(intent.line) }
        : withPlainValues(intent),
  };
}

function withPlainValues(intent: Exclude<Intent, { readonly kind: 'line' }>): Intent {
  if (intent.kind !== 'command' && intent.kind !== 'form') return intent;
  const values = Object.entries(intent.values).map(([name, value]) => [name, withoutNul(value)]);
  return { ...intent, values: Object.fromEntries(values) };
}

async function guarded<T>(request: Request, work: () => T | Promise<T>): Promise<T | Reply> {
  try {
    return await work();
  } catch (error) {
    return failed(request, error);
  }
}

function route(request: Request): Outcome {
  const { intent } = request.interaction;
  switch (intent.kind) {
    case 'line':
      if (intent.line.trim() === '') return home(request);
      return runLine(request, intent.line);
    case 'command':
      return runNamed(request, intent);
    case 'press': {
      const action = decodeAction(intent.code);
      if (action === null) return gone(request);
      return press(request, action);
    }
    case 'form': {
      const action = decodeAction(intent.code);
      return action?.kind === 'form' ? submitForm(request, action, intent.values) : gone(request);
    }
    case 'home':
      return home(request);
    default:
      return intent satisfies never;
  }
}

function press(request: Request, action: Action): Outcome {
  switch (action.kind) {
    case 'answer':
      return answer(request, action.round, action.option);
    case 'tips':
      return tips(request, action.round);
    case 'report':
      return askReason(request, action.round);
    case 'question':
      return showQuestion(request, action.round);
    case 'reasons':
      return allReasons(request, action.round);
    case 'run':
      return runLine(request, action.line);
    case 'settle':
      return resolveUnknown(request, action.post, action.verdict);
    case 'form':
      return openForm(request, action);
    case 'step':
      return step(request, action.session, action.step, action.option);
    case 'sure':
      return sure(request, action.session, action.step, action.sure);
    case 'next':
      return next(request, action.session, action.step);
    case 'felt':
      return rateConfidence(request, action.round, action.sure);
    case 'retire':
    case 'unretire':
      return retire(request, action.kind, action.session, action.step);
    default:
      return action satisfies never;
  }
}

async function runLine(request: Request, line: string): Promise<Reply> {
  return run(request, readLine(line, request.commands, await readingContext(request)));
}

async function runNamed(
  request: Request,
  { name, values }: Extract<Intent, { readonly kind: 'command' }>,
): Promise<Reply> {
  return run(request, readNamed(name, values, request.commands, await readingContext(request)));
}

function failed({ app, words, interaction }: Request, error: unknown): Reply {
  if (error instanceof StoreError && error.kind !== 'broken') {
    app.log.error('not saved', { kind: error.kind, error: error.message });
    app.metrics.count('not_saved', { kind: error.kind });
    const sentence = error.kind === 'full' ? words.notSavedFull() : words.notSaved();
    return nothingDone({ interaction }, sentence);
  }
  const reference = app.random.id().slice(0, 8);
  app.metrics.count('failures');
  app.log.error('an input failed', {
    reference,
    intent: interaction.intent.kind,
    workspace: interaction.place.workspace,
    error: error instanceof Error ? (error.stack ?? error.message) : 'not an Error',
  });
  return nothingDone({ interaction }, words.brokenHere({ reference }));
}

/** A member has to do it again: a form keeps what they wrote. */
function nothingDone({ interaction }: Pick<Request, 'interaction'>, sentence: string): Reply {
  return interaction.intent.kind === 'form'
    ? { kind: 'refused', field: '', sentence }
    : { kind: 'card', card: notice(sentence) };
}
