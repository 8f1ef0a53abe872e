import { setTimeout as waitFor } from 'node:timers/promises'
import { TransactionCanceledException } from '@aws-sdk/client-dynamodb'
import { platformProblems } from '../../../web/api/problems/platform-problems.ts'
import { ProblemError } from '../core/problem-error.ts'

/*
 * The one place where a request to DynamoDB is repeated: it was throttled, met another write in flight, or its reply was
 * lost. A condition that did not hold is an answer and is never repeated here: whoever asked reads afresh and decides again
 * (retry-on-conflict.ts).
 *
 * A write whose reply was lost may have been made. A transaction of ours is unrepeatable by its own conditions, so its second
 * try is refused, and `writeTransaction` finds out whether that was our own first one. A single write with a condition is
 * refused likewise: its store reads what stands, or knows its own mark. The count of a site's daily texts alone has neither:
 * a lost reply counts a text that was not sent, which is the safe side.
 */

/** From the first try of a request to the start of its last, in milliseconds: with that one's 2 s, less than a function's 10 s. */
const MAX_MILLISECONDS = 5_000
const FIRST_PAUSE_MILLISECONDS = 25
const MAX_PAUSE_MILLISECONDS = 800

const THROTTLED = new Set([
  'ProvisionedThroughputExceededException',
  'ThrottlingException',
  'RequestLimitExceeded',
])
/** Another write of the same item, or the same transaction, has not ended yet. */
const IN_FLIGHT = new Set(['TransactionConflictException', 'TransactionInProgressException'])
/** Why a single write of a transaction was cancelled that may go through a moment later. */
const PASSING_REASONS = new Set(['TransactionConflict', 'ThrottlingError', 'ProvisionedThroughputExceeded'])
const LOST_CONNECTION = new Set(['ECONNRESET', 'ECONNREFUSED', 'EPIPE', 'ETIMEDOUT', 'EAI_AGAIN'])

export type RetryTools = {
  readonly wait: (milliseconds: number) => Promise<unknown>
  /** From 0 to below 1. */
  readonly random: () => number
  /** Milliseconds of a clock that nobody sets. */
  readonly now: () => number
}

const realTools: RetryTools = {
  wait: (milliseconds) => waitFor(milliseconds),
  random: Math.random,
  now: () => performance.now(),
}

/**
 * Sends a request, and again while the failure is a passing one. Pauses double, and each is drawn at random from its whole
 * length (full jitter), so that those who met part.
 *
 * @param send one try
 * @throws ProblemError `busy`, with the last failure as its cause, when 5 s did not suffice
 * @throws unknown what `send` threw, when it would fail again; `countTries` tells how often it was sent
 */
export async function retryRequest<Reply>(
  send: () => Promise<Reply>,
  { wait, random, now }: RetryTools = realTools,
): Promise<Reply> {
  const startedAt = now()
  for (let tries = 1; ; tries += 1) {
    try {
      return await send()
    } catch (error) {
      recordTries(error, tries)
      if (!isPassing(error)) throw error
      const pause = random() * Math.min(MAX_PAUSE_MILLISECONDS, FIRST_PAUSE_MILLISECONDS * 2 ** (tries - 1))
      if (now() - startedAt + pause > MAX_MILLISECONDS)
        throw new ProblemError(platformProblems.busy, [], { cause: error })
      await wait(pause)
    }
  }
}

/** How often the request was sent that ended in this error. More than once: an earlier try may have been written. */
export function countTries(error: {
  readonly $metadata: { readonly attempts?: number | undefined }
}): number {
  return error.$metadata.attempts ?? 1
}

/** In the field in which the SDK's own retry leaves it. */
function recordTries(error: unknown, tries: number): void {
  if (hasMetadata(error)) error.$metadata.attempts = tries
}

function isPassing(error: unknown): boolean {
  if (error instanceof TransactionCanceledException) return isPassingCancellation(error)
  if (!(error instanceof Error)) return false
  if (THROTTLED.has(error.name) || IN_FLIGHT.has(error.name) || error.name === 'TimeoutError') return true
  if ('code' in error && LOST_CONNECTION.has(String(error.code))) return true
  return hasMetadata(error) && (error.$metadata.httpStatusCode ?? 0) >= 500
}

function isPassingCancellation({ CancellationReasons = [] }: TransactionCanceledException): boolean {
  const codes = CancellationReasons.flatMap(({ Code }) => (Code === undefined || Code === 'None' ? [] : Code))
  return codes.length > 0 && codes.every((code) => PASSING_REASONS.has(code))
}

function hasMetadata(
  error: unknown,
): error is { readonly $metadata: { httpStatusCode?: number; attempts?: number } } {
  return error instanceof Error && '$metadata' in error && typeof error.$metadata === 'object'
}
