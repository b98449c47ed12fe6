import type { FC } from 'hono/jsx';
import { Message } from '../adapters/web/render/page.tsx';
import type { Language } from '../domain/language.ts';
import type { WebMessage } from '../ports/web-chat.ts';

/** A message as the local chat draws it. */
export const LocalChatMessage: FC<{ message: WebMessage; language: Language }> = ({
  message,
  language,
}) => (
  <div class="preview-web">
    <Message message={message} language={language} dead={true} />
  </div>
);
