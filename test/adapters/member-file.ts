/** A file that a member sent, as a stand-in keeps it. */
export interface MemberFile {
  readonly name: string;
  readonly bytes: Uint8Array<ArrayBuffer>;
  /** What the platform says of its size. */
  readonly size: number;
  /** Where the platform says that it is; null: with the stand-in. */
  readonly url: string | null;
  /** Whether the host states the length before the first byte. */
  readonly statesLength: boolean;
}
