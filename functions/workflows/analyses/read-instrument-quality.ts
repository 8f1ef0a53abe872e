import { createItemScorer } from '../../../surveys/scoring/item-scores.ts'
import type { Measure } from '../../../surveys/study/measures.ts'
import { buildStudyMeasures } from '../../../surveys/study/measures.ts'
import { isOccurrence } from '../../../surveys/study/occurrence.ts'
import type {
  InstrumentQualityQuery,
  InstrumentQualityReply,
} from '../../../web/api/analyses/instrument-quality.ts'
import { computeInstrumentQuality } from '../../analysis/instrument-quality/instrument-quality.ts'
import { listAnalysisScopes, type SiteScope } from '../../platform/core/scope.ts'
import type { ResponsePosition, SurveyStore } from '../../records/assessment/survey.store.ts'
import { pickAnswers, type QuestionnaireResponse } from '../../records/response/response.ts'
import type { StudyMember } from '../access/staff-access.ts'
import {
  type AnalysisDeps,
  buildUnknownName,
  readRequestedCohort,
  requireMeasure,
} from './analysis-request.ts'

export type InstrumentQualityDeps = AnalysisDeps & { readonly surveys: Pick<SurveyStore, 'readResponsePage'> }

/** @throws ProblemError 422 for a measure or timepoint that the study does not have, and an instant to come */
export async function readInstrumentQuality(
  deps: InstrumentQualityDeps,
  membership: StudyMember,
  query: InstrumentQualityQuery,
): Promise<InstrumentQualityReply> {
  const { study, member } = membership
  const measures = buildStudyMeasures(study, membership.library)
  const measure = requireMeasure(measures, query.measure)
  if (!isOccurrence(study, query.timepoint))
    throw buildUnknownName('?timepoint', 'must be a timepoint of the study')
  const { cohort } = await readRequestedCohort(deps, membership, query.asOf)
  const scopes = listAnalysisScopes(
    member,
    study.sites.map(({ id }) => id),
  )
  const responses = await Promise.all(
    scopes.map((scope) => readSubmitted(deps, scope, query.timepoint, cohort.asOf)),
  )
  const answers = scoreEveryItem(membership, measure, responses.flat())
  return computeInstrumentQuality(cohort, { study, measures, measure, timepoint: query.timepoint, answers })
}

async function readSubmitted(
  { surveys }: InstrumentQualityDeps,
  scope: SiteScope,
  timepoint: string,
  asOf: string,
): Promise<QuestionnaireResponse[]> {
  const found: QuestionnaireResponse[] = []
  let after: ResponsePosition | null = null
  do {
    const page: Awaited<ReturnType<SurveyStore['readResponsePage']>> = await surveys.readResponsePage(
      scope,
      after,
    )
    found.push(
      ...page.responses.filter((one) => one.timepoint === timepoint && (one.submittedAt ?? '9999') <= asOf),
    )
    after = page.next
  } while (after !== null)
  return found
}

/** Item scores of responses on versions that are alike; `undefined` where the scale is no sum of items. */
function scoreEveryItem(
  { library }: Pick<StudyMember, 'library'>,
  measure: Measure,
  responses: readonly QuestionnaireResponse[],
): { items: readonly string[]; rows: readonly (readonly number[])[] } | undefined {
  const [instrument = '', scale = ''] = measure.name.split('/')
  const scorers = new Map<string, ReturnType<typeof createItemScorer>>()
  const rows: (readonly number[])[] = []
  let items: readonly string[] | undefined
  for (const { battery, answers } of responses) {
    const ref = battery.find((one) => one.startsWith(`${instrument}@`))
    const definition =
      ref !== undefined && measure.isAlike(ref) ? library.findInstrument(ref)?.definition : undefined
    if (ref === undefined || definition === undefined) continue
    if (!scorers.has(ref)) scorers.set(ref, createItemScorer(definition, scale))
    const scorer = scorers.get(ref)
    if (scorer === undefined) return undefined
    items ??= scorer.items
    const row = scorer.scoreItems(pickAnswers(definition, answers))
    if (row !== undefined && row.length === items.length) rows.push(row)
  }
  return { items: items ?? [], rows }
}
