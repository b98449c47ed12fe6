import type { Card } from '../../../domain/card.ts';
import { text } from '../../../domain/text.ts';

const SAMPLE = { kind: 'run', line: 'help' } as const;

/** A card with one block of each kind, for Slack to judge. Nobody sees it. */
export const SAMPLE_CARD: Card = {
  gist: 'A sample',
  blocks: [
    { kind: 'heading', text: 'A sample' },
    { kind: 'text', text: text('Normal & <quiet>'), tone: 'normal' },
    { kind: 'text', text: text('Normal & <quiet>'), tone: 'quiet' },
    {
      kind: 'choices',
      choices: [
        { letter: 'A', text: text('One'), mark: null, press: null },
        { letter: 'B', text: text('Two'), mark: null, press: SAMPLE },
      ],
    },
    {
      kind: 'rows',
      label: 'A table',
      columns: [
        { title: 'Name', align: 'left' },
        { title: 'Points', align: 'right' },
      ],
      rows: [{ cells: [['Ada'], ['10']], own: true }],
    },
    {
      kind: 'picture',
      picture: {
        chart: 'board',
        title: 'A board',
        subtitle: '',
        columns: ['Rank', 'Name', 'Points', 'Right'],
        rows: [{ rank: 1, name: 'Ada', points: 10, note: '1 of 1' }],
      },
      alt: 'Ada leads',
    },
    {
      kind: 'picture',
      picture: {
        chart: 'spread',
        title: 'A chart',
        axis: 'Answers',
        bars: [{ letter: 'A', label: 'One', count: 5, key: true }],
      },
      alt: 'A 5',
    },
    { kind: 'line' },
    { kind: 'buttons', buttons: [{ label: 'Help', does: SAMPLE, weight: 'primary' }] },
  ],
};
