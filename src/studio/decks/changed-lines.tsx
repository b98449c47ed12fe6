import type { FC } from 'hono/jsx';
import { lineChanges, type ChangedLine } from '../../domain/line-changes.ts';
import type { StudioWords } from '../../i18n/studio.ts';

/** What differs between two texts, line by line, under a heading. */
export const ChangedLines: FC<{
  words: StudioWords;
  heading: string;
  before: string;
  after: string;
}> = ({ words, heading, before, after }) => {
  const passages = lineChanges(before, after);
  return (
    <section>
      <h2>{heading}</h2>
      {passages === null ? <p>{words.changesTooMany()}</p> : null}
      {passages?.length === 0 ? <p>{words.changesNone()}</p> : null}
      {passages?.map((lines) => (
        <pre class="code changes" tabindex={0}>
          {lines.map((line) => (
            <Line line={line} />
          ))}
        </pre>
      ))}
    </section>
  );
};

const Line: FC<{ line: ChangedLine }> = ({ line: { text, before, after } }) => {
  if (before === null) return <ins>{`+ ${text}\n`}</ins>;
  if (after === null) return <del>{`− ${text}\n`}</del>;
  return <span>{`  ${text}\n`}</span>;
};
