import { sql } from 'kysely';

/** The database's clock, in epoch milliseconds. */
export const DATABASE_NOW = sql<number>`cast(extract(epoch from clock_timestamp()) * 1000 as bigint)`;
