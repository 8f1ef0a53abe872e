import type { Direction } from '../../surveys/instrument/vocabulary.ts'
import { compare, fromDecimal, parseRational } from '../../surveys/rational.ts'
import type { ScoreRule, StudyDefinition } from '../../surveys/study/definition.ts'
import { parseDuration } from '../../surveys/study/duration.ts'
import { instantOf } from '../platform/clock.ts'
import { type Battery, type BatteryAnswers, safetySignals } from '../response/response.ts'
import { improvementFrom } from '../score/change.ts'
import { type ScoreSheet, type StoredScore, scoreBattery, scoreName } from '../score/score.ts'
import type { SafetySignal } from './alert.ts'

/** What a participant has answered at a moment, and what of the past the study's rules look at. */
export type Answered = {
  readonly battery: Battery
  readonly timepoint: string
  /** Every answer of the response so far. */
  readonly answers: BatteryAnswers
  /** Those that have just been given: an answer that stood before sets off nothing again. */
  readonly given: BatteryAnswers
  readonly at: string
  /** A submission: scores count as soon as they can be computed. Before it, once all their items are answered. */
  readonly isFinal: boolean
  readonly treatments: readonly { readonly kind: string; readonly givenAt: string }[]
  readonly sheets: readonly ScoreSheet[]
}

/**
 * Every safety rule that what was just answered sets off: the instruments' own on single answers, the study's on scores,
 * worsening and answers after a treatment. Pure.
 */
export function signalsOf(study: StudyDefinition, answered: Answered): readonly SafetySignal[] {
  const { timepoint } = answered
  const ofInstruments = safetySignals(answered.battery, answered.given).map(({ instrument, rule }) => ({
    timepoint,
    instrument,
    rule,
  }))
  const scores = study.safety.rules.length === 0 ? [] : touchedScores(answered)
  const ofStudy = study.safety.rules
    .filter((rule) => fires(rule, answered, scores))
    .map(({ id }) => ({ timepoint, instrument: null, rule: id }))
  return [...ofInstruments, ...ofStudy]
}

/** Whether the study's rules look at what happened before, and so need it to be read. */
export function needsHistory(study: StudyDefinition, given: BatteryAnswers): boolean {
  const instruments = new Set(Object.keys(given).map((key) => key.split('/')[0]))
  return study.safety.rules.some((rule) =>
    rule.op === 'after-treatment'
      ? rule.item in given
      : rule.op === 'worsening' && instruments.has(rule.score.split('/')[0]),
  )
}

type Scored = Extract<StoredScore, { kind: 'scored' }>
type ScoredScale = { readonly score: Scored; readonly direction: Direction }

/** Of the instruments that an answer was just given to. */
function touchedScores({ battery, answers, given, isFinal }: Answered): readonly ScoredScale[] {
  const touched = new Set(Object.keys(given).map((key) => key.split('/')[0]))
  const instruments = battery.instruments.filter(({ definition }) => touched.has(definition.id))
  return scoreBattery({ ...battery, instruments }, answers).flatMap((score): readonly ScoredScale[] => {
    if (score.kind !== 'scored' || (!isFinal && score.itemsMissing.length > 0)) return []
    const scale = instruments
      .find(({ definition }) => scoreName(score).startsWith(`${definition.id}/`))
      ?.definition.scales.find(({ id }) => id === score.scale)
    return scale ? [{ score, direction: scale.direction }] : []
  })
}

function fires(rule: ScoreRule, answered: Answered, scores: readonly ScoredScale[]): boolean {
  if (rule.op === 'after-treatment') return isAfterTreatment(rule, answered)
  const found = scores.find(({ score }) => scoreName(score) === rule.score)
  if (!found) return false
  const exact = parseRational(found.score.exact)
  if (rule.op === 'level')
    return rule.atLeast !== undefined
      ? compare(exact, fromDecimal(rule.atLeast)) >= 0
      : compare(exact, fromDecimal(rule.atMost ?? 0)) <= 0
  const before = scoredBefore(answered, found.score)
  const improved = improvementFrom(before, found.score, found.direction)
  return improved !== null && compare(improved, fromDecimal(-rule.atLeast)) <= 0
}

function isAfterTreatment(
  rule: Extract<ScoreRule, { op: 'after-treatment' }>,
  { given, treatments, at }: Answered,
): boolean {
  const code = given[rule.item]
  if (typeof code !== 'string' || !rule.codes.includes(code)) return false
  const { count: hours } = parseDuration(rule.within)
  return treatments.some(({ kind, givenAt }) => {
    const since = instantOf(givenAt).until(instantOf(at)).total('hours')
    return kind === rule.treatment && since >= 0 && since <= hours
  })
}

/** The same scale, measured by the same version, at the submission before. */
function scoredBefore({ sheets, timepoint }: Answered, score: Scored): Scored | undefined {
  return sheets
    .filter((sheet) => sheet.timepoint !== timepoint)
    .sort((a, b) => (a.answeredAt < b.answeredAt ? 1 : -1))
    .flatMap((sheet) => sheet.scores)
    .find(
      (one): one is Scored =>
        one.kind === 'scored' && one.instrument === score.instrument && one.scale === score.scale,
    )
}
