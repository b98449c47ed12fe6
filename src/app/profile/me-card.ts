import type { Block, Card } from '../../domain/card.ts';
import type { OwnStanding } from '../../domain/standings.ts';
import type { TagShare } from '../../domain/tag-shares.ts';
import { bold, list, text } from '../../domain/text.ts';
import type { Words } from '../../i18n/index.ts';
import { runs } from '../shared/notice-card.ts';
import { standingSaid } from '../leaderboard/standing-line.ts';

interface Share {
  readonly right: number;
  readonly of: number;
}

export interface Me {
  readonly name: string;
  readonly week: OwnStanding | null;
  readonly all: OwnStanding | null;
  readonly streak: number;
  readonly first: Share;
  readonly later: Share;
  /** The strongest and the weakest, strongest first. */
  readonly tags: readonly TagShare[];
  readonly decks: readonly {
    readonly title: string;
    readonly done: number;
    readonly all: number;
  }[];
  readonly due: number;
  /** Stems of confident but wrong answers at the last attempt. */
  readonly sureWrong: readonly string[];
  /** Number of suspended questions. */
  readonly putAway: number;
}

/** A member's own figures, for that member alone. */
export function meCard(words: Words, me: Me): Card {
  const points = words.mePoints({ week: me.week?.own.points ?? 0, all: me.all?.own.points ?? 0 });
  const lines = [points];
  if (me.week !== null) lines.push(standingSaid(words, me.week));
  if (me.streak > 0) lines.push(words.streakOf({ days: me.streak }));
  const later = me.later.of === 0 ? null : words.percent(me.later);
  const blocks: Block[] = [
    { kind: 'heading', text: words.meHeading() },
    { kind: 'text', text: text(lines.join(' · ')), tone: 'normal' },
  ];
  if (me.first.of > 0) {
    const attempts = words.meSights({ first: words.percent(me.first), later });
    blocks.push({ kind: 'text', text: text(attempts), tone: 'normal' });
  }
  if (me.tags.length > 0) blocks.push(...tagBlocks(words, me));
  if (me.sureWrong.length > 0) {
    blocks.push({
      kind: 'text',
      text: [...text(bold(words.meSureWrong())), ...list(me.sureWrong.map((stem) => [stem]))],
      tone: 'normal',
    });
  }
  const due = words.meDue({ count: me.due });
  const waiting = me.putAway === 0 ? due : `${due} ${words.mePutAway({ count: me.putAway })}`;
  const begun = me.decks.filter(({ done }) => done > 0);
  if (begun.length > 0) {
    const seen = list(begun.map((deck) => [words.meDeck(deck)]));
    blocks.push({
      kind: 'text',
      text: [...text(bold(words.decksHeading())), ...seen],
      tone: 'normal',
    });
  }
  blocks.push(
    { kind: 'text', text: text(waiting), tone: 'normal' },
    {
      kind: 'buttons',
      buttons: [
        ...(me.due > 0 ? [runs(words.buttonReview(), 'review', 'primary')] : []),
        runs(words.buttonPractise(), 'practice'),
        ...(me.putAway > 0 ? [runs(words.buttonRestore(), 'review restore')] : []),
      ],
    },
  );
  return { gist: points, blocks };
}

function tagBlocks(words: Words, me: Me): readonly Block[] {
  const bars = me.tags.map(({ tag, right, answered }) => ({ label: tag, right, answered }));
  return [
    {
      kind: 'picture',
      picture: { chart: 'me', title: me.name, subtitle: words.meTags(), bars },
      alt: words.meAlt({
        parts: bars.map(
          (bar) => `${bar.label} ${words.percent({ right: bar.right, of: bar.answered })}`,
        ),
      }),
    },
  ];
}
