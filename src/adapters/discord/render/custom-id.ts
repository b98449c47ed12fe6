const GUILD_SIGN = '@';

/** Goes behind the codes of a direct message, so that its press can be taken to its workspace. */
export function guildSuffix(guild: string): string {
  return `${GUILD_SIGN}${guild}`;
}

export function guildOf(customId: string): string | null {
  return /@(\d{1,22})$/.exec(customId)?.[1] ?? null;
}

/** The code as it was rendered: without the number of a repeat and the workspace of a direct message. */
export function codeOf(customId: string): string {
  const bare = customId.replace(/@\d{1,22}$/, '');
  const cut = bare.lastIndexOf(REPEAT);
  return cut !== -1 && /^\d{1,2}$/.test(bare.slice(cut + 1)) ? bare.slice(0, cut) : bare;
}

/** A custom_id must be unique in its message: repeats of a code are numbered behind this sign. */
export const REPEAT = '|';

export type Name = (code: string) => string;

export function namer(suffix: string): Name {
  const used = new Map<string, number>();
  return (code) => {
    const times = used.get(code) ?? 0;
    used.set(code, times + 1);
    return `${code}${times === 0 ? '' : `${REPEAT}${times}`}${suffix}`;
  };
}
