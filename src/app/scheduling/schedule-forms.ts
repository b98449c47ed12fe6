import type { Action } from '../../domain/action.ts';
import { MOST_CHANNELS } from '../../domain/command-arguments.ts';
import type { Deck } from '../../domain/deck.ts';
import type { Words } from '../../i18n/index.ts';
import type { Field, Form } from '../../domain/form.ts';

/** What a form's button is about when it stands where no channel is meant, as on a home page. */
export const ASKS_WHERE = 'where';

/** Discord's select holds 25. */
const MOST_OPTIONS = 25;

type FormAction = Extract<Action, { kind: 'form' }>;

/** The same arguments as `/quiz schedule daily`, as a form. */
export function dailyForm(
  words: Words,
  does: FormAction,
  zone: string,
  decks: readonly Deck[],
): Form {
  const fields: Field[] = [
    ...whereFields(words, does),
    timeField(words),
    zoneField(words, zone),
    {
      name: 'days',
      label: words.fieldDays(),
      hint: null,
      required: true,
      input: {
        kind: 'one',
        value: 'weekdays',
        options: [
          { value: 'weekdays', label: words.daysWeekdays() },
          { value: 'daily', label: words.daysEvery() },
          ...dayOptions(words),
        ],
      },
    },
    {
      name: 'closes',
      label: words.fieldCloses(),
      hint: words.fieldClosesHint(),
      required: false,
      input: { kind: 'line', value: '', longest: 5 },
    },
  ];
  if (decks.length > 0) {
    fields.push({
      name: 'decks',
      label: words.fieldDecks(),
      hint: words.fieldDecksHint(),
      required: false,
      input: {
        kind: 'several',
        values: [],
        options: decks
          .slice(0, MOST_OPTIONS)
          .map((deck) => ({ value: deck.id, label: deck.title })),
      },
    });
  }
  return {
    title: words.formDailyTitle(),
    submit: words.formSet(),
    cancel: words.formCancel(),
    does,
    fields,
  };
}

export function weeklyForm(words: Words, does: FormAction, zone: string): Form {
  return {
    title: words.formWeeklyTitle(),
    submit: words.formSet(),
    cancel: words.formCancel(),
    does,
    fields: [
      ...whereFields(words, does),
      {
        name: 'day',
        label: words.fieldDay(),
        hint: null,
        required: true,
        input: { kind: 'one', value: 'mon', options: dayOptions(words) },
      },
      timeField(words),
      zoneField(words, zone),
      {
        name: 'scope',
        label: words.fieldScope(),
        hint: null,
        required: true,
        input: {
          kind: 'one',
          value: 'channel',
          options: [
            { value: 'channel', label: words.scopeChannel() },
            { value: 'workspace', label: words.scopeWorkspace() },
          ],
        },
      },
    ],
  };
}

function whereFields(words: Words, does: FormAction): readonly Field[] {
  if (does.about !== ASKS_WHERE) return [];
  const hint = words.fieldChannelsHint();
  const input = { kind: 'channels', limit: MOST_CHANNELS } as const;
  return [{ name: 'channels', label: words.fieldChannels(), hint, required: true, input }];
}

function timeField(words: Words): Field {
  return {
    name: 'time',
    label: words.fieldTime(),
    hint: words.fieldTimeHint(),
    required: true,
    input: { kind: 'line', value: '09:00', longest: 5 },
  };
}

function zoneField(words: Words, zone: string): Field {
  return {
    name: 'zone',
    label: words.fieldZone(),
    hint: words.fieldZoneHint(),
    required: false,
    input: { kind: 'line', value: zone, longest: 64 },
  };
}

function dayOptions(words: Words): readonly { readonly value: string; readonly label: string }[] {
  const name = new Intl.DateTimeFormat(words.locale, { weekday: 'long', timeZone: 'UTC' });
  return ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'].map((value, index) => ({
    value,
    // 1 January 2024 was a Monday.
    label: name.format(Date.UTC(2024, 0, index + 1)),
  }));
}
