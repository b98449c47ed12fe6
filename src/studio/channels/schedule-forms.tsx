import type { FC } from 'hono/jsx';
import { DAY_NAMES, typedDays } from '../../domain/typed-days.ts';
import type { Deck } from '../../domain/deck.ts';
import type { Schedule } from '../../domain/schedule.ts';
import { weekdayName } from '../../i18n/dates.ts';
import type { StudioWords } from '../../i18n/studio.ts';
import type { KnownChannel } from '../../ports/store.ts';
import { channelSaid } from '../view/channel-names.ts';
import { LineField, SelectField } from '../view/fields.tsx';

const NEW_SCHEDULE = '/studio/schedules';

/** What was written into a form that was refused. */
export interface Refused {
  /** `new daily` or `new weekly`, else the id of the schedule that was to be changed. */
  readonly form: string;
  readonly body: URLSearchParams;
  /** Whether the channel has such a schedule already, so that another one must be wanted. */
  readonly hasTwin: boolean;
}

interface FormsView {
  readonly words: StudioWords;
  readonly channels: readonly KnownChannel[];
  readonly decks: readonly Deck[];
  /** Null if nothing was refused. */
  readonly refused: Refused | null;
}

/** The refused entries of a new schedule of this kind. */
interface NewView extends FormsView {
  readonly kind: 'daily' | 'weekly';
  readonly entries: Refused | null;
}

/** Forms for a new daily question and a new weekly leaderboard. */
export const ScheduleForms: FC<FormsView> = (view) => {
  if (view.channels.length === 0) return null;
  const newView = (kind: NewView['kind']): NewView => ({
    ...view,
    kind,
    entries: view.refused?.form === `new ${kind}` ? view.refused : null,
  });
  return (
    <>
      <NewDaily view={newView('daily')} />
      <NewWeekly view={newView('weekly')} />
    </>
  );
};

const NewDaily: FC<{ view: NewView }> = ({ view }) => {
  const { words, decks, entries } = view;
  const chosen = new Set(entries?.body.getAll('decks') ?? []);
  return (
    <details open={entries !== null}>
      <summary>{words.addDaily()}</summary>
      <form method="post" action={NEW_SCHEDULE} class="narrow">
        <CommonFields view={view} />
        <LineField
          name="days"
          label={`${words.days()} (${words.optional()})`}
          value={entries?.body.get('days') ?? words.usualDays()}
          longest={60}
        />
        <LineField
          name="closes"
          label={`${words.closes()} (${words.optional()})`}
          value={entries?.body.get('closes') ?? ''}
          longest={20}
        />
        <fieldset>
          <legend>{words.scheduleDecks()}</legend>
          {decks.map(({ id, title }) => (
            <p class="check">
              <input
                type="checkbox"
                id={`deck-${id}`}
                name="decks"
                value={id}
                checked={chosen.has(id)}
              />
              <label for={`deck-${id}`}>{title}</label>
            </p>
          ))}
        </fieldset>
        <Another view={view} />
        <button type="submit">{words.set()}</button>
      </form>
    </details>
  );
};

const NewWeekly: FC<{ view: NewView }> = ({ view }) => {
  const { words, entries } = view;
  const days = DAY_NAMES.map((value, index) => ({
    value,
    label: weekdayName(index + 1, words.locale),
  }));
  return (
    <details open={entries !== null}>
      <summary>{words.addWeekly()}</summary>
      <form method="post" action={NEW_SCHEDULE} class="narrow">
        <CommonFields view={view} />
        <SelectField
          name="day"
          label={words.day()}
          value={entries?.body.get('day') ?? 'mon'}
          options={days}
        />
        <Another view={view} />
        <button type="submit">{words.set()}</button>
      </form>
    </details>
  );
};

/** Asks whether a second schedule of the kind is wanted, where there is a first one. */
const Another: FC<{ view: NewView }> = ({ view: { words, kind, entries } }) =>
  entries?.hasTwin === true ? (
    <p class="check">
      <input type="checkbox" id={`new-${kind}-another`} name="another" value="another" />
      <label for={`new-${kind}-another`}>{words.addAnother()}</label>
    </p>
  ) : null;

const CommonFields: FC<{ view: NewView }> = ({ view: { words, channels, kind, entries } }) => {
  const id = (field: string): string => `new-${kind}-${field}`;
  const chosen = entries?.body.get('channel') ?? '';
  return (
    <>
      <input type="hidden" name="kind" value={kind} />
      <div class="field">
        <label for={id('channel')}>{words.channel()}</label>
        <select id={id('channel')} name="channel">
          {channels.map((channel) => (
            <option value={channel.id} selected={channel.id === chosen}>
              {channelSaid(channel)}
            </option>
          ))}
        </select>
      </div>
      <LineField
        name={id('time')}
        field="time"
        label={words.time()}
        value={entries?.body.get('time') ?? '09:00'}
        required
        longest={20}
      />
      <div class="field">
        <label for={id('zone')}>{words.zone()}</label>
        <input
          type="text"
          id={id('zone')}
          name="zone"
          value={entries?.body.get('zone') ?? channels[0]?.zone ?? ''}
          maxlength={64}
          data-zone={entries === null ? 'own' : undefined}
        />
      </div>
    </>
  );
};

/** The form that changes a schedule's time, zone, days and closing time; without that it closes with the next question. */
export const ChangeForm: FC<{
  words: StudioWords;
  schedule: Schedule;
  refused: Refused | null;
}> = ({ words, schedule, refused }) => {
  const { id, time, zone, days, closes, kind } = schedule;
  const entries = refused?.form === id ? refused.body : null;
  const field = (name: string, label: string, value: string) => (
    <LineField
      name={`${id}-${name}`}
      field={name}
      label={label}
      value={entries?.get(name) ?? value}
      longest={64}
    />
  );
  return (
    <details open={entries !== null}>
      <summary>{words.change()}</summary>
      <form method="post" action={`/studio/schedules/${id}/change`}>
        <div class="pair">
          {field('time', words.time(), time)}
          {field('zone', words.zone(), zone)}
          {field('days', words.days(), typedDays(days, words.language))}
          {kind === 'daily'
            ? field('closes', `${words.closes()} (${words.optional()})`, closes ?? '')
            : null}
        </div>
        <button type="submit" aria-label={`${words.set()}: ${id}`}>
          {words.set()}
        </button>
      </form>
    </details>
  );
};
