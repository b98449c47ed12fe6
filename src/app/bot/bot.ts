import { notice } from '../shared/notice-card.ts';
import { decodeAction, type Action } from '../../domain/action.ts';
import { readLine, readNamed } from '../../domain/command-parser.ts';
import { answer } from '../answering/answer.ts';
import type { App, Call } from '../context.ts';
import { COMMANDS } from './commands.ts';
import { complete } from './completion.ts';
import { happened } from '../workspace/lifecycle.ts';
import { openForm, submitForm } from './forms.ts';
import { home } from '../profile/home.ts';
import { next, retire, step, sure } from '../practice/practice.ts';
import { Pace } from './member-rate-limit.ts';
import { askReason } from '../problems/report-problem.ts';
import { settle } from '../outbox/resolve-unknown.ts';
import { felt } from '../answering/confidence.ts';
import { run, gone } from './run-command.ts';
import { tips } from '../help/round-tips.ts';
import type { Reply } from '../../domain/reply.ts';
import { StoreError, messageOf } from '../../ports/errors.ts';
import type { Bot, Happening, Input, Making } from '../../ports/bot.ts';

/** The one way in. Whatever happens inside, the member gets a sentence. */
export function makeBot(app: App): Bot {
  const pace = new Pace();
  const work = async (call: Call): Promise<Reply | Making> => {
    const { input, now } = call;
    if (!pace.allows(`${input.place.workspace} ${input.actor.id}`, now)) {
      app.metrics.count('inputs_shed');
      return { kind: 'card', card: notice(call.words.tooFast()) };
    }
    return route(call);
  };
  const begin = async (input: Input): Promise<Making> => {
    const call: Call = {
      app,
      input,
      words: app.words(input.actor.locale),
      now: app.clock.now(),
    };
    const make = await guarded(call, () => work(call));
    return async () => (typeof make === 'function' ? guarded(call, make) : make);
  };
  return {
    commands: COMMANDS,
    handle: async (input) => (await begin(input))(),
    begin,
    async complete(place, command, argument, typed) {
      try {
        return await complete(app, place, command, argument, typed);
      } catch (error) {
        app.log.error('completion failed', { error: messageOf(error) });
        return [];
      }
    },
    happened: (happening: Happening) => happened(app, happening),
  };
}

async function guarded<T>(call: Call, work: () => Promise<T>): Promise<T | Reply> {
  try {
    return await work();
  } catch (error) {
    return failed(call, error);
  }
}

async function route(call: Call): Promise<Reply | Making> {
  const { deed } = call.input;
  switch (deed.kind) {
    case 'line':
      return run(call, readLine(deed.line, COMMANDS));
    case 'command':
      return run(call, readNamed(deed.name, deed.values, COMMANDS));
    case 'press': {
      const action = decodeAction(deed.code);
      if (action === null) return gone(call);
      return press(call, action);
    }
    case 'form': {
      const action = decodeAction(deed.code);
      return action?.kind === 'form' ? submitForm(call, action, deed.values) : gone(call);
    }
    case 'home':
      return home(call);
    default:
      return deed satisfies never;
  }
}

async function press(call: Call, action: Action): Promise<Reply | Making> {
  switch (action.kind) {
    case 'answer':
      return answer(call, action.round, action.option);
    case 'tips':
      return tips(call, action.round);
    case 'report':
      return askReason(call, action.round);
    case 'run':
      return run(call, readLine(action.line, COMMANDS));
    case 'settle':
      return settle(call, action.post, action.verdict);
    case 'form':
      return openForm(call, action);
    case 'step':
      return step(call, action.session, action.step, action.option);
    case 'sure':
      return sure(call, action.session, action.step, action.sure);
    case 'next':
      return next(call, action.session, action.step);
    case 'felt':
      return felt(call, action.round, action.sure);
    case 'retire':
    case 'unretire':
      return retire(call, action.kind, action.session, action.step);
    default:
      return action satisfies never;
  }
}

function failed({ app, words, input }: Call, error: unknown): Reply {
  if (error instanceof StoreError && error.kind !== 'broken') {
    app.log.error('not saved', { kind: error.kind, error: error.message });
    app.metrics.count('not_saved', { kind: error.kind });
    const sentence = error.kind === 'full' ? words.notSavedFull() : words.notSaved();
    return { kind: 'card', card: notice(sentence) };
  }
  const reference = app.chance.id().slice(0, 8);
  app.metrics.count('failures');
  app.log.error('an input failed', {
    reference,
    deed: input.deed.kind,
    workspace: input.place.workspace,
    error: error instanceof Error ? (error.stack ?? error.message) : 'not an Error',
  });
  return { kind: 'card', card: notice(words.brokenHere({ reference })) };
}
