import { findWorstPlace } from '../../../surveys/instrument/safety-codes.ts'
import type { Direction } from '../../../surveys/instrument/vocabulary.ts'
import type { ScoreRule, StudyDefinition } from '../../../surveys/study/definition.ts'
import { parseDuration } from '../../../surveys/study/duration.ts'
import { compare, parseDecimal, parseRational, toNumber } from '../../../surveys/values/rational.ts'
import type { StoredScore } from '../../../web/api/participants/scale-score.ts'
import { HOUR_MS } from '../../platform/core/clock.ts'
import type { SafetySignal, SignalEvidence } from '../../records/alert/alert.ts'
import { type Battery, type BatteryAnswers, listItemSignals } from '../../records/response/response.ts'
import { formatScoreName, type ScoreSheet, scoreBattery } from '../../records/score/score.ts'
import { computeImprovement } from '../../records/score/score-change.ts'

/** What of a participant's past the study's rules look at. */
export type AnswerHistory = {
  readonly treatments: readonly { readonly kind: string; readonly givenAt: string }[]
  readonly sheets: readonly ScoreSheet[]
}

/** What a participant has answered at a moment. */
export type AnsweredBattery = {
  readonly battery: Battery
  readonly timepoint: string
  /** Every answer of the response so far. */
  readonly answers: BatteryAnswers
  /** Those that have just been given: an answer that stood before sets off nothing again. */
  readonly given: BatteryAnswers
  readonly at: string
  /** A submission: scores count as soon as they can be computed. Before it, once all their items are answered. */
  readonly isFinal: boolean
  /** Of all these answers, where they were computed already. */
  readonly scores?: readonly StoredScore[]
}

/**
 * Every safety rule that what was just answered sets off: the instruments' own on single answers, the study's on scores,
 * worsening and answers after a treatment. Pure.
 */
export function findAlertSignals(
  study: StudyDefinition,
  answered: AnsweredBattery & AnswerHistory,
): readonly SafetySignal[] {
  const { timepoint, battery, answers, given } = answered
  const all = listItemSignals(battery, answers)
  const ofInstruments = listItemSignals(battery, given).map(({ instrument, rule }) => {
    const ofRule = all.filter((one) => one.instrument === instrument && one.rule === rule)
    return {
      ...{ timepoint, instrument, rule },
      // Two severe side effects are worse than one.
      level: ofRule.reduce((sum, { place }) => sum + place, 0),
      evidence: ofRule.map(({ item, code, place }) => ({ item, code, level: place })),
    }
  })
  const scores = listTouchedScores(study, answered)
  const ofStudy = study.safety.rules.flatMap((rule): readonly SafetySignal[] => {
    const level = findSeverity(rule, answered, scores)
    if (level === undefined) return []
    const evidence = listEvidence(rule, answered, scores).map((one) => ({ ...one, level }))
    return [{ timepoint, instrument: null, rule: rule.id, level, evidence }]
  })
  return [...ofInstruments, ...ofStudy]
}

/** Whether the study's rules look at what happened before, and so need it to be read: of a score, once there is one. */
export function isHistoryNeeded(study: StudyDefinition, answered: AnsweredBattery): boolean {
  const { rules } = study.safety
  if (rules.some((rule) => rule.op === 'after-treatment' && rule.item in answered.given)) return true
  const worsening = rules.flatMap((rule) => (rule.op === 'worsening' ? [rule.score] : []))
  return (
    worsening.length > 0 &&
    listTouchedScores(study, answered).some(({ score }) => worsening.includes(formatScoreName(score)))
  )
}

type Scored = Extract<StoredScore, { kind: 'scored' }>
type ScoredScale = { readonly score: Scored; readonly direction: Direction }

/** Of the instruments that an answer was just given to, those whose scores a rule of the study looks at. */
function listTouchedScores(
  { safety }: StudyDefinition,
  { battery, answers, given, isFinal, scores }: AnsweredBattery,
): readonly ScoredScale[] {
  const watched = new Set(safety.rules.flatMap((rule) => ('score' in rule ? [rule.score.split('/')[0]] : [])))
  const touched = new Set(Object.keys(given).map((key) => key.split('/')[0]))
  const instruments = battery.instruments.filter(
    ({ definition: { id } }) => watched.has(id) && touched.has(id),
  )
  if (instruments.length === 0) return []
  const all = scores ?? scoreBattery({ ...battery, instruments }, answers)
  return all.flatMap((score): readonly ScoredScale[] => {
    if (score.kind !== 'scored' || (!isFinal && score.itemsMissing.length > 0)) return []
    const scale = instruments
      .find(({ definition }) => formatScoreName(score).startsWith(`${definition.id}/`))
      ?.definition.scales.find(({ id }) => id === score.scale)
    return scale ? [{ score, direction: scale.direction }] : []
  })
}

/** How bad it is, more being worse; `undefined` where the rule does not fire. */
function findSeverity(
  rule: ScoreRule,
  answered: AnsweredBattery & AnswerHistory,
  scores: readonly ScoredScale[],
): number | undefined {
  if (rule.op === 'after-treatment') return findAnswerSeverity(rule, answered)
  const found = scores.find(({ score }) => formatScoreName(score) === rule.score)
  if (!found) return undefined
  const exact = parseRational(found.score.exact)
  if (rule.op === 'level') {
    const sign = rule.atLeast === undefined ? -1 : 1
    const least = parseDecimal(rule.atLeast ?? rule.atMost ?? 0)
    return sign * compare(exact, least) >= 0 ? sign * toNumber(exact) : undefined
  }
  const improved = computeImprovement(findPreviousScore(answered, found.score), found.score, found.direction)
  return improved !== null && compare(improved, parseDecimal(-rule.atLeast)) <= 0
    ? -toNumber(improved)
    : undefined
}

/** The score that a rule looks at, with the one that it compares with; or the answer. */
function listEvidence(
  rule: ScoreRule,
  answered: AnsweredBattery & AnswerHistory,
  scores: readonly ScoredScale[],
): readonly Exclude<SignalEvidence, { readonly messages: readonly string[] }>[] {
  if (rule.op === 'after-treatment') {
    const code = answered.given[rule.item]
    return typeof code === 'string' ? [{ item: rule.item, code }] : []
  }
  return scores
    .filter(({ score }) => formatScoreName(score) === rule.score)
    .map(({ score }) => ({
      ...{ score: rule.score, value: score.value },
      ...(rule.op === 'worsening' && { from: findPreviousScore(answered, score)?.value }),
    }))
}

/** Of the answer among the rule's codes, which stand in the order of how bad they are. */
function findAnswerSeverity(
  rule: Extract<ScoreRule, { op: 'after-treatment' }>,
  { given, treatments, at }: AnsweredBattery & AnswerHistory,
): number | undefined {
  const code = given[rule.item]
  const place = typeof code === 'string' ? findWorstPlace(rule.codes, code) : -1
  if (place === -1) return undefined
  const { count: hours } = parseDuration(rule.within)
  const isWithin = treatments.some(({ kind, givenAt }) => {
    const since = (Date.parse(at) - Date.parse(givenAt)) / HOUR_MS
    return kind === rule.treatment && since >= 0 && since <= hours
  })
  return isWithin ? place : undefined
}

/** The same scale, measured by the same version, at the submission before. */
function findPreviousScore(
  { sheets, timepoint }: AnsweredBattery & AnswerHistory,
  score: Scored,
): Scored | undefined {
  return sheets
    .filter((sheet) => sheet.timepoint !== timepoint)
    .sort((a, b) => (a.answeredAt < b.answeredAt ? 1 : -1))
    .flatMap((sheet) => sheet.scores)
    .find(
      (one): one is Scored =>
        one.kind === 'scored' && one.instrument === score.instrument && one.scale === score.scale,
    )
}
