import type { InstrumentDefinition } from '../../../surveys/instrument/definition.ts'
import { createItemScorer } from '../../../surveys/scoring/item-scores.ts'
import type { Measure } from '../../../surveys/study/measures.ts'
import { buildStudyMeasures } from '../../../surveys/study/measures.ts'
import { isOccurrence } from '../../../surveys/study/occurrence.ts'
import type {
  InstrumentQualityQuery,
  InstrumentQualityReply,
} from '../../../web/api/analyses/instrument-quality.ts'
import type { Cohort } from '../../analysis/cohort/cohort.ts'
import {
  computeInstrumentQuality,
  type ItemAnswers,
} from '../../analysis/instrument-quality/instrument-quality.ts'
import { listAnalysisScopes, type SiteScope } from '../../platform/core/scope.ts'
import type { AskedResponse, ResponsePosition, SurveyStore } from '../../records/assessment/survey.store.ts'
import { summarizeProvenance } from '../../records/response/provenance.ts'
import { pickAnswers } from '../../records/response/response.ts'
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
  const { cohort, about } = await readRequestedCohort(deps, membership, query)
  const scopes = listAnalysisScopes(
    member,
    study.sites.map(({ id }) => id),
  )
  const responses = await Promise.all(
    scopes.map((scope) => readSubmitted(deps, scope, query.timepoint, cohort.asOf)),
  )
  const answers = scoreEveryItem(membership, measure, responses.flat().filter(buildFilter(query, cohort)))
  const question = { study, measures, measure, timepoint: query.timepoint, answers }
  return { ...computeInstrumentQuality(cohort, question), ...about }
}

/** Answers of somebody erased are kept with nobody behind them: they count, unless some kind of participant is asked for. */
function buildFilter(
  { attributes }: InstrumentQualityQuery,
  { sites }: Cohort,
): (response: AskedResponse) => boolean {
  if (attributes === undefined) return () => true
  const ids = new Set(sites.flatMap(({ participants }) => participants.map((one) => one.participant)))
  return ({ participant }) => ids.has(participant)
}

async function readSubmitted(
  { surveys }: InstrumentQualityDeps,
  scope: SiteScope,
  timepoint: string,
  asOf: string,
): Promise<AskedResponse[]> {
  const found: AskedResponse[] = []
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
  responses: readonly AskedResponse[],
): ItemAnswers | undefined {
  const [instrument = '', scale = ''] = measure.name.split('/')
  const scorers = new Map<string, ReturnType<typeof createItemScorer>>()
  const answered: { row: readonly number[]; language: string; mode: string; site: string }[] = []
  let items: readonly string[] | undefined
  for (const response of responses) {
    const { battery, answers, site } = response
    const ref = battery.find((one) => one.startsWith(`${instrument}@`))
    const definition =
      ref !== undefined && measure.isAlike(ref) ? library.findInstrument(ref)?.definition : undefined
    if (ref === undefined || definition === undefined) continue
    if (!scorers.has(ref)) scorers.set(ref, createItemScorer(definition, scale))
    const scorer = scorers.get(ref)
    if (scorer === undefined) return undefined
    items ??= scorer.items
    const row = scorer.scoreItems(pickAnswers(definition, answers))
    if (row === undefined || row.length !== items.length) continue
    const language = findShownLanguage(definition, response.locale)
    answered.push({ row, language, mode: summarizeProvenance(response).mode, site })
  }
  return {
    items: items ?? [],
    rows: answered.map(({ row }) => row),
    groups: {
      language: answered.map((one) => one.language),
      mode: answered.map((one) => one.mode),
      site: answered.map((one) => one.site),
    },
  }
}

/** The language in which its questions are shown to someone of that locale: English where there are none in theirs. */
function findShownLanguage({ locales }: Pick<InstrumentDefinition, 'locales'>, locale: string): string {
  const language = findLanguage(locale)
  return Object.keys(locales).some((one) => findLanguage(one) === language) ? language : 'en'
}

function findLanguage(locale: string): string {
  return locale.split('-')[0] ?? locale
}
