import { Hono } from 'hono'
import type * as z from 'zod'
import { measuresFor } from '../../surveys/study/measures.ts'
import { memberOf, type StaffEnv, type StudyMember } from '../membership/staff.ts'
import { accept } from '../platform/contract.ts'
import { type AnalysisDeps, cohortAsked, measureAsked, requireFollowUp, unknownName } from './asked.ts'
import { getChange } from './change/change.contract.ts'
import { type CohortChange, cohortChange } from './change/change-of-cohort.ts'
import { getLab } from './lab/lab.contract.ts'
import { definitionLab, type Lab } from './lab/lab.ts'
import { COVARIANCE_STRUCTURES, type CovarianceStructure } from './repeated-measures/covariance.ts'
import { getModel } from './repeated-measures/model.contract.ts'
import { type CohortModel, cohortModel } from './repeated-measures/of-cohort.ts'
import { type CohortThresholds, cohortThresholds } from './threshold/of-cohort.ts'
import { getThresholds } from './threshold/thresholds.contract.ts'

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
    if (!definition) throw unknownName('?definitions', 'must be responder definitions of the study')
    return definition
  })
  if (new Set(ids).size !== ids.length)
    throw unknownName('?definitions', 'must name each definition only once')
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
    if (!structure) throw unknownName('?structures', `must be among ${COVARIANCE_STRUCTURES.join(', ')}`)
    return structure
  })
}
