import { PostError } from '../../src/ports/errors.ts';
import { ClosedStage } from './closed-stage.ts';

/** A platform that nothing reaches while it is away. */
export class AwayStage extends ClosedStage {
  away = false;

  override async tell(...told: Parameters<ClosedStage['tell']>): Promise<void> {
    if (this.away) throw unreachable();
    await super.tell(...told);
  }

  override async post(...post: Parameters<ClosedStage['post']>): Promise<string> {
    if (this.away) throw unreachable();
    return super.post(...post);
  }

  override async edit(...edit: Parameters<ClosedStage['edit']>): Promise<void> {
    if (this.away) throw unreachable();
    await super.edit(...edit);
  }
}

function unreachable(): PostError {
  const advice = { en: 'It cannot be reached.', de: 'Er ist nicht zu erreichen.' };
  return new PostError({ failure: 'not-sent', code: 'down', advice });
}
