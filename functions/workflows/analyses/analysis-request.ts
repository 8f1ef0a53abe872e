import type { StudyAttribute } from '../../../surveys/study/attribute.ts'
import type { StudyDefinition } from '../../../surveys/study/definition.ts'
import { type Estimand, listEstimands } from '../../../surveys/study/estimand.ts'
import type { Measure, Measures } from '../../../surveys/study/measures.ts'
import { isOccurrence, parseTimepointId } from '../../../surveys/study/occurrence.ts'
import type { AttributeFilter } from '../../../web/api/analyses/attribute-filter.ts'
import { platformProblems } from '../../../web/api/problems/platform-problems.ts'
import { parseAttributeFilter } from '../../analysis/cohort/attribute-filter.ts'
import type { Cohort } from '../../analysis/cohort/cohort.ts'
import { filterCohort } from '../../analysis/cohort/filter-cohort.ts'
import { buildWholeViewer, type Viewer } from '../../analysis/disclosure/disclosure.ts'
import type { ArmReading } from '../../interchange/lake/profile-query.ts'
import { type Clock, formatIso } from '../../platform/core/clock.ts'
import { ProblemError } from '../../platform/core/problem-error.ts'
import { listAnalysisScopes } from '../../platform/core/scope.ts'
import type { AuthoriseDeps, StudyMember } from '../access/staff-access.ts'
import type { LargeStudies } from '../lake/large-studies.ts'
import { readLakeCohort } from '../lake/read-lake-cohort.ts'
import type { Lake, LakeGroup } from '../lake/read-participants.ts'
import { type CohortDeps, readCohort } from './read-cohort.ts'

/* What a query asks an analysis for, and the refusal of what there is not. */

export type AnalysisDeps = AuthoriseDeps &
  CohortDeps & {
    readonly clock: Clock
    /** Left out where every study is read from its table. */
    readonly largeStudies?: LargeStudies | undefined
  }

/**
 * The participants that the member's live numbers are of, as they stood: a lead's everybody, a coordinator's those of their
 * own sites. Of the whole study a coordinator sees its releases. With a filter, those participants alone: a filter narrows what
 * the member sees whole, and shows nothing of others.
 *
 * @returns `about`, which says whose the numbers are, is part of the reply
 * @throws ProblemError 422 for an instant to come or that the facts of a large study have not come to, an attribute or option
 * that the study does not have, and more participants than one function holds
 */
export async function readRequestedCohort(
  deps: AnalysisDeps,
  { member, study, published }: StudyMember,
  { asOf, attributes }: RequestedCohort,
): Promise<{ cohort: Cohort; viewer: Viewer; about: { filter?: AttributeFilter } }> {
  const filter = findRequestedFilter(study, attributes)
  const whole = await readWholeCohort(deps, { member, study, published }, asOf)
  return {
    cohort: filter ? filterCohort(whole, filter) : whole,
    viewer: buildWholeViewer(whole.sites, study.minimumCellSize, member.sites),
    about: filter ? { filter } : {},
  }
}

/** From the facts of the lake where the study is large, from its table otherwise. */
async function readWholeCohort(
  deps: AnalysisDeps,
  { member, study, published }: Pick<StudyMember, 'member' | 'study' | 'published'>,
  asked: string | undefined,
): Promise<Cohort> {
  const large = await askLake(deps, { member, study, published }, { asOf: asked }, readLakeCohort)
  const scopes = listMemberScopes({ member, study })
  return large ?? readCohort(deps, study, scopes, resolveAsOf(deps.clock, asked))
}

/**
 * What is read from the facts of a large study, of whom and as of when a query asks: everything that depends on the size of a study
 * is decided here.
 *
 * @returns `undefined` where the study is to be read from its table
 * @throws ProblemError 422 for an instant to come or that the facts have not come to, and an attribute or option that the study
 * does not have
 */
export async function askLake<Result>(
  { clock, largeStudies }: Pick<AnalysisDeps, 'clock' | 'largeStudies'>,
  { member, study, published }: Pick<StudyMember, 'member' | 'study' | 'published'>,
  { asOf: asked, attributes }: RequestedCohort,
  read: (lake: Lake, group: LakeGroup) => Promise<Result>,
): Promise<Result | undefined> {
  const instant = asked === undefined ? undefined : resolveAsOf(clock, asked)
  const filter = findRequestedFilter(study, attributes)
  const sites = listMemberScopes({ member, study }).map(({ site }) => site)
  const arms = findArmReading({ study, published })
  return largeStudies?.ask(study.id, instant, (lake, asOf) =>
    read(lake, { study, sites, asOf, filter, arms }),
  )
}

/** What an analysis reads of arms: of a study that is read without them, whether somebody was allocated. */
function findArmReading({ study, published }: Pick<StudyMember, 'study' | 'published'>): ArmReading {
  if (study.arms.length > 0) return 'which'
  return published.arms.length > 0 ? 'whether' : 'none'
}

/** The sites that the member's live numbers are of. */
function listMemberScopes({ member, study }: Pick<StudyMember, 'member' | 'study'>) {
  return listAnalysisScopes(
    member,
    study.sites.map(({ id }) => id),
  )
}

/** @throws ProblemError 422 for an attribute or option that the study does not have */
export function findRequestedFilter(
  study: StudyDefinition,
  attributes: string | undefined,
): AttributeFilter | undefined {
  return attributes === undefined ? undefined : requireFilter(study, attributes)
}

/** What every analysis is asked: the data known when, and of whom. */
type RequestedCohort = { readonly asOf?: string | undefined; readonly attributes?: string | undefined }

/** @throws ProblemError 422 */
function requireFilter(study: StudyDefinition, written: string): AttributeFilter {
  const filter = parseAttributeFilter(study, written)
  if (!filter) throw buildUnknownName('?attributes', 'must be attributes of the study with their options')
  return filter
}

/** The attribute that a result is broken down by. @throws ProblemError 422 */
export function findStratifyingAttribute(
  { attributes }: StudyDefinition,
  id: string | undefined,
): StudyAttribute | undefined {
  const attribute = attributes.find((one) => one.id === id)
  if (id !== undefined && !attribute)
    throw buildUnknownName('?stratifyBy', 'must be an attribute of the study')
  return attribute
}

/**
 * The instant that a result is of: the one asked for, or now. With milliseconds, as every instant that it is compared with
 * has.
 * @throws ProblemError 422 for an instant to come
 */
export function resolveAsOf(clock: Clock, asked: string | undefined): string {
  const now = formatIso(clock.now())
  const asOf = asked === undefined ? now : new Date(asked).toISOString()
  if (asOf > now) throw buildUnknownName('?asOf', 'must not be in the future')
  return asOf
}

/** @throws ProblemError 422 */
export function requireMeasure(measures: Measures, name: string): Measure {
  const measure = measures.get(name)
  if (!measure) throw buildUnknownName('?measure', 'must be a score or domain of the study')
  return measure
}

/** @param timepoint of one that repeats each time, such as week.2 @throws ProblemError 422 */
export function requireFollowUp(study: StudyDefinition, timepoint: string): void {
  if (parseTimepointId(timepoint) === study.baseline || !isOccurrence(study, timepoint))
    throw buildUnknownName('?timepoint', 'must be a follow-up timepoint of the study')
}

/** @param id the study's first one where it is left out @throws ProblemError 422 */
export function requireEstimand(study: StudyDefinition, id: string | undefined): Estimand {
  const estimands = listEstimands(study)
  const estimand = id === undefined ? estimands[0] : estimands.find((one) => one.id === id)
  if (!estimand) throw buildUnknownName('?estimand', 'must be an estimand of the study')
  return estimand
}

/** A name in a query that names nothing. */
export function buildUnknownName(pointer: string, detail: string): ProblemError {
  return new ProblemError(platformProblems.invalidInput, [{ pointer, code: 'unknown', detail }])
}
