/**
 * Stops parts one after another. What cannot be stopped keeps none of the others from stopping.
 * @throws the first failure, after all have been tried
 */
export async function stopAll(parts: readonly (() => Promise<void> | void)[]): Promise<void> {
  const failures: unknown[] = [];
  for (const stop of parts) {
    try {
      await stop();
    } catch (error) {
      failures.push(error);
    }
  }
  if (failures.length > 0) throw failures[0];
}
