import type { Measure, Measures } from '../../../surveys/study/measures.ts'
import { parseRational, type Rational, subtract } from '../../../surveys/values/rational.ts'
import type { StoredScore } from '../../../web/api/participants/scale-score.ts'
import type { VerdictReason } from '../../../web/api/schemas/verdict.ts'
import { isSameMetric } from '../../records/score/score-change.ts'
import type { Timeline, TimelinePoint } from '../timeline/timeline.ts'

/** A score as rules use it: exact. */
export type ExactScore = {
  readonly stored: Extract<StoredScore, { kind: 'scored' }>
  readonly value: Rational
}
export type MissingScore = { readonly reason: VerdictReason }

/** Finds one score of a timeline, by the name that a rule gives it, and says why it is not there. */
export type ScoreReader = {
  /** `instrument/scale`. */
  readonly name: string
  readonly measure: Measure | undefined
  readScore(point: TimelinePoint | undefined): ExactScore | MissingScore
  readBaseline(timeline: Pick<Timeline, 'baseline'>): ExactScore | MissingScore
  /** Improvement since baseline in the scale's unit: positive is better. */
  readImprovement(timeline: Timeline, at: number): Improvement | MissingScore
}

/** The same one for the same two scores, so that what a rule makes of it can be remembered. */
export type Improvement = { readonly improvement: Rational; readonly baseline: Rational }

/**
 * @param name `instrument/scale` or a domain
 * @param takesLate whether answers given after they were due count
 */
export function createScoreReader(name: string, measures: Measures, takesLate: boolean): ScoreReader {
  const measure = measures.get(name)
  const [instrument = '', scale = ''] = (measure?.name ?? name).split('/')
  const prefix = `${instrument}@`
  const exact = new Map<string, Rational>()
  const readExact = (text: string): Rational => {
    let value = exact.get(text)
    if (value === undefined) {
      value = parseRational(text)
      exact.set(text, value)
    }
    return value
  }
  const sign = measure?.direction === 'higher-is-worse' ? -1 : 1

  // Scores take few values, and many participants the same two.
  const known = new Map<Rational, Map<Rational, Improvement>>()
  function computeImprovement(from: Rational, to: Rational): Improvement {
    const fromHere = known.get(from) ?? new Map<Rational, Improvement>()
    known.set(from, fromHere)
    let change = fromHere.get(to)
    if (change === undefined) {
      change = { improvement: sign === 1 ? subtract(to, from) : subtract(from, to), baseline: from }
      fromHere.set(to, change)
    }
    return change
  }

  // A battery's scores stand in one order, so that the place where it was found last is the place to look first.
  let place = 0
  const isReadScore = (one: StoredScore | undefined) =>
    one?.scale === scale && one.instrument.startsWith(prefix)
  function findScore(scores: readonly StoredScore[]): StoredScore | undefined {
    if (isReadScore(scores[place])) return scores[place]
    const found = scores.findIndex(isReadScore)
    if (found >= 0) place = found
    return scores[found]
  }

  // Most scores in a row were made with the same version.
  let [ref, alike] = ['', true]
  function isAlike(instrument: string): boolean {
    if (instrument !== ref) [ref, alike] = [instrument, measure?.isAlike(instrument) ?? true]
    return alike
  }

  function readScore(point: TimelinePoint | undefined): ExactScore | MissingScore {
    if (!point) return NOT_YET
    const stored = findScore(point.scores)
    if (!stored) return explainAbsence(point)
    if (point.late && !takesLate) return LATE
    if (!isAlike(stored.instrument)) return VERSIONS
    return stored.kind === 'scored' ? { stored, value: readExact(stored.exact) } : NOT_SCORABLE
  }

  /** What is never asked at a timepoint is not missing there, whether or not the rest was answered. */
  function explainAbsence({ standing, timepoint }: TimelinePoint): MissingScore {
    const isAsked = measure?.isAskedAt(timepoint) ?? false
    if (!isAsked) return NOT_ASKED
    if (standing === 'awaited') return NOT_YET
    if (standing === 'missed') return MISSED
    return standing === 'not-submitted' ? NOT_SUBMITTED : NOT_ASKED
  }

  function readBaseline({ baseline }: Pick<Timeline, 'baseline'>): ExactScore | MissingScore {
    if (baseline?.standing === 'after-treatment') return AFTER_TREATMENT
    // Before treatment a baseline is one however late it was given.
    const score = readScore(baseline?.late ? { ...baseline, late: false } : baseline)
    if (!('reason' in score)) return score
    if (baseline?.standing !== 'answered') return NO_BASELINE
    return score.reason === 'versions-differ' ? VERSIONS : BASELINE_NOT_SCORABLE
  }

  return {
    name: measure?.name ?? name,
    measure,
    readScore,
    readBaseline,
    readImprovement(timeline, place) {
      const followUp = readScore(timeline.followUps[place])
      if ('reason' in followUp) return followUp
      const baseline = readBaseline(timeline)
      if ('reason' in baseline) return baseline
      if (!isSameMetric(baseline.stored, followUp.stored)) return VERSIONS
      if (measure === undefined) return NOT_SCORABLE
      return computeImprovement(baseline.value, followUp.value)
    },
  }
}

const NOT_YET: MissingScore = { reason: 'not-yet-answered' }
const MISSED: MissingScore = { reason: 'missed' }
const NOT_SUBMITTED: MissingScore = { reason: 'not-submitted' }
const LATE: MissingScore = { reason: 'answered-late' }
const NOT_ASKED: MissingScore = { reason: 'not-asked' }
const NOT_SCORABLE: MissingScore = { reason: 'not-scorable' }
const VERSIONS: MissingScore = { reason: 'versions-differ' }
const NO_BASELINE: MissingScore = { reason: 'no-baseline' }
const AFTER_TREATMENT: MissingScore = { reason: 'baseline-after-treatment' }
const BASELINE_NOT_SCORABLE: MissingScore = { reason: 'baseline-not-scorable' }
