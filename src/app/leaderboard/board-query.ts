import type { PeriodKind } from '../../domain/standings.ts';
import type { ChannelSettings } from '../../ports/store.ts';

export interface BoardQuery {
  readonly channel: string;
  readonly scope: 'channel' | 'workspace';
  readonly kind: PeriodKind;
  readonly periods: { readonly week: string; readonly month: string };
  readonly settings: ChannelSettings;
  readonly now: number;
  /** The reader; null for a public board. */
  readonly reader: string | null;
}
