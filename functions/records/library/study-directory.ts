import type { StudyDirectory } from '../../../surveys/library/library.ts'

/** The studies that links may lead to. */
export type KeptDirectory = {
  /** As it was read last. */
  read(): Promise<readonly StudyDirectory[]>
  /** As it is now; `undefined` where it was looked at a moment ago. */
  readAnew(): Promise<readonly StudyDirectory[] | undefined>
}

/** Between two readings on account of links that lead nowhere: whoever guesses makes no more of them. */
const MIN_MILLISECONDS = 5_000

/**
 * Kept while the function is warm: a study that was published since is found when the first link to it is opened.
 *
 * @param readTicks milliseconds of a clock that nobody sets
 */
export function keepDirectory(
  list: () => Promise<readonly StudyDirectory[]>,
  readTicks: () => number = () => performance.now(),
): KeptDirectory {
  let kept: Promise<readonly StudyDirectory[]> | undefined
  let readAt = 0
  const readNow = () => {
    const reading = list()
    kept = reading
    readAt = readTicks()
    reading.catch(() => {
      if (kept === reading) kept = undefined
    })
    return reading
  }
  return {
    read: () => kept ?? readNow(),
    readAnew: async () => (readTicks() - readAt < MIN_MILLISECONDS ? undefined : readNow()),
  }
}
