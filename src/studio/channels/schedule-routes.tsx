import { Hono, type Context } from 'hono';
import {
  forecast,
  planQuestion,
  unplanQuestion,
  type Forecast,
} from '../../app/scheduling/forecast.ts';
import { workspaceDecks } from '../../app/shared/workspace-decks.ts';
import { transact } from '../../app/shared/transact.ts';
import { plain } from '../../domain/text.ts';
import { dayName } from '../../i18n/dates.ts';
import { bodyOf } from '../decks/loaded-deck.ts';
import { refused } from '../access/require-manager.tsx';
import type { StudioEnv, StudioParts } from '../parts.ts';
import { channelNames } from '../view/channel-names.ts';
import { PostButton } from '../view/fields.tsx';
import { framed, studioPage } from '../view/layout.tsx';
import { good, isRefusal, leadTo, takeNote, type Note } from '../view/notes.ts';
import { runCommand } from './run-command.ts';
import { ScheduleForms, type Refused } from './schedule-forms.tsx';
import { ScheduleRow } from './schedule-row.tsx';

const LIST = '/studio/schedules';
/** Commands that a page may run on a schedule. */
const CHANGES: ReadonlySet<string> = new Set([
  'change',
  'pause',
  'resume',
  'remove',
  'skip',
  'unskip',
]);

/** Schedules with the calendar of the next four weeks, and what a manager changes there. */
export function scheduleRoutes(parts: StudioParts): Hono<StudioEnv> {
  const app = new Hono<StudioEnv>();
  app.get('/studio/schedules', (c) => showSchedules(c, takeNote(c)));
  app.get('/studio/schedules/calendar', (c) => showCalendar(c));
  app.post('/studio/schedules', (c) => addSchedule(parts, c));
  app.post('/studio/schedules/:id/:change', (c) => changeSchedule(parts, c));
  app.get('/studio/schedules/:id/slots/:slot', (c) => showChoices(c));
  app.post('/studio/schedules/:id/slots/:slot', (c) => swap(c));
  app.post('/studio/schedules/:id/slots/:slot/unswap', (c) => unswap(c));
  return app;
}

async function showSchedules(
  c: Context<StudioEnv>,
  note: Note | null,
  refused: Refused | null = null,
) {
  const { words, request } = c.var;
  const found = await transact(request, async (work) => ({
    schedules: await work.tx.schedules.list(),
    channels: await work.tx.channels.list(),
    decks: (await workspaceDecks(work)).all(),
  }));
  const nameOf = channelNames(found.channels);
  return c.html(
    studioPage(
      framed(c, { title: words.schedules(), section: 'schedules', note }),
      <>
        {found.schedules.length === 0 ? (
          <p>{words.noSchedules()}</p>
        ) : (
          <ul class="rows">
            {found.schedules.map((schedule) => (
              <ScheduleRow
                c={c}
                schedule={schedule}
                channel={nameOf(schedule.channel)}
                refused={refused}
              />
            ))}
          </ul>
        )}
        <ScheduleForms
          words={words}
          channels={found.channels}
          decks={found.decks}
          refused={refused}
        />
        {found.schedules.length === 0 ? null : (
          <section>
            <h2>{words.calendar()}</h2>
            <p class="hint">{words.calendarZone()}</p>
            <div hx-get={`${LIST}/calendar`} hx-trigger="load" hx-swap="outerHTML"></div>
          </section>
        )}
      </>,
    ),
    isRefusal(c, note) ? 422 : 200,
  );
}

async function showCalendar(c: Context<StudioEnv>) {
  const { words, request } = c.var;
  const { dates, nameOf } = await transact(request, async (work) => {
    const channels = new Set((await work.tx.schedules.list()).map(({ channel }) => channel));
    const all: Forecast[] = [];
    for (const channel of channels) all.push(...(await forecast(work, channel)));
    const dates = all.toSorted((a, b) => a.at - b.at);
    return { dates, nameOf: channelNames(await work.tx.channels.list()) };
  });
  return c.html(
    <ol class="rows calendar">
      {dates.map(({ schedule, slot, day, at, isSkipped, isPlanned, next }) => {
        const path = `${LIST}/${schedule.id}`;
        const stem = next === null ? '' : plain(next.question.ask);
        return (
          <li id={placeOf(schedule.id, slot)} class={isSkipped ? 'retired' : undefined}>
            <p class="facts">
              <time datetime={new Date(at).toISOString()} data-show="datetime">
                {slot.replace('T', ' ')}
              </time>
              <span>{nameOf(schedule.channel)}</span>
              {next === null ? null : <span>{next.deck.title}</span>}
              {isPlanned ? <span class="flag">{words.planned()}</span> : null}
              {isSkipped ? <span class="flag">{words.skipped()}</span> : null}
            </p>
            {stem === '' ? null : <p class="name">{stem}</p>}
            <div class="tools">
              {next === null ? null : (
                <a
                  class="button"
                  href={`${path}/slots/${slot}`}
                  aria-label={`${words.swap()}: ${dayName(day, words.locale)}`}
                >
                  {words.swap()}
                </a>
              )}
              {isPlanned ? (
                <PostButton
                  action={`${path}/slots/${slot}/unswap`}
                  label={words.unswap()}
                  title={`${words.unswap()}: ${dayName(day, words.locale)}`}
                />
              ) : null}
              <PostButton
                action={`${path}/${isSkipped ? 'unskip' : 'skip'}#${placeOf(schedule.id, slot)}`}
                label={isSkipped ? words.undrop() : words.drop()}
                title={`${isSkipped ? words.undrop() : words.drop()}: ${dayName(day, words.locale)}`}
                fields={{ day }}
              />
            </div>
          </li>
        );
      })}
    </ol>,
  );
}

async function addSchedule(parts: StudioParts, c: Context<StudioEnv>) {
  const { words, request } = c.var;
  const body = await bodyOf(c);
  const value = (name: string): string => (body.get(name) ?? '').trim();
  const kind = body.get('kind') === 'weekly' ? 'weekly' : 'daily';
  const common = { time: value('time'), zone: value('zone'), another: value('another') };
  const values =
    kind === 'weekly'
      ? { ...common, day: value('day') }
      : {
          ...common,
          days: value('days'),
          decks: body.getAll('decks').join(' '),
          closes: value('closes'),
        };
  const channel = value('channel');
  if ((await transact(request, ({ tx }) => tx.channels.channel(channel))) === null)
    return showSchedules(c, { sentence: words.noChannels(), isBad: true });
  const before = await transact(request, ({ tx }) => tx.schedules.list());
  const said = await runCommand(parts, c, channel, { name: `schedule ${kind}`, values });
  const after = await transact(request, ({ tx }) => tx.schedules.list());
  const known = new Set(before.map(({ id }) => id));
  if (after.some(({ id }) => !known.has(id))) return leadTo(c, LIST, said);
  const hasTwin = after.some((one) => one.kind === kind && one.channel === channel);
  return showSchedules(c, { ...said, isBad: true }, { form: `new ${kind}`, body, hasTwin });
}

async function changeSchedule(parts: StudioParts, c: Context<StudioEnv>) {
  const { words, request } = c.var;
  const change = c.req.param('change') ?? '';
  const schedule = await transact(request, ({ tx }) => tx.schedules.get(c.req.param('id') ?? ''));
  if (schedule === null || !CHANGES.has(change))
    return refused(c, words, { status: 404, sentence: words.notFound() });
  const body = await bodyOf(c);
  const value = (name: string): string => (body.get(name) ?? '').trim();
  const values: Readonly<Record<string, string>> =
    change === 'change'
      ? {
          time: value('time'),
          zone: value('zone'),
          days: value('days'),
          closes: value('closes'),
          open: schedule.closes !== null && value('closes') === '' ? 'open' : '',
        }
      : { from: change.endsWith('skip') ? value('day') : '' };
  const note = await runCommand(parts, c, schedule.channel, {
    name: `schedule ${change}`,
    values: { id: schedule.id, ...values },
  });
  if (!note.isBad) return leadTo(c, LIST, note);
  const refusal = { form: schedule.id, body, hasTwin: false };
  return showSchedules(c, note, change === 'change' ? refusal : null);
}

/** The date of the address as the calendar has it; null if it is not there. */
async function dateOf(c: Context<StudioEnv>): Promise<Forecast | null> {
  const [id, slot] = [c.req.param('id') ?? '', c.req.param('slot') ?? ''];
  return transact(c.var.request, async (work) => {
    const schedule = await work.tx.schedules.get(id);
    if (schedule === null) return null;
    const dates = await forecast(work, schedule.channel);
    return dates.find((date) => date.schedule.id === id && date.slot === slot) ?? null;
  });
}

async function showChoices(c: Context<StudioEnv>) {
  const { words } = c.var;
  const date = await dateOf(c);
  if (date === null) return refused(c, words, { status: 404, sentence: words.notFound() });
  return c.html(
    studioPage(
      framed(c, {
        title: words.swapOn({ day: dayName(date.day, words.locale) }),
        section: 'schedules',
      }),
      <>
        <div class="actions">
          <a class="button" href={`${LIST}#${placeOf(date.schedule.id, date.slot)}`}>
            {words.backToSchedules()}
          </a>
        </div>
        {date.next === null ? null : <p>{plain(date.next.question.ask)}</p>}
        <h2>{words.swapFor()}</h2>
        <ol class="rows">
          {date.choices.map(({ deck, question }) => (
            <li>
              <p class="name">{plain(question.ask)}</p>
              <div class="tools">
                <span class="hint">{deck.title}</span>
                <PostButton
                  action={`${LIST}/${date.schedule.id}/slots/${date.slot}`}
                  label={words.swapFor()}
                  title={`${words.swapFor()}: ${plain(question.ask)}`}
                  fields={{ deck: deck.id, question: question.id }}
                />
              </div>
            </li>
          ))}
        </ol>
      </>,
    ),
  );
}

async function swap(c: Context<StudioEnv>) {
  const { words, request, visitor } = c.var;
  const date = await dateOf(c);
  const body = await bodyOf(c);
  const chosen = date?.choices.find(
    ({ deck, question }) => deck.id === body.get('deck') && question.id === body.get('question'),
  );
  if (date === null || chosen === undefined)
    return refused(c, words, { status: 404, sentence: words.notFound() });
  await transact(request, (work) => planQuestion(work, date, chosen, visitor.member));
  const place = placeOf(date.schedule.id, date.slot);
  return leadTo(c, `${LIST}#${place}`, good(words.swapped()));
}

/** The schedule chooses the question of the date again. */
async function unswap(c: Context<StudioEnv>) {
  const { words, request, visitor } = c.var;
  const date = await dateOf(c);
  if (date === null) return refused(c, words, { status: 404, sentence: words.notFound() });
  await transact(request, (work) => unplanQuestion(work, date, visitor.member));
  return leadTo(c, `${LIST}#${placeOf(date.schedule.id, date.slot)}`, good(words.unswapped()));
}

/** Where a date stands in the calendar's page. */
function placeOf(schedule: string, slot: string): string {
  return `${schedule}-${slot}`;
}
