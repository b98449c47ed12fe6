import type { Action } from '../../domain/action.ts';
import { MOST_CHANNELS } from '../../domain/command-arguments.ts';
import { DAY_NAMES } from '../../domain/typed-days.ts';
import { weekdayName } from '../../i18n/dates.ts';
import type { Deck } from '../../domain/deck.ts';
import type { Words } from '../../i18n/index.ts';
import type { Field, Form } from '../../domain/form.ts';
import { capitalised } from '../../domain/text.ts';

/** A form opened from a place without a channel, like a home page: it asks for the channels. */
export const ASKS_WHERE = 'where';

/** `12:30 p.m.`, `9 Uhr 30`, with room to spare. */
const LONGEST_TIME = 20;

/** Discord's select holds 25. */
const MOST_OPTIONS = 25;

type FormAction = Extract<Action, { kind: 'form' }>;

/** `/quiz schedule daily` as a form. */
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
          { value: 'weekdays', label: capitalised(words.daysWeekdays()) },
          { value: 'daily', label: capitalised(words.daysEvery()) },
          ...dayOptions(words),
        ],
      },
    },
    {
      name: 'closes',
      label: words.fieldCloses(),
      hint: words.fieldClosesHint(),
      required: false,
      input: { kind: 'line', value: '', longest: LONGEST_TIME },
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
    input: { kind: 'line', value: '09:00', longest: LONGEST_TIME },
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
  return DAY_NAMES.map((value, index) => ({ value, label: weekdayName(index + 1, words.locale) }));
}
