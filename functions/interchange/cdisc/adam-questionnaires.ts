import { pickText } from '../../../surveys/instrument/vocabulary.ts'
import type { PublishedResponderDefinition } from '../../../surveys/responder/definition.ts'
import { toNumber } from '../../../surveys/values/rational.ts'
import type { StoredScore } from '../../../web/api/participants/scale-score.ts'
import { describeResponderRule, formatRuleText } from '../../../web/responder/describe-responder-rule.ts'
import { createResponderEvaluator } from '../../analysis/responder/responder-evaluator.ts'
import { formatLocalDay } from '../../analysis/timeline/local-day.ts'
import type { TimelinePoint } from '../../analysis/timeline/timeline.ts'
import { computeMeanChange, computePercentChange, isSameMetric } from '../../records/score/score-change.ts'
import { LABEL_LANGUAGE } from '../tidy/shared-columns.ts'
import type { TidyPerson, TidySetting } from '../tidy/tidy-person.ts'
import {
  ASSIGNED,
  BY_PROTOCOL,
  buildDataset,
  type CdiscColumn,
  type CdiscDataset,
  cutText,
  DERIVED,
} from './cdisc-dataset.ts'
import { buildSubjectColumns } from './sdtm-columns.ts'
import { buildOwnCode, createTestNames } from './test-codes.ts'
import { findStudyDay, findVisit, findVisitNumber } from './visit.ts'

/** A row of ADQS: a score at a timepoint, or a responder definition at a follow-up. */
type Analysis = {
  readonly person: TidyPerson
  readonly point: TimelinePoint
  readonly parameter: { readonly code: string; readonly title: string; readonly category: string }
  readonly value: number | null
  readonly word: string | null
  readonly base: number | null
  readonly change: number | null
  readonly percent: number | null
  readonly criterion: { readonly words: string; readonly flag: 'Y' | 'N' | null } | null
}

/**
 * ADQS (basic data structure): the scores that the study’s outcomes look at, with change from baseline, and each responder
 * definition as a parameter whose rule is CRIT1 and whose result is CRIT1FL. A missing answer counts neither for nor against
 * anybody, whatever the definition’s policy: CRIT1FL is null then. Follow-ups of which nothing was answered have no row of
 * scores. Answers to the baseline that came once treatment had begun have a row, and are no baseline.
 */
export function buildAnalysis(setting: TidySetting): CdiscDataset {
  const { study, variant, measures, spread } = setting
  const definitions = study.responderDefinitions.map((definition) => ({
    parameter: describeDefinition(definition),
    words: cutText(formatRuleText(describeResponderRule(definition.rule, measures, LABEL_LANGUAGE))),
    evaluate: createResponderEvaluator({ ...definition, missing: 'not-assessable' }, measures, spread),
  }))
  const describeScale = createScaleReader(setting)

  function* listRecords(person: TidyPerson): Iterable<Analysis> {
    const { timeline } = person
    if (timeline === null) return
    const { followUps } = timeline
    const baseline = findBaseline(timeline)
    const points = timeline.baseline === undefined ? followUps : [timeline.baseline, ...followUps]
    for (const point of points)
      for (const score of point.scores) {
        const parameter = describeScale(score)
        if (parameter === undefined) continue
        yield {
          person,
          point,
          parameter,
          ...describeChange(baseline, point, score),
          word: null,
          criterion: null,
        }
      }
    for (const { parameter, words, evaluate } of definitions)
      for (const point of followUps) {
        const { result } = evaluate(timeline, point.timepoint)
        const flag = result === 'met' ? 'Y' : result === 'not-met' ? 'N' : null
        yield {
          ...{ person, point, parameter, value: flag === null ? null : flag === 'Y' ? 1 : 0, word: flag },
          ...{ base: null, change: null, percent: null, criterion: { words, flag } },
        }
      }
  }

  const date: readonly CdiscColumn<Analysis>[] =
    variant === 'study-days'
      ? []
      : [
          {
            ...{ name: 'ADT', label: 'Analysis Date', type: 'date', origin: DERIVED },
            read: ({ person, point }) => formatLocalDay(point.at, person.timeZone),
          },
        ]
  const arms: readonly CdiscColumn<Analysis>[] =
    study.arms.length === 0
      ? []
      : [
          {
            ...{ name: 'TRTP', label: 'Planned Treatment', type: 'text', origin: ASSIGNED },
            read: ({ person: { arm } }) => study.arms.find(({ id }) => id === arm)?.title ?? arm,
          },
        ]
  return buildDataset<Analysis>({
    ...{ name: 'ADQS', domain: 'ADQS', label: 'Questionnaires Analysis Dataset', model: 'ADaM' },
    ...{ class: 'BASIC DATA STRUCTURE', keys: ['STUDYID', 'USUBJID', 'PARAMCD', 'AVISITN', 'AVISIT'] },
    structure: 'One record per subject per parameter per analysis visit',
    columns: [
      ...buildSubjectColumns<Analysis>(setting),
      {
        ...{ name: 'SITEID', label: 'Study Site Identifier', type: 'text', origin: ASSIGNED },
        read: ({ person }) => person.site,
      },
      ...arms,
      {
        ...{ name: 'AVISIT', label: 'Analysis Visit', type: 'text', origin: BY_PROTOCOL },
        read: ({ point }) => findVisit(study, point.timepoint),
      },
      {
        ...{ name: 'AVISITN', label: 'Analysis Visit (N)', type: 'float', origin: BY_PROTOCOL },
        read: ({ point }) => findVisitNumber(study, point.timepoint),
      },
      ...date,
      {
        ...{ name: 'ADY', label: 'Analysis Relative Day', type: 'integer', origin: DERIVED },
        method:
          'Days since the day of enrollment, which is day 1; of what was not answered, since it was due',
        read: ({ person, point }) => findStudyDay(point.at, person),
      },
      {
        ...{ name: 'PARAM', label: 'Parameter', type: 'text', origin: ASSIGNED, isMandatory: true },
        read: ({ parameter }) => parameter.title,
      },
      {
        ...{ name: 'PARAMCD', label: 'Parameter Code', type: 'text', origin: ASSIGNED, isMandatory: true },
        read: ({ parameter }) => parameter.code,
      },
      {
        ...{ name: 'PARCAT1', label: 'Parameter Category 1', type: 'text', origin: ASSIGNED },
        read: ({ parameter }) => parameter.category,
      },
      {
        ...{ name: 'AVAL', label: 'Analysis Value', type: 'float', origin: DERIVED },
        method: 'The score; of a responder definition 1 where it is met and 0 where it is not',
        read: ({ value }) => value,
      },
      {
        ...{ name: 'AVALC', label: 'Analysis Value (C)', type: 'text', origin: DERIVED },
        method: 'Y or N, of a responder definition',
        read: ({ word }) => word,
      },
      {
        ...{ name: 'BASE', label: 'Baseline Value', type: 'float', origin: DERIVED },
        read: ({ base }) => base,
      },
      {
        ...{
          name: 'CHG',
          label: 'Change from Baseline',
          type: 'float',
          origin: DERIVED,
          method: 'AVAL - BASE',
        },
        read: ({ change }) => change,
      },
      {
        ...{ name: 'PCHG', label: 'Percent Change from Baseline', type: 'float', origin: DERIVED },
        method: '100 * CHG / BASE',
        read: ({ percent }) => percent,
      },
      {
        ...{ name: 'ABLFL', label: 'Baseline Record Flag', type: 'text', origin: DERIVED },
        terms: [{ value: 'Y', decode: 'Yes', nci: 'C49488' }],
        method: 'Y for the value that BASE is: the baseline, answered before the first treatment',
        read: ({ person, point, value }) =>
          value !== null && point === findBaseline(person.timeline) ? 'Y' : null,
      },
      {
        ...{ name: 'CRIT1', label: 'Analysis Criterion 1', type: 'text', origin: ASSIGNED },
        read: ({ criterion }) => criterion?.words ?? null,
      },
      {
        ...{ name: 'CRIT1FL', label: 'Criterion 1 Evaluation Result Flag', type: 'text', origin: DERIVED },
        method:
          'Y where the responder definition is met, N where it is not, null where it cannot be assessed',
        read: ({ criterion }) => criterion?.flag ?? null,
      },
    ],
    listRecords,
  })
}

function describeDefinition({ id, version, title }: PublishedResponderDefinition): Analysis['parameter'] {
  const code = buildOwnCode(id, 'responder')
  return {
    code,
    title: cutText(`${code}-${pickText(title, LABEL_LANGUAGE) || id} (${version})`),
    category: 'RESPONDER DEFINITION',
  }
}

/** What a score measures; `undefined` of a scale that the library does not hold. */
function createScaleReader({ instruments }: TidySetting) {
  const names = createTestNames(instruments)
  const known = new Map<string, Analysis['parameter'] | undefined>()
  return (score: StoredScore): Analysis['parameter'] | undefined => {
    const name = `${score.instrument}/${score.scale}`
    if (known.has(name)) return known.get(name)
    const definition = instruments.findInstrument(score.instrument)?.definition
    const scale = definition?.scales.find(({ id }) => id === score.scale)
    const parameter = definition &&
      scale && {
        code: names.findScale(definition, scale).code,
        title: names.findParameter(definition, scale),
        category: 'SCORE',
      }
    known.set(name, parameter)
    return parameter
  }
}

/** What change is counted from. */
function findBaseline(timeline: TidyPerson['timeline']): TimelinePoint | undefined {
  return timeline?.baseline?.standing === 'answered' ? timeline.baseline : undefined
}

function describeChange(
  baseline: TimelinePoint | undefined,
  point: TimelinePoint,
  score: StoredScore,
): Pick<Analysis, 'value' | 'base' | 'change' | 'percent'> {
  const from = baseline?.scores.find(({ instrument, scale }) => isSameScale({ instrument, scale }, score))
  const value = score.kind === 'scored' ? score.value : null
  const isOfMetric = score.kind === 'not-scorable' || (from !== undefined && isSameMetric(from, score))
  const base = from?.kind === 'scored' && isOfMetric ? from.value : null
  if (baseline === undefined || point === baseline) return { value, base, change: null, percent: null }
  const change = computeMeanChange(from, score)
  const percent = computePercentChange(from, score)
  return {
    ...{ value, base, change: change && toNumber(change) },
    percent: percent && toNumber(percent),
  }
}

/** A scale of the same instrument, whatever its version: `computeMeanChange` refuses what is not of one metric. */
function isSameScale(one: Pick<StoredScore, 'instrument' | 'scale'>, other: StoredScore): boolean {
  return one.scale === other.scale && one.instrument.split('@')[0] === other.instrument.split('@')[0]
}
