/** A long computation that stops after each small piece, so that its caller can let others run. */
export type Steps<Result> = Generator<void, Result>;
