/** Stands before the number of a repeated code: a custom_id must be unique in its message. */
const REPEAT = '|';
/** Stands before the server's id behind the codes of a direct message. */
const GUILD = '@';

export type EncodeCustomId = (code: string) => string;

/**
 * Makes the custom_ids of one message.
 * @param guild set for direct messages, where the envelope of a press does not name the server; null otherwise
 */
export function customIdEncoder(guild: string | null): EncodeCustomId {
  const used = new Map<string, number>();
  const suffix = guild === null ? '' : `${GUILD}${guild}`;
  return (code) => {
    const times = used.get(code) ?? 0;
    used.set(code, times + 1);
    return `${code}${times === 0 ? '' : `${REPEAT}${times}`}${suffix}`;
  };
}

/** The code as it was rendered, and the server of a direct message. */
export function decodeCustomId(customId: string): {
  readonly code: string;
  readonly guild: string | null;
} {
  const guild = /@(\d{1,22})$/.exec(customId)?.[1] ?? null;
  const bare = guild === null ? customId : customId.slice(0, -(GUILD.length + guild.length));
  const cut = bare.lastIndexOf(REPEAT);
  const repeated = cut !== -1 && /^\d{1,2}$/.test(bare.slice(cut + 1));
  return { code: repeated ? bare.slice(0, cut) : bare, guild };
}
