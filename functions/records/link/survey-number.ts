import { createHash } from 'node:crypto'
import type { StudyDirectory } from '../../../surveys/library/library.ts'

/** What a participant's link leads to. */
export type LinkedSurvey = {
  readonly study: string
  readonly site: string
  readonly participant: string
  readonly timepoint: string
  /** Of the survey's links: see `linkGeneration` of a survey. */
  readonly generation: number
}

const LETTERS = 36n ** 8n
/** A survey's links can be ended so often that one is left: then no link can be made any more. */
export const LINK_GENERATIONS = 16
const GENERATIONS = BigInt(LINK_GENERATIONS)
/** Study and site, and timepoint: too few to name one, enough to leave few to be tried. */
const HINTS = 8n
const OCCURRENCES = 1n << 15n
const PAIRS = 1 << 14
const MAX_SECOND = 63

/** Every number of a survey is below it: 2^66.4. */
export const SURVEY_NUMBERS = LETTERS * GENERATIONS * HINTS * HINTS * OCCURRENCES

/**
 * A survey's key as a number: the eight characters of the participant's id, the occurrence of its timepoint and the link's
 * generation whole; study, site and timepoint as hints, since whoever reads the number knows them all and can try.
 *
 * @throws Error for a participant id of another form, and where a timepoint is repeated, or a link was ended, more often
 * than the number can hold
 */
export function computeSurveyNumber({
  study,
  site,
  participant,
  timepoint,
  generation,
}: LinkedSurvey): bigint {
  const letters = participant.slice(site.length + 1)
  if (participant !== `${site}-${letters}` || !/^[0-9a-z]{8}$/.test(letters))
    throw new Error('a participant’s id is not of the form that links can carry')
  // Cut off, it would make a link that opens nothing.
  if (!Number.isInteger(generation) || generation < 0 || generation >= GENERATIONS)
    throw new Error('a survey’s links were ended more often than links can carry')
  const [id = '', ...counters] = timepoint.split('.')
  return [
    { radix: GENERATIONS, digit: BigInt(generation) },
    { radix: HINTS, digit: computeHint(study, site) },
    { radix: HINTS, digit: computeHint(id) },
    { radix: OCCURRENCES, digit: BigInt(computeOccurrence(counters.map(Number))) },
  ].reduce((number, { radix, digit }) => number * radix + digit, BigInt(Number.parseInt(letters, 36)))
}

/** Every survey that a number may be of: few, and whoever made the number knows which. */
export function listSurveysOfNumber(
  number: bigint,
  directory: readonly StudyDirectory[],
): readonly LinkedSurvey[] {
  let rest = number
  const take = (radix: bigint): bigint => {
    const digit = rest % radix
    rest /= radix
    return digit
  }
  const counters = parseOccurrence(Number(take(OCCURRENCES)))
  const timepointHint = take(HINTS)
  const siteHint = take(HINTS)
  const generation = Number(take(GENERATIONS))
  const letters = rest.toString(36).padStart(8, '0')
  return directory.flatMap(({ study, sites, timepoints }) =>
    sites
      .filter((site) => computeHint(study, site) === siteHint)
      .flatMap((site) =>
        timepoints
          .filter((id) => computeHint(id) === timepointHint)
          .map((id) => ({
            ...{ study, site, generation, participant: `${site}-${letters}` },
            timepoint: [id, ...counters].join('.'),
          })),
      ),
  )
}

/** No counter, one, or two: `week-1`, `daily.3`, `day-after.3.2`. */
function computeOccurrence([first, second, ...others]: readonly number[]): number {
  if (first === undefined) return 0
  const number = second === undefined ? first : PAIRS + first * (MAX_SECOND + 1) + second
  const isPossible =
    others.length === 0 &&
    (second === undefined
      ? first > 0 && first < PAIRS
      : first > 0 && second > 0 && second <= MAX_SECOND && number < 2 * PAIRS)
  if (!isPossible) throw new Error('a timepoint is repeated more often than links can carry')
  return number
}

function parseOccurrence(number: number): readonly number[] {
  if (number === 0) return []
  if (number < PAIRS) return [number]
  const pair = number - PAIRS
  return [Math.floor(pair / (MAX_SECOND + 1)), pair % (MAX_SECOND + 1)]
}

const hints = new Map<string, bigint>()

function computeHint(...words: readonly string[]): bigint {
  const text = words.join('#')
  const known = hints.get(text)
  if (known !== undefined) return known
  const hint = BigInt(createHash('sha256').update(text).digest()[0] ?? 0) % HINTS
  hints.set(text, hint)
  return hint
}
