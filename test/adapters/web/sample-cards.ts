import type { Card } from '../../../src/domain/card.ts';
import { bold, list, text } from '../../../src/domain/text.ts';
import type { Form } from '../../../src/domain/form.ts';

/** Cards as long as real ones: the page is looked at with these. */
const OPTIONS = [
  'Use the implicit flow, so that the access token comes back in the fragment of the redirect and no server of ours has to keep a client secret; then store the token in local storage, with a short lifetime and a strict content security policy around it all.',
  'Use the authorization code flow with PKCE: the app makes a random verifier, sends its SHA-256 challenge along with the request, and proves at the token endpoint that it is the one that began, so that a stolen code is worth nothing to anybody else here.',
  'Use the client credentials flow with a secret that the build puts into the bundle and that we rotate every night, because a secret that changes each day is of no use to somebody who reads it out of yesterday’s bundle and replays it against the endpoint.',
  'Use the resource owner password flow over TLS: the app asks for name and password itself, trades them for a token at once and throws them away, so that nothing is kept in the browser and the identity provider never has to show its own page to anybody.',
];

export function questionCard(answered = 3): Card {
  return {
    gist: 'API security: which OAuth flow for a single-page app?',
    blocks: [
      {
        kind: 'text',
        text: text('API security · question 3 of 24 · Tuesday, 24 November'),
        tone: 'quiet',
      },
      {
        kind: 'text',
        text: text(
          bold(
            'A single-page app without a backend of its own calls our API. Which OAuth flow do you choose, and why?',
          ),
        ),
        tone: 'normal',
      },
      {
        kind: 'text',
        text: text('Precise vocabulary, right terms, real experience'),
        tone: 'quiet',
      },
      {
        kind: 'choices',
        choices: OPTIONS.map((option, place) => ({
          letter: 'ABCD'.charAt(place),
          text: text(option),
          mark: null,
          press: { kind: 'answer', round: 'round-one', option: place },
        })),
      },
      {
        kind: 'buttons',
        buttons: [{ label: 'Tips', does: { kind: 'tips', round: 'round-one' }, weight: 'normal' }],
      },
      {
        kind: 'text',
        text: text(`${answered} answered · closes at 17:00 · your answer is private`),
        tone: 'quiet',
      },
    ],
  };
}

export const explanationCard: Card = {
  gist: 'Not quite: you chose D, the strongest is B',
  blocks: [
    { kind: 'heading', text: 'Not quite: you chose D, the strongest is B' },
    {
      kind: 'text',
      text: text(
        bold('Your choice, D: '),
        'the app sees the password itself, which is what OAuth is there to prevent; no second factor fits in, and OAuth 2.1 has taken this flow out.',
      ),
      tone: 'normal',
    },
    {
      kind: 'text',
      text: text(
        bold('Why B is strongest: '),
        'a code alone is worth nothing without the verifier, which never left the app. ',
        { text: 'code_challenge_method=S256', code: true },
        ' is what makes it so.',
      ),
      tone: 'normal',
    },
    {
      kind: 'text',
      text: [
        ...text(bold('Key points')),
        ...list([
          ['Public clients cannot keep a secret'],
          ['PKCE binds the code to the one who asked'],
          ['Tokens stay out of the address bar'],
        ]),
      ],
      tone: 'normal',
    },
    {
      kind: 'text',
      text: [
        ...text(bold('The others')),
        ...text(bold('A. '), 'The token lands in the history and in every log on the way.'),
        ...text(bold('C. '), 'What is in the bundle is public, whatever the rotation.'),
      ],
      tone: 'quiet',
    },
    {
      kind: 'text',
      text: text('Read more: ', {
        text: 'RFC 9700, OAuth 2.0 Security Best Current Practice',
        link: 'https://www.rfc-editor.org/rfc/rfc9700',
      }),
      tone: 'quiet',
    },
    {
      kind: 'text',
      text: text(bold('+2 points · streak 4 days · 2nd this week, 3 points behind Mira')),
      tone: 'normal',
    },
    {
      kind: 'buttons',
      buttons: [
        { label: 'Leaderboard', does: { kind: 'run', line: 'leaderboard' }, weight: 'primary' },
        { label: 'Practise', does: { kind: 'run', line: 'practice' }, weight: 'normal' },
        {
          label: 'Report a problem',
          does: { kind: 'report', round: 'round-one' },
          weight: 'normal',
        },
      ],
    },
  ],
};

export const boardCard: Card = {
  gist: 'Week of 23 November: Mira leads with 40 points',
  blocks: [
    { kind: 'heading', text: 'Week of 23 November' },
    {
      kind: 'rows',
      label: 'Week of 23 November',
      columns: [
        { title: '#', align: 'right' },
        { title: 'Member', align: 'left' },
        { title: 'Points', align: 'right' },
        { title: 'Right', align: 'right' },
        { title: 'Streak', align: 'right' },
      ],
      rows: [
        ['1', 'Mira', '40', '4 of 4', '12 d'],
        ['2', 'Ada (you)', '37', '3 of 4', '4 d'],
        ['2', 'Joaquín Álvarez', '37', '3 of 4', '4 d'],
        ['4', '山田 花子', '22', '2 of 4', '1 d'],
        ['5', 'مريم', '12', '1 of 3', '1 d'],
      ].map((cells) => ({ cells: cells.map((cell) => [cell]), own: cells[1] === 'Ada (you)' })),
    },
    {
      kind: 'text',
      text: text(
        bold('Hardest this week: '),
        'token lifetimes. Short access tokens, rotated refresh tokens.',
      ),
      tone: 'normal',
    },
    {
      kind: 'buttons',
      buttons: [
        { label: 'This month', does: { kind: 'run', line: 'leaderboard month' }, weight: 'normal' },
        { label: 'All time', does: { kind: 'run', line: 'leaderboard all' }, weight: 'normal' },
      ],
    },
  ],
};

export const closedCard: Card = {
  gist: 'API security: closed',
  blocks: [
    {
      kind: 'text',
      text: text('API security · question 2 of 24 · Monday, 23 November'),
      tone: 'quiet',
    },
    {
      kind: 'text',
      text: text(bold('Which status says that the caller is known but not allowed?')),
      tone: 'normal',
    },
    {
      kind: 'choices',
      choices: [
        {
          letter: 'A',
          text: text('401 Unauthorized'),
          mark: 'chosen',
          said: 'Your choice',
          press: null,
        },
        { letter: 'B', text: text('403 Forbidden'), mark: 'key', said: 'Best choice', press: null },
        { letter: 'C', text: text('404 Not Found'), mark: null, press: null },
      ],
    },
    {
      kind: 'text',
      text: [
        {
          kind: 'code',
          language: 'http',
          code: 'HTTP/1.1 403 Forbidden\ncontent-type: application/problem+json',
        },
      ],
      tone: 'normal',
    },
    { kind: 'text', text: text('Closed · 7 answered'), tone: 'quiet' },
  ],
};

export const dailyForm: Form = {
  title: 'A daily question in this channel',
  submit: 'Set',
  cancel: 'Cancel',
  does: { kind: 'form', form: 'schedule-daily', about: '' },
  fields: [
    {
      name: 'time',
      label: 'Time',
      hint: '24 hours, for example 09:00',
      required: true,
      input: { kind: 'line', value: '09:00', longest: 5 },
    },
    {
      name: 'days',
      label: 'Days',
      hint: null,
      required: true,
      input: {
        kind: 'one',
        value: 'weekdays',
        options: [
          { value: 'weekdays', label: 'Monday to Friday' },
          { value: 'daily', label: 'Every day' },
        ],
      },
    },
    {
      name: 'decks',
      label: 'Decks',
      hint: null,
      required: false,
      input: {
        kind: 'several',
        values: ['api-security'],
        options: [
          { value: 'api-security', label: 'API security' },
          { value: 'postgres', label: 'Postgres in production' },
          { value: 'incidents', label: 'Incidents' },
        ],
      },
    },
  ],
};
