import type { Context } from 'hono';
import { scheduleSaid } from '../../app/scheduling/schedule-line.ts';
import type { Schedule } from '../../domain/schedule.ts';
import { capitalised } from '../../domain/text.ts';
import type { StudioEnv } from '../parts.ts';
import { PostButton } from '../view/fields.tsx';
import { ChangeForm, type Refused } from './schedule-forms.tsx';

/** A schedule in the list of all, with what can be done with it. */
export function ScheduleRow({
  c,
  schedule,
  channel,
  refused,
}: {
  readonly c: Context<StudioEnv>;
  readonly schedule: Schedule;
  /** Its name. */
  readonly channel: string;
  readonly refused: Refused | null;
}) {
  const { words, request } = c.var;
  const { id, pausedAt } = schedule;
  const button = (change: string, label: string, look?: string) => (
    <PostButton
      action={`/studio/schedules/${id}/${change}`}
      label={label}
      title={`${label}: ${id}`}
      {...(look === undefined ? {} : { look })}
    />
  );
  return (
    <li>
      <p class="name">
        {capitalised(words.whatSchedule({ what: scheduleSaid(request.words, schedule), channel }))}
      </p>
      <p class="facts">
        <code>{id}</code>
        {pausedAt === null ? null : <span class="flag">{words.paused()}</span>}
      </p>
      <div class="tools">
        {pausedAt === null ? button('pause', words.pause()) : button('resume', words.resume())}
        {button('remove', words.removeSchedule(), 'danger')}
      </div>
      <ChangeForm words={words} schedule={schedule} refused={refused} />
    </li>
  );
}
