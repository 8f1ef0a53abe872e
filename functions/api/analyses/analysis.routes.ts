import { Hono } from 'hono'
import type * as z from 'zod'
import { measuresFor } from '../../../surveys/study/measures.ts'
import {
  COVARIANCE_STRUCTURES,
  type CovarianceStructure,
} from '../../../web/api/analyses/covariance-structures.ts'
import { getLab } from '../../../web/api/analyses/definition-comparison.ts'
import { getChange } from '../../../web/api/analyses/mean-change.ts'
import { getThresholds } from '../../../web/api/analyses/meaningful-change.ts'
import { getModel } from '../../../web/api/analyses/repeated-measures.ts'
import { definitionLab, type Lab } from '../../analysis/definition-comparison/definition-comparison.ts'
import { type CohortChange, cohortChange } from '../../analysis/mean-change/cohort-mean-change.ts'
import {
  type CohortThresholds,
  cohortThresholds,
} from '../../analysis/meaningful-change/cohort-meaningful-change.ts'
import { type CohortModel, cohortModel } from '../../analysis/repeated-measures/cohort-repeated-measures.ts'
import { accept } from '../../platform/http/contract.ts'
import { memberOf, type StaffEnv, type StudyMember } from '../../workflows/access/staff-access.ts'
import {
  type AnalysisDeps,
  cohortAsked,
  measureAsked,
  requireFollowUp,
  unknownName,
} from '../../workflows/analyses/analysis-request.ts'

/** Analyses over the participants of a study. What they tell of other sites passes disclosure. */
export function analysisRoutes(deps: AnalysisDeps) {
  return new Hono<StaffEnv>()
    .get('/api/studies/:study/lab', accept(getLab), async (c) => {
      const { params, query } = c.var.input
      const membership = await memberOf(deps, c.var.person, params.study)
      return c.json(await computeLab(deps, membership, query))
    })
    .get('/api/studies/:study/change', accept(getChange), async (c) => {
      const { params, query } = c.var.input
      const membership = await memberOf(deps, c.var.person, params.study)
      return c.json(await computeChange(deps, membership, query))
    })
    .get('/api/studies/:study/model', accept(getModel), async (c) => {
      const { params, query } = c.var.input
      const membership = await memberOf(deps, c.var.person, params.study)
      return c.json(await computeModel(deps, membership, query))
    })
    .get('/api/studies/:study/thresholds', accept(getThresholds), async (c) => {
      const { params, query } = c.var.input
      const membership = await memberOf(deps, c.var.person, params.study)
      return c.json(await computeThresholds(deps, membership, query))
    })
}

/** @throws ProblemError 422 for a definition or timepoint that the study does not have, and an instant to come */
export async function computeLab(
  deps: AnalysisDeps,
  membership: StudyMember,
  query: z.output<typeof getLab.query>,
): Promise<Lab> {
  const { study } = membership
  const ids = query.definitions?.split(',') ?? study.responderDefinitions.map(({ id }) => id)
  const definitions = ids.map((id) => {
    const definition = study.responderDefinitions.find((one) => one.id === id)
    if (!definition) throw unknownName('?definitions', 'responder definitions of the study')
    return definition
  })
  if (new Set(ids).size !== ids.length) throw unknownName('?definitions', 'each definition once')
  requireFollowUp(study, query.timepoint)
  const { cohort, viewer } = await cohortAsked(deps, membership, query.asOf)
  const measures = measuresFor(study, deps.library)
  return definitionLab(cohort, { study, measures, definitions, timepoint: query.timepoint }, viewer)
}

/** @throws ProblemError 422 for a measure or timepoint that the study does not have, and an instant to come */
export async function computeChange(
  deps: AnalysisDeps,
  membership: StudyMember,
  query: z.output<typeof getChange.query>,
): Promise<CohortChange> {
  const { study } = membership
  const { timepoint, tau2, interval, prediction } = query
  const measures = measuresFor(study, deps.library)
  const measure = measureAsked(measures, query.measure)
  requireFollowUp(study, timepoint)
  const { cohort, viewer } = await cohortAsked(deps, membership, query.asOf)
  return cohortChange(cohort, { study, measure, measures, timepoint }, viewer, { tau2, interval, prediction })
}

/** @throws ProblemError 422 for a measure that the study does not have, an unknown covariance, and an instant to come */
export async function computeModel(
  deps: AnalysisDeps,
  membership: StudyMember,
  query: z.output<typeof getModel.query>,
): Promise<CohortModel> {
  const { study } = membership
  const measures = measuresFor(study, deps.library)
  measureAsked(measures, query.measure)
  const structures = query.structures === undefined ? COVARIANCE_STRUCTURES : structuresOf(query.structures)
  const { cohort, viewer } = await cohortAsked(deps, membership, query.asOf)
  const { sites, degreesOfFreedom, measure, imputations, seed } = query
  return cohortModel(cohort, { study, measures, measure }, viewer, {
    ...{ structures, sites, degreesOfFreedom },
    ...(imputations > 1 && { imputation: { imputations, seed } }),
  })
}

/** @throws ProblemError 422 for a measure or timepoint that the study does not have, and an instant to come */
export async function computeThresholds(
  deps: AnalysisDeps,
  membership: StudyMember,
  query: z.output<typeof getThresholds.query>,
): Promise<CohortThresholds> {
  const { study } = membership
  const measures = measuresFor(study, deps.library)
  measureAsked(measures, query.measure)
  requireFollowUp(study, query.timepoint)
  const { cohort, viewer } = await cohortAsked(deps, membership, query.asOf)
  const { measure, timepoint, seed, replicates } = query
  const question = { study, measures, measure, timepoint }
  return cohortThresholds(cohort, question, viewer, { bootstrap: { seed, replicates } })
}

function structuresOf(names: string): CovarianceStructure[] {
  return names.split(',').map((name) => {
    const structure = COVARIANCE_STRUCTURES.find((one) => one === name)
    if (!structure) throw unknownName('?structures', `of ${COVARIANCE_STRUCTURES.join(', ')}`)
    return structure
  })
}
