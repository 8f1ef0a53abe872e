import type { StudyDefinition } from '../../../surveys/study/definition.ts'
import type { Measure, Measures } from '../../../surveys/study/measures.ts'
import { toNumber } from '../../../surveys/values/rational.ts'
import type { InstrumentQualityReply } from '../../../web/api/analyses/instrument-quality.ts'
import type { ItemFunctioning } from '../../../web/api/analyses/item-functioning.ts'
import type { Cohort } from '../cohort/cohort.ts'
import { findUnchangedRating } from '../meaningful-change/cohort-meaningful-change.ts'
import { createScoreReader } from '../responder/score-reader.ts'
import type { TimelinePoint } from '../timeline/timeline.ts'
import { measureInternalConsistency } from './internal-consistency.ts'
import { examineItemFunctioning } from './item-functioning.ts'
import { measureTestRetest } from './test-retest.ts'

/** What differential item functioning is examined between. */
export const FUNCTIONING_GROUPS = ['language', 'mode', 'site'] as const

/** Items of a scale with a row for everybody who answered all of them, and the groups that each of them is in. */
export type ItemAnswers = {
  readonly items: readonly string[]
  readonly rows: readonly (readonly number[])[]
  readonly groups: Readonly<Record<(typeof FUNCTIONING_GROUPS)[number], readonly string[]>>
}

export type InstrumentQualityQuestion = {
  readonly study: StudyDefinition
  readonly measures: Measures
  readonly measure: Measure
  readonly timepoint: string
  /** `undefined` where the scale is no sum of items. */
  readonly answers: ItemAnswers | undefined
}

/** How a scale behaves on these data: α, ω, item–rest, floor and ceiling, test–retest, items by group. Pure. */
export function computeInstrumentQuality(
  cohort: Cohort,
  question: InstrumentQualityQuestion,
): InstrumentQualityReply {
  const { study, measure, timepoint, answers } = question
  const isWhole = study.sites.every(({ id }) => cohort.sites.some(({ site }) => site === id))
  return {
    ...{ study: study.id, studyVersion: study.version, asOf: cohort.asOf },
    ...{ minimumCellSize: study.minimumCellSize, timepoint, measure: measure.name },
    coverage: isWhole ? 'all-sites' : 'own-sites',
    consistency: describeConsistency(answers),
    distribution: describeDistribution(cohort, question),
    testRetest: describeTestRetest(cohort, question),
    itemFunctioning: {
      language: describeFunctioning(question, 'language'),
      mode: describeFunctioning(question, 'mode'),
      site: describeFunctioning(question, 'site'),
    },
  }
}

function describeFunctioning(
  { answers, study }: InstrumentQualityQuestion,
  by: (typeof FUNCTIONING_GROUPS)[number],
): ItemFunctioning {
  if (answers === undefined) return { kind: 'not-examined', reason: 'no-sum-of-items' }
  const { items, rows, groups } = answers
  return examineItemFunctioning(items, rows, groups[by], study.minimumCellSize)
}

function describeConsistency(
  answers: InstrumentQualityQuestion['answers'],
): InstrumentQualityReply['consistency'] {
  if (answers === undefined) return { kind: 'not-estimated', reason: 'no-sum-of-items' }
  const found = measureInternalConsistency(answers.rows)
  if ('reason' in found) return { kind: 'not-estimated', reason: found.reason }
  const { n, alpha, omega, itemRest } = found
  return {
    ...{ kind: 'estimated', n, alpha, omega },
    itemRest: answers.items.map((item, at) => ({ item, correlation: itemRest[at] as number })),
  }
}

function describeDistribution(
  cohort: Cohort,
  { study, measures, measure, timepoint }: InstrumentQualityQuestion,
): InstrumentQualityReply['distribution'] {
  const reader = createScoreReader(measure.name, measures, true)
  const scores = listPoints(cohort, study, timepoint).flatMap((point) => {
    const score = reader.readScore(point)
    return 'reason' in score ? [] : [toNumber(score.value)]
  })
  const [lowest, highest] = measure.range
  const computeShare = (end: number) =>
    scores.length === 0 ? null : scores.filter((score) => score === end).length / scores.length
  return { n: scores.length, lowest: computeShare(lowest), highest: computeShare(highest) }
}

function listPoints({ sites }: Cohort, { baseline }: StudyDefinition, timepoint: string): TimelinePoint[] {
  return sites.flatMap(({ participants }) =>
    participants.flatMap(({ timeline }) =>
      timepoint === baseline
        ? (timeline.baseline ?? [])
        : timeline.followUps.filter((point) => point.timepoint === timepoint),
    ),
  )
}

function describeTestRetest(
  { sites }: Cohort,
  { measures, measure, timepoint }: InstrumentQualityQuestion,
): InstrumentQualityReply['testRetest'] {
  const anchor = measures.get('global-change')
  if (anchor === undefined) return { kind: 'not-estimated', reason: 'no-anchor' }
  const unchanged = findUnchangedRating(anchor)
  if (unchanged === undefined) return { kind: 'not-estimated', reason: 'anchor-has-no-unchanged' }
  const reader = createScoreReader(measure.name, measures, true)
  const rating = createScoreReader('global-change', measures, true)
  const pairs = sites.flatMap(({ participants }) =>
    participants.flatMap(({ timeline }): [number, number][] => {
      const point = timeline.followUps.find((one) => one.timepoint === timepoint)
      const rated = rating.readScore(point)
      const [before, after] = [reader.readBaseline(timeline), reader.readScore(point)]
      if ('reason' in rated || 'reason' in before || 'reason' in after) return []
      return toNumber(rated.value) === unchanged ? [[toNumber(before.value), toNumber(after.value)]] : []
    }),
  )
  const found = measureTestRetest(pairs)
  return found === undefined
    ? { kind: 'not-estimated', reason: 'too-few-unchanged' }
    : { kind: 'estimated', ...found }
}
