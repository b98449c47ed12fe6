import type { Card } from '../../src/domain/card.ts';
import { PostError } from '../../src/ports/errors.ts';
import type { Place } from '../../src/ports/identity.ts';
import { Stage } from './stage.ts';

/** A platform on which some members take no private messages, and some channels no posts. */
export class ClosedStage extends Stage {
  readonly closedFor = new Set<string>();
  /** Private messages that were refused. */
  readonly refused: { readonly member: string; readonly card: Card }[] = [];
  readonly closedChannels = new Set<string>();

  override async tell(place: Place, member: string, card: Card): Promise<void> {
    if (this.closedFor.has(member)) {
      this.refused.push({ member, card });
      throw refusal('50007');
    }
    await super.tell(place, member, card);
  }

  override async post(...post: Parameters<Stage['post']>): Promise<string> {
    if (this.closedChannels.has(post[0].channel)) throw refusal('not_in_channel');
    return super.post(...post);
  }
}

function refusal(code: string): PostError {
  const advice = { en: 'Invite me first.', de: 'Lade mich zuerst ein.' };
  return new PostError({ failure: 'refused', code, advice });
}
