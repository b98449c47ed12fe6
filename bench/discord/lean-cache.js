import { Options } from 'discord.js';

const none = { maxSize: 0 };

/** The caches of a discord.js client that is as lean as its documented options make it. */
export const leanCache = Options.cacheWithLimits({
  ...Options.DefaultMakeCacheSettings,
  MessageManager: none,
  GuildMemberManager: none,
  UserManager: none,
  ThreadManager: none,
  ThreadMemberManager: none,
  PresenceManager: none,
  ReactionManager: none,
  GuildEmojiManager: none,
  GuildStickerManager: none,
  VoiceStateManager: none,
});
