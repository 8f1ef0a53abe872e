/**
 * Does something to every item, so many at a time.
 *
 * @param hasTimeLeft asked before each: false leaves the rest undone
 * @returns how many were done
 */
export async function runAll<T>(
  items: readonly T[],
  atOnce: number,
  work: (item: T) => Promise<void>,
  hasTimeLeft: () => boolean = () => true,
): Promise<number> {
  const rest = items.values()
  let done = 0
  const lane = async (): Promise<void> => {
    for (const item of rest) {
      await work(item)
      done++
      if (!hasTimeLeft()) return
    }
  }
  await Promise.all(Array.from({ length: atOnce }, lane))
  return done
}
