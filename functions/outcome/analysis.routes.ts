import { Hono } from 'hono'
import type * as z from 'zod'
import type { Library } from '../../surveys/library.ts'
import type { StudyDefinition } from '../../surveys/study/definition.ts'
import { type Measures, measuresOf } from '../../surveys/study/measures.ts'
import { type AuthoriseDeps, memberOf, type StaffEnv, type StudyMember } from '../membership/staff.ts'
import { type Clock, isoOf } from '../platform/clock.ts'
import { accept } from '../platform/contract.ts'
import { ProblemError, platformProblems } from '../platform/problem.ts'
import { scopesForPooling } from '../platform/scope.ts'
import { instantAsked } from './as-of.ts'
import { type Cohort, type CohortDeps, readCohort } from './cohort.ts'
import type { Viewer } from './disclosure.ts'
import { getLab } from './lab/lab.contract.ts'
import { definitionLab, type Lab } from './lab/lab.ts'
import { COVARIANCE_STRUCTURES, type CovarianceStructure } from './repeated-measures/covariance.ts'
import { getModel } from './repeated-measures/model.contract.ts'
import { type CohortModel, cohortModel } from './repeated-measures/of-cohort.ts'
import { type CohortThresholds, cohortThresholds } from './threshold/of-cohort.ts'
import { getThresholds } from './threshold/thresholds.contract.ts'

export type AnalysisRouteDeps = AuthoriseDeps & CohortDeps & { readonly clock: Clock }

/** Analyses over the participants of a study. What they tell of other sites passes disclosure. */
export function analysisRoutes(deps: AnalysisRouteDeps) {
  return new Hono<StaffEnv>()
    .get('/api/studies/:study/lab', accept(getLab), async (c) => {
      const { params, query } = c.var.input
      const membership = await memberOf(deps, c.var.person, params.study)
      return c.json(await computeLab(deps, membership, query))
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
  deps: AnalysisRouteDeps,
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
  const { cohort, viewer } = await cohortFor(deps, membership, query.asOf)
  const measures = measuresFor(deps.library, study)
  return definitionLab(cohort, { study, measures, definitions, timepoint: query.timepoint }, viewer)
}

/** @throws ProblemError 422 for a measure that the study does not have, an unknown covariance, and an instant to come */
export async function computeModel(
  deps: AnalysisRouteDeps,
  membership: StudyMember,
  query: z.output<typeof getModel.query>,
): Promise<CohortModel> {
  const { study } = membership
  const measures = measuresFor(deps.library, study)
  requireMeasure(measures, query.measure)
  const structures = query.structures === undefined ? COVARIANCE_STRUCTURES : structuresOf(query.structures)
  const { cohort, viewer } = await cohortFor(deps, membership, query.asOf)
  const { sites, degreesOfFreedom, measure, imputations, seed } = query
  return cohortModel(cohort, { study, measures, measure }, viewer, {
    ...{ structures, sites, degreesOfFreedom },
    ...(imputations > 1 && { imputation: { imputations, seed } }),
  })
}

/** @throws ProblemError 422 for a measure or timepoint that the study does not have, and an instant to come */
export async function computeThresholds(
  deps: AnalysisRouteDeps,
  membership: StudyMember,
  query: z.output<typeof getThresholds.query>,
): Promise<CohortThresholds> {
  const { study } = membership
  const measures = measuresFor(deps.library, study)
  requireMeasure(measures, query.measure)
  requireFollowUp(study, query.timepoint)
  const { cohort, viewer } = await cohortFor(deps, membership, query.asOf)
  const { measure, timepoint, seed, replicates } = query
  const question = { study, measures, measure, timepoint }
  return cohortThresholds(cohort, question, viewer, { bootstrap: { seed, replicates } })
}

async function cohortFor(
  deps: AnalysisRouteDeps,
  { member, study }: StudyMember,
  asked: string | undefined,
): Promise<{ cohort: Cohort; viewer: Viewer }> {
  const asOf = instantAsked(asked, isoOf(deps.clock.now()))
  const scopes = scopesForPooling(
    member,
    study.sites.map(({ id }) => id),
  )
  const cohort = await readCohort(deps, study, scopes, asOf)
  return { cohort, viewer: { sites: member.sites, minimumCell: study.minimumCell } }
}

function measuresFor(library: Library, study: StudyDefinition): Measures {
  return measuresOf(study, (ref) => library.instrument(ref)?.definition)
}

function requireMeasure(measures: Measures, name: string): void {
  if (!measures.has(name)) throw unknownName('?measure', 'a score or domain that the study measures')
}

function requireFollowUp({ timepoints, baseline }: StudyDefinition, timepoint: string): void {
  const [id] = timepoint.split('.')
  if (id === baseline || !timepoints.some((one) => one.id === id))
    throw unknownName('?timepoint', 'a follow-up timepoint of the study')
}

function structuresOf(names: string): CovarianceStructure[] {
  return names.split(',').map((name) => {
    const structure = COVARIANCE_STRUCTURES.find((one) => one === name)
    if (!structure) throw unknownName('?structures', `of ${COVARIANCE_STRUCTURES.join(', ')}`)
    return structure
  })
}

function unknownName(pointer: string, detail: string): ProblemError {
  return new ProblemError(platformProblems.invalidInput, [{ pointer, code: 'unknown', detail }])
}
