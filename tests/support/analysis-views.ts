import { buildCohortSite, type CohortSite } from '../../functions/analysis/cohort/cohort.ts'
import { computeInstrumentQuality } from '../../functions/analysis/instrument-quality/instrument-quality.ts'
import { computeCohortMeanChange } from '../../functions/analysis/mean-change/cohort-mean-change.ts'
import { computeCohortMeaningfulChange } from '../../functions/analysis/meaningful-change/cohort-meaningful-change.ts'
import { computeCohortRepeatedMeasures } from '../../functions/analysis/repeated-measures/cohort-repeated-measures.ts'
import { computeResponderRate } from '../../functions/analysis/responder-rate/responder-rate.ts'
import { buildFollowUpWords } from '../../functions/console/analyses/analysis-words.ts'
import { buildMeaningfulChangeWords } from '../../functions/console/analyses/meaningful-change-words.ts'
import { buildRepeatedMeasuresWords } from '../../functions/console/analyses/repeated-measures-words.ts'
import { buildResponderRateWords } from '../../functions/console/analyses/responder-rate-words.ts'
import { openShippedLibrary } from '../../surveys/library/library.ts'
import type { StudyDefinition } from '../../surveys/study/definition.ts'
import { listEstimands } from '../../surveys/study/estimand.ts'
import { buildStudyMeasures } from '../../surveys/study/measures.ts'
import type { MeanChangeQuery } from '../../web/api/analyses/mean-change.ts'
import type {
  MeaningfulChangeQuery,
  MeaningfulChangeReply,
} from '../../web/api/analyses/meaningful-change.ts'
import type {
  RepeatedMeasuresQuery,
  RepeatedMeasuresReply,
} from '../../web/api/analyses/repeated-measures.ts'
import type { MeaningfulChangeWords, RepeatedMeasuresWords } from '../../web/console/index.ts'
import { COHORT_ENDS, madeUpSite } from './generated-cohort.ts'

/** Made-up views of the mean change, the model and the threshold workbench, over made-up clinics of the shipped study. */

const library = openShippedLibrary()
const registry = library.findStudy('ketamine-infusion-registry')?.definition as StudyDefinition
const TIMEPOINTS = ['baseline', 'week-1', 'week-4', 'week-12', 'week-24']
export const ARMS = [
  { id: 'usual', title: 'Usual care' },
  { id: 'ketamine', title: 'Ketamine infusions' },
  { id: 'lidocaine', title: 'Lidocaine infusions' },
]
const EVERY_SITE = ['harbor', 'lakeside', 'mesa', 'summit']

type MadeUp = {
  readonly locale?: string
  readonly arms?: StudyDefinition['arms']
  readonly timepoints?: readonly string[]
  /** Participants by clinic. */
  readonly sites?: Readonly<Record<string, number>>
  /** Clinics of whoever looks. */
  readonly own?: readonly string[]
}

function generateCohort({ arms = [], timepoints = TIMEPOINTS, sites = { harbor: 60, mesa: 60 } }: MadeUp) {
  const study: StudyDefinition = { ...registry, arms }
  const cohort = {
    asOf: COHORT_ENDS,
    sites: Object.entries(sites).map(([site, count]): CohortSite => {
      const rows = madeUpSite(site, count, timepoints)
      const found = buildCohortSite(study, site, rows, new Map(), COHORT_ENDS)
      const pickArm = (at: number) => arms[at % arms.length]?.id ?? null
      return { ...found, participants: found.participants.map((one, at) => ({ ...one, arm: pickArm(at) })) }
    }),
  }
  return { study, cohort, measures: buildStudyMeasures(study, library) }
}

/** Results are the same for the same question: in another language they are not computed again. */
const results = new Map<string, unknown>()
function computeOnce<Result>(analysis: string, of: MadeUp, compute: () => Result): Result {
  const key = JSON.stringify([analysis, { ...of, locale: undefined }])
  if (!results.has(key)) results.set(key, compute())
  return results.get(key) as Result
}

type RepeatedMeasuresProps = {
  readonly result: RepeatedMeasuresReply
  readonly query: RepeatedMeasuresQuery
  readonly words: RepeatedMeasuresWords
}

export function madeUpModel(
  of: MadeUp & { readonly asked?: Partial<RepeatedMeasuresQuery> } = {},
): RepeatedMeasuresProps {
  const { study, cohort, measures } = generateCohort(of)
  const query: RepeatedMeasuresQuery = {
    ...{ measure: 'pain', sites: 'fixed', degreesOfFreedom: 'satterthwaite', imputations: 0, seed: 1 },
    ...of.asked,
  }
  const { imputations, seed, sites, degreesOfFreedom } = query
  const question = { study, measures, measure: query.measure }
  const viewer = { sites: of.own ?? EVERY_SITE, minimumCellSize: study.minimumCellSize }
  const result = computeOnce('repeated-measures', of, () =>
    computeCohortRepeatedMeasures(cohort, question, viewer, {
      ...{ sites, degreesOfFreedom },
      ...(imputations > 1 && { imputation: { imputations, seed } }),
    }),
  )
  const words = buildRepeatedMeasuresWords(study, library, query.measure, result, of.locale ?? 'en')
  return { result, query, words }
}

type MeaningfulChangeProps = {
  readonly result: MeaningfulChangeReply
  readonly query: MeaningfulChangeQuery
  readonly words: MeaningfulChangeWords
}

export function madeUpThresholds(
  of: MadeUp & { readonly measure?: string; readonly timepoint?: string } = {},
): MeaningfulChangeProps {
  const { study, cohort, measures } = generateCohort(of)
  const query = {
    ...{ measure: of.measure ?? 'function', timepoint: of.timepoint ?? 'week-12' },
    ...{ seed: 1, replicates: 50 },
  }
  const question = { study, measures, measure: query.measure, timepoint: query.timepoint }
  const viewer = { sites: of.own ?? EVERY_SITE, minimumCellSize: study.minimumCellSize }
  const result = computeOnce('meaningful-change', of, () =>
    computeCohortMeaningfulChange(cohort, question, viewer, { bootstrap: query }),
  )
  const words = buildMeaningfulChangeWords(study, library, query, result, of.locale ?? 'en')
  return { result, query, words }
}

export function madeUpChange(
  of: MadeUp & {
    readonly measure?: string
    readonly timepoint?: string
    readonly asked?: Partial<MeanChangeQuery>
  } = {},
) {
  const { study, cohort, measures } = generateCohort(of)
  const query: MeanChangeQuery = {
    ...{ measure: of.measure ?? 'pain', timepoint: of.timepoint ?? 'week-12' },
    ...{ tau2: 'REML', interval: 'hartung-knapp', prediction: 'hartung-knapp-t(k-1)' },
    ...of.asked,
  }
  const measure = measures.get(query.measure)
  if (!measure) throw new Error('the registry measures it')
  const viewer = { sites: of.own ?? EVERY_SITE, minimumCellSize: study.minimumCellSize }
  const result = computeCohortMeanChange(
    cohort,
    { study, measure, measures, timepoint: query.timepoint },
    viewer,
    query,
  )
  return { result, query, words: buildFollowUpWords(study, library, query, of.locale ?? 'en') }
}

export function madeUpRate(
  of: MadeUp & { readonly definition?: string; readonly timepoint?: string; readonly estimand?: string } = {},
) {
  const { study, cohort, measures } = generateCohort(of)
  const definition =
    study.responderDefinitions.find(({ id }) => id === of.definition) ??
    (study.responderDefinitions[0] as StudyDefinition['responderDefinitions'][number])
  const estimands = listEstimands(study)
  const estimand = estimands.find(({ id }) => id === of.estimand) ?? estimands[0]
  const query = {
    ...{ definition: definition.id, timepoint: of.timepoint ?? 'week-4', imputations: 20, seed: 1 },
    ...({ rateMethod: 'clinic-mean', tau2: 'REML', interval: 'hartung-knapp' } as const),
    ...({ prediction: 'hartung-knapp-t(k-1)' } as const),
  }
  const result = computeOnce('responder-rate', of, () =>
    computeResponderRate(cohort, study, measures, {
      ...{ definition, timepoint: query.timepoint, estimand },
      imputation: { imputations: query.imputations, seed: query.seed },
    }),
  )
  return { result, query, words: buildResponderRateWords(study, result, of.locale ?? 'en') }
}

export function madeUpQuality(of: MadeUp & { readonly measure?: string } = {}) {
  const { study, cohort, measures } = generateCohort(of)
  const query = { measure: of.measure ?? 'function', timepoint: 'week-12' }
  const measure = measures.get(query.measure)
  if (measure === undefined) throw new Error('the study measures it')
  const rows = Array.from({ length: 80 }, (_, at) => [at % 11, (at * 3) % 11, (at * 7 + 2) % 10])
  const groups = {
    language: rows.map((_, at) => (at % 5 < 2 ? 'es' : 'en')),
    mode: rows.map((_, at) => (at % 10 === 0 ? 'phone' : 'web')),
    site: rows.map((_, at) => (at % 2 === 0 ? 'harbor' : 'mesa')),
  }
  const answers = { items: ['pain', 'enjoyment', 'activity'], rows, groups }
  const result = computeInstrumentQuality(cohort, {
    study,
    measures,
    measure,
    timepoint: query.timepoint,
    answers,
  })
  return { result, query, words: buildFollowUpWords(study, library, query, of.locale ?? 'en') }
}
