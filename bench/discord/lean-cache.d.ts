import type { CacheFactory } from 'discord.js';

export const leanCache: CacheFactory;
