import { type Clock, formatIso, shiftIso } from '../../platform/core/clock.ts'
import type { AssessmentScope } from '../../platform/core/scope.ts'
import type { TextLineStore } from '../../records/text-line/text-line.store.ts'
import { delayByJitter } from '../../rules/texting/text-retry.ts'
import { TRY_EVERY_MS } from './watched-texts.ts'

/** Over how many minutes texts that waited come back. */
const SPREAD_MINUTES = 5

/** When a text that was refused because of the account comes again: with those that wait. */
export function findTryAfterStop(now: string, key: string): string {
  return delayByJitter(shiftIso(now, TRY_EVERY_MS), SPREAD_MINUTES, key)
}

/**
 * Until when a text waits while texts are stopped. One at a time does not: it is the try by which it is known that they go
 * out again.
 *
 * @returns `undefined` where the text may be sent
 */
export async function findEndOfWait(
  { textLine, clock }: { readonly textLine: Pick<TextLineStore, 'find' | 'takeTry'>; readonly clock: Clock },
  { participant, timepoint }: AssessmentScope,
): Promise<string | undefined> {
  const line = await textLine.find()
  if (!line) return undefined
  const now = formatIso(clock.now())
  const key = `${participant}#${timepoint}`
  if (line.tryAt > now) return delayByJitter(line.tryAt, SPREAD_MINUTES, key)
  return (await textLine.takeTry(line, shiftIso(now, TRY_EVERY_MS))) ? undefined : findTryAfterStop(now, key)
}
