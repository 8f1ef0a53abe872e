import { STUDY_TEMPLATES } from '../../../web/api/studies/study-templates.ts'
import type {
  DraftChange,
  DraftOverview,
  LedStudy,
  StudyOfficeView,
} from '../../../web/console/study-office-view.ts'
import { formatIso } from '../../platform/core/clock.ts'
import { findInForce } from '../../records/library/stored-library.ts'
import type { Membership } from '../../records/membership/membership.ts'
import { listUnaskedParts } from '../../workflows/library/remove-unasked.ts'
import { needsSecondPerson } from '../../workflows/library/require-second-person.ts'
import { type ReviewedDraft, reviewDraft } from '../../workflows/library/study-drafts.ts'
import { createPlaceFinder } from './form/find-place.ts'
import { nameUnasked } from './name-unasked.ts'
import type { StudyOfficeDeps } from './office-frame.ts'
import { describeSaving, locateProblems } from './section-view.ts'

/** The first page of the office: the draft with its problems and differences, the versions, and the studies of a lead. */
export async function buildOfficeView(
  deps: StudyOfficeDeps,
  member: Membership,
  locale: string,
): Promise<{ readonly view: StudyOfficeView; readonly title: string }> {
  const { study } = member
  const [head, review, stored, memberships, organisations] = await Promise.all([
    deps.heads.find(study),
    reviewDraft(deps, study),
    deps.drafts.find(study),
    deps.memberships.listByPerson(member.sub),
    deps.organisations.listByPerson(member.sub),
  ])
  const inForce = head && findInForce(head, formatIso(deps.clock.now()))
  const view = {
    inForce: inForce?.version,
    versions: (head?.versions ?? []).map(({ version, hash, from }) => ({ version, hash, from })),
    draft: review && (await buildOverview(deps, member, review, locale)),
    revision: stored.revision,
    canBeginStudy: organisations.length > 0,
    templates: STUDY_TEMPLATES,
    studies: await listLedStudies(deps, memberships),
  }
  return { view, title: readText(review?.draft.source.title) }
}

async function buildOverview(
  deps: StudyOfficeDeps,
  member: Membership,
  review: ReviewedDraft,
  locale: string,
): Promise<DraftOverview> {
  const { draft } = review
  const [inForce, by, instruments] = await Promise.all([
    deps.library.findStudy(member.study),
    deps.memberships.find(draft.changedBy, member.study),
    deps.openInstruments(),
  ])
  return {
    revision: review.revision,
    basedOn: draft.basedOn,
    version: readText(draft.source.version),
    saved: describeSaving(review, member, by),
    problems: locateProblems(review, locale),
    changes: review.changes && locateChanges(review, review.changes, inForce ?? {}, locale),
    unasked: nameUnasked(
      listUnaskedParts(review.definition, instruments),
      review.definition,
      ...([instruments, locale] as const),
    ),
    needsSecondPerson: await needsSecondPerson(deps, member.study, review.definition),
  }
}

/** Where the forms have each difference: now, or before where it was taken away. */
function locateChanges(
  { draft }: ReviewedDraft,
  changes: NonNullable<ReviewedDraft['changes']>,
  before: object,
  locale: string,
): readonly DraftChange[] {
  const [now, then] = [
    createPlaceFinder(draft.source, locale),
    createPlaceFinder(before as ReviewedDraft['draft']['source'], locale),
  ]
  return changes.map((change) => {
    const found = (change.kind === 'removed' ? then : now)('key', change.path)
    const place = found.section === 'everything' ? then('key', change.path) : found
    return { ...change, place }
  })
}

/** Of everything that somebody leads: what is in force, and whether a draft is begun. */
async function listLedStudies(
  deps: StudyOfficeDeps,
  memberships: readonly Membership[],
): Promise<readonly LedStudy[]> {
  const led = memberships.filter(({ role }) => role === 'lead')
  const studies = await Promise.all(
    led.map(async ({ study }) => {
      const [head, stored, published] = await Promise.all([
        deps.heads.find(study),
        deps.drafts.find(study),
        deps.library.findStudy(study),
      ])
      const inForce = head && findInForce(head, formatIso(deps.clock.now()))
      return {
        ...{ id: study, title: published?.title ?? (readText(stored.draft?.source.title) || study) },
        ...{ hasDraft: stored.draft !== undefined, inForce: inForce?.version, from: inForce?.from },
        versions: head?.versions.length ?? 0,
      }
    }),
  )
  return studies.sort((a, b) => a.title.localeCompare(b.title))
}

export function readText(value: unknown): string {
  return typeof value === 'string' ? value : ''
}
