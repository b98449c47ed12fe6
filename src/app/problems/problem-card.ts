import { REPORT_REASONS, type Action, type ReportReason } from '../../domain/action.ts';
import type { Block, Button, Card } from '../../domain/card.ts';
import { bold, capitalised, list, text } from '../../domain/text.ts';
import type { Words } from '../../i18n/index.ts';
import { hasRoom, notice, runs } from '../shared/notice-card.ts';
import type { Form } from '../../domain/form.ts';

interface Localized {
  readonly reason: ReportReason;
  readonly note: string;
}

/** A question with its reports. */
export interface Reported {
  readonly deck: string;
  readonly question: string;
  /** Null if its deck is gone. */
  readonly stem: string | null;
  readonly reports: readonly Localized[];
  /** Number of its newest round in the reader's channel; null if it was not asked there. */
  readonly number: number | null;
}

/** The form "What is wrong?". */
export function reportForm(
  words: Words,
  does: Extract<Action, { kind: 'form' }>,
  longestNote: number,
): Form {
  return {
    title: words.buttonReport(),
    submit: words.formSend(),
    cancel: words.formCancel(),
    does,
    fields: [
      {
        name: 'reason',
        label: words.fieldReason(),
        hint: null,
        required: true,
        input: {
          kind: 'one',
          value: 'key',
          options: REPORT_REASONS.map((value) => ({
            value,
            label: capitalised(words.reportReason({ value })),
          })),
        },
      },
      {
        name: 'note',
        label: words.fieldNote(),
        hint: words.fieldNoteHint(),
        required: false,
        input: { kind: 'line', value: '', longest: longestNote },
      },
    ],
  };
}

/** "2 × the key is wrong, 1 × unclear". */
export function reasonsSaid(words: Words, reports: readonly Localized[]): string {
  return REPORT_REASONS.map((value) => ({
    value,
    count: reports.filter(({ reason }) => reason === value).length,
  }))
    .filter(({ count }) => count > 0)
    .sort((a, b) => b.count - a.count)
    .map(({ value, count }) => `${count} × ${words.reportReason({ value })}`)
    .join(', ');
}

/** Reported questions, most reports first, without names. */
export function reportsCard(words: Words, reported: readonly Reported[], of: number): Card {
  if (reported.length === 0) return notice(words.reportsNone());
  const heading = words.reportsHeading();
  return {
    gist: heading,
    blocks: [
      { kind: 'heading', text: heading },
      ...reported.flatMap((one) => oneReported(words, one)),
      ...(of > reported.length
        ? [
            {
              kind: 'text',
              text: text(words.reportsMore({ count: of - reported.length })),
              tone: 'quiet',
            } as const,
          ]
        : []),
    ],
  };
}

function oneReported(words: Words, reported: Reported): readonly Block[] {
  const { deck, question, stem, reports, number } = reported;
  const notes = reports.flatMap(({ note }) => (note === '' ? [] : [[`“${note}”`]]));
  const buttons: Button[] = [];
  const name = `${deck} ${question}`;
  if (stem !== null && hasRoom(`preview ${name}`)) {
    buttons.push(runs(words.buttonLook(), `preview ${name}`));
  }
  if (number !== null) {
    buttons.push(runs(words.buttonTakeOut(), `void ${number}`));
    buttons.push(runs(words.buttonCorrectKey(), `rekey ${number}`));
  }
  if (stem !== null && hasRoom(`question retire ${name}`)) {
    buttons.push(runs(words.buttonRetireQuestion(), `question retire ${name}`));
  }
  if (hasRoom(`problems ${name} done`))
    buttons.push(runs(words.buttonDone(), `problems ${name} done`));
  return [
    {
      kind: 'text',
      text: [
        ...text(bold(`${deck} · ${question}`), ` · ${reasonsSaid(words, reports)}`),
        ...(stem === null ? [] : text(stem)),
        ...(notes.length > 0 ? list(notes.slice(0, 5)) : []),
      ],
      tone: 'normal',
    },
    ...(buttons.length > 0 ? [{ kind: 'buttons', buttons } as const] : []),
  ];
}
