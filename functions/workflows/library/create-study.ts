import { organisationProblems } from '../../../web/api/problems/organisation-problems.ts'
import { studyDraftProblems } from '../../../web/api/problems/study-draft-problems.ts'
import type { StudyTemplate } from '../../../web/api/studies/study-templates.ts'
import { formatIso } from '../../platform/core/clock.ts'
import { ProblemError } from '../../platform/core/problem-error.ts'
import { formatStudyChain } from '../../records/audit/audit.store.ts'
import { putDraft, type StudyDraft } from '../../records/library/study-draft.store.ts'
import { grantMembership } from '../access/change-members.ts'
import { buildNotFound } from '../access/staff-access.ts'
import { adoptStudy } from '../organisations/change-organisation.ts'
import type { OrganisationDeps } from '../organisations/organisation.deps.ts'
import { type DraftDeps, type ReviewedDraft, reviewDraft } from './study-drafts.ts'
import { buildFromTemplate, TEMPLATE_SOURCES } from './study-templates.ts'

export type CreateStudyDeps = DraftDeps & OrganisationDeps

/** What a study begins from: another one, or what ships. */
export type StudyOrigin = { readonly copyOf: string } | { readonly template: StudyTemplate }

export type StudyOrder = StudyOrigin & {
  readonly id: string
  readonly title: string
  readonly organisation?: string | undefined
}

/**
 * Begins a study as the draft of a copy, or of a template. Whoever creates it becomes its lead, for all of its sites, and
 * administers it; a request that stopped between the two is finished by the same again.
 *
 * @param person who administers the organisation and, of a copy, is a member of the one that is copied
 * @param order.organisation left out: that of the study that is copied, or the only one that they administer
 * @throws ProblemError 403 `organisation-needed`; 404 for a study that is not theirs to copy; 409 `study-exists`
 */
export async function createStudy(
  deps: CreateStudyDeps,
  person: { readonly sub: string },
  order: StudyOrder,
): Promise<ReviewedDraft> {
  if ('copyOf' in order && !(await deps.memberships.find(person.sub, order.copyOf))) throw buildNotFound()
  const { organisation, name } = await requireBeginner(deps, person, order)
  const source = await readOrigin(deps, order)
  await beginDraft(deps, person.sub, {
    ...source,
    ...{ id: order.id, version: '1.0.0', title: order.title },
  })
  await grantBeginner(deps, person.sub, { study: order.id, organisation, name })
  const review = await reviewDraft(deps, order.id)
  if (!review) throw new ProblemError(studyDraftProblems.draftChanged)
  return review
}

/**
 * Makes the person who begins a study its lead, and the study their organisation's. Once: of a study that was begun, those who
 * administer it say who its members are, so that nobody comes back or rises by beginning it again.
 *
 * @throws ProblemError `study-exists` where it is another organisation's, or they administer it no more
 */
async function grantBeginner(
  deps: CreateStudyDeps,
  sub: string,
  {
    study,
    organisation,
    name,
  }: { readonly study: string; readonly organisation: string; readonly name: string },
): Promise<void> {
  const actor = { kind: 'administrator', sub } as const
  const [owner, administrators, member, outline] = await Promise.all([
    deps.organisations.findOwner(study),
    deps.memberships.countAdministrators(study),
    deps.memberships.find(sub, study),
    deps.outlineStudy(study),
  ])
  const isOfOthers = owner !== undefined && owner !== organisation
  const isBegun = owner !== undefined || administrators > 0
  if (isOfOthers || (isBegun && !member?.administers)) throw new ProblemError(studyDraftProblems.studyExists)
  if (!isBegun) {
    const sites = (outline?.sites ?? []).map(({ id }) => id)
    await grantMembership(deps, actor, {
      ...{ sub, name, study, role: 'lead', sites, administers: true, blinded: false },
    })
  }
  await adoptStudy(deps, actor, { organisation, study })
}

/** @throws ProblemError 404 where it is not published */
async function readOrigin(deps: CreateStudyDeps, origin: StudyOrigin): Promise<StudyDraft['source']> {
  const shipped = 'template' in origin ? TEMPLATE_SOURCES[origin.template] : undefined
  const head = await deps.heads.find(shipped?.study ?? ('copyOf' in origin ? origin.copyOf : ''))
  const version = shipped
    ? head?.versions.find((one) => one.version === shipped.version)
    : head?.versions.at(-1)
  if (!version) throw buildNotFound()
  const [source] = await deps.definitions.readSources([version.hash])
  return 'template' in origin
    ? buildFromTemplate(origin.template, source as StudyDraft['source'])
    : (source as StudyDraft['source'])
}

/** @throws ProblemError `study-exists`, unless it is the draft that the same person began and nobody has changed */
async function beginDraft(deps: CreateStudyDeps, by: string, source: StudyDraft['source']): Promise<void> {
  const study = String(source.id)
  const [head, stored] = await Promise.all([deps.heads.find(study), deps.drafts.find(study)])
  if (head) throw new ProblemError(studyDraftProblems.studyExists)
  if (stored.draft && stored.revision === 1 && stored.draft.changedBy === by) return
  if (stored.revision > 0) throw new ProblemError(studyDraftProblems.studyExists)
  const draft: StudyDraft = {
    ...{ study, source, changedAt: formatIso(deps.clock.now()), changedBy: by, editors: [by] },
  }
  const actor = { kind: 'lead', sub: by } as const
  const event = { action: 'study-draft.created', actor, about: { revision: 1 } } as const
  const result = await deps.audit.write(formatStudyChain(study), event, [
    putDraft(deps.libraryTable, draft, 0),
  ])
  if (result.kind === 'refused') throw new ProblemError(studyDraftProblems.studyExists)
}

/** The organisation that the study begins in, and what the person is called there. */
async function requireBeginner(deps: CreateStudyDeps, { sub }: { readonly sub: string }, order: StudyOrder) {
  const [own, owner] = await Promise.all([
    deps.organisations.listByPerson(sub),
    'copyOf' in order ? deps.organisations.findOwner(order.copyOf) : undefined,
  ])
  const [only, ...others] = own
  const wanted =
    order.organisation ?? (own.find((id) => id === owner) || (others.length === 0 ? only : undefined))
  const found = wanted === undefined ? undefined : await deps.organisations.findAdministrator(wanted, sub)
  if (wanted === undefined || !found) throw new ProblemError(organisationProblems.notYours)
  return { organisation: wanted, name: found.name }
}
