import type { FC } from 'hono/jsx';
import { DAY_NAMES } from '../../domain/typed-days.ts';
import type { Deck } from '../../domain/deck.ts';
import type { Schedule } from '../../domain/schedule.ts';
import { weekdayName } from '../../i18n/dates.ts';
import type { StudioWords } from '../../i18n/studio.ts';
import type { KnownChannel } from '../../ports/store.ts';
import { channelSaid } from '../view/channel-names.ts';
import { LineField, SelectField } from '../view/fields.tsx';

interface FormsView {
  readonly words: StudioWords;
  readonly channels: readonly KnownChannel[];
  readonly decks: readonly Deck[];
}

/** Forms for a new daily question and a new weekly leaderboard. */
export const ScheduleForms: FC<FormsView> = (view) => {
  const { words, channels, decks } = view;
  if (channels.length === 0) return null;
  const days = DAY_NAMES.map((value, index) => ({
    value,
    label: weekdayName(index + 1, words.locale),
  }));
  return (
    <>
      <details>
        <summary>{words.addDaily()}</summary>
        <form method="post" action="/studio/schedules" class="narrow">
          <input type="hidden" name="kind" value="daily" />
          <CommonFields view={view} kind="daily" />
          <LineField
            name="days"
            label={`${words.days()} (${words.optional()})`}
            value={words.usualDays()}
            longest={60}
          />
          <LineField
            name="closes"
            label={`${words.closes()} (${words.optional()})`}
            value=""
            longest={20}
          />
          <fieldset>
            <legend>{words.scheduleDecks()}</legend>
            {decks.map((deck) => (
              <p class="check">
                <input type="checkbox" id={`deck-${deck.id}`} name="decks" value={deck.id} />
                <label for={`deck-${deck.id}`}>{deck.title}</label>
              </p>
            ))}
          </fieldset>
          <button type="submit">{words.set()}</button>
        </form>
      </details>
      <details>
        <summary>{words.addWeekly()}</summary>
        <form method="post" action="/studio/schedules" class="narrow">
          <input type="hidden" name="kind" value="weekly" />
          <CommonFields view={view} kind="weekly" />
          <SelectField name="day" label={words.day()} value="mon" options={days} />
          <button type="submit">{words.set()}</button>
        </form>
      </details>
    </>
  );
};

const CommonFields: FC<{ view: FormsView; kind: string }> = ({
  view: { words, channels },
  kind,
}) => (
  <>
    <div class="field">
      <label for={`${kind}-channel`}>{words.channel()}</label>
      <select id={`${kind}-channel`} name="channel">
        {channels.map((channel) => (
          <option value={channel.id}>{channelSaid(channel)}</option>
        ))}
      </select>
    </div>
    <div class="field">
      <label for={`${kind}-time`}>{words.time()}</label>
      <input type="text" id={`${kind}-time`} name="time" value="09:00" required maxlength={20} />
    </div>
    <div class="field">
      <label for={`${kind}-zone`}>{words.zone()}</label>
      <input
        type="text"
        id={`${kind}-zone`}
        name="zone"
        value={channels[0]?.zone ?? ''}
        maxlength={64}
        data-zone
      />
    </div>
  </>
);

/** The form that changes a schedule's time, zone, days and closing time; an empty field leaves what it is. */
export const ChangeForm: FC<{ words: StudioWords; schedule: Schedule }> = ({ words, schedule }) => {
  const { id, time, zone, days, closes, kind } = schedule;
  const field = (name: string, label: string, value: string) => (
    <LineField name={`${id}-${name}`} field={name} label={label} value={value} longest={64} />
  );
  const written = days.map((day) => DAY_NAMES[day - 1] ?? '').join(',');
  return (
    <details>
      <summary>{words.change()}</summary>
      <form method="post" action={`/studio/schedules/${id}/change`}>
        <div class="pair">
          {field('time', words.time(), time)}
          {field('zone', words.zone(), zone)}
          {field('days', words.days(), written)}
          {kind === 'daily' ? field('closes', words.closes(), closes ?? '') : null}
        </div>
        <button type="submit" aria-label={`${words.change()}: ${id}`}>
          {words.set()}
        </button>
      </form>
    </details>
  );
};
