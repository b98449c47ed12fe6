import { encodedLength, LONGEST_CODE } from '../../domain/action.ts';
import type { Button, Card } from '../../domain/card.ts';
import { plainSpans, text, type Span, type Spans } from '../../domain/text.ts';
import type { Words } from '../../i18n/index.ts';

/** A sentence as a card, with buttons if something can be done about it. */
export function notice(sentence: string, buttons: readonly Button[] = []): Card {
  return sentenceAbove(buttons, sentence, []);
}

/** A sentence about a channel, for a reader who is elsewhere. */
export function channelNotice(
  channel: Span,
  sentence: string,
  buttons: readonly Button[] = [],
): Card {
  return sentenceAbove(buttons, sentence, [channel, ': ']);
}

/** The same for a sentence that names a channel or a time within it. */
export function spansNotice(spans: Spans, buttons: readonly Button[] = []): Card {
  return { ...sentenceAbove(buttons, '', spans), gist: plainSpans(spans) };
}

function sentenceAbove(buttons: readonly Button[], sentence: string, lead: Spans): Card {
  return {
    gist: sentence,
    blocks: [
      { kind: 'text', text: text(...lead, ...(sentence === '' ? [] : [sentence])), tone: 'normal' },
      ...(buttons.length > 0 ? [{ kind: 'buttons', buttons } as const] : []),
    ],
  };
}

export function runs(label: string, line: string, weight: Button['weight'] = 'normal'): Button {
  return { label, does: { kind: 'run', line }, weight };
}

/** Whether a button's code has room for the line. Long ids make it too long; the line can still be typed. */
export function hasRoom(line: string): boolean {
  return encodedLength({ kind: 'run', line }) <= LONGEST_CODE;
}

/** The polite answer to an old, foreign or made-up button. */
export function outdatedButtonCard(words: Words): Card {
  return notice(words.gone());
}
