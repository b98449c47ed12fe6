/** What a channel's board shows of open rounds: nothing but the reader's own, or all; `off`: there is no board. */
export type BoardMode = 'after-close' | 'live' | 'off';

export interface ChannelSettings {
  /** IANA zone in which this channel's days and weeks are counted. */
  readonly zone: string;
  readonly language: string;
  readonly board: BoardMode;
}
