import type { Instruments } from '../../../surveys/library/library.ts'
import { readDefinition } from '../../../surveys/library/list-definitions.ts'
import type { StudyDefinition } from '../../../surveys/study/definition.ts'
import { diffStudies, type StudyChange } from '../../../surveys/study/diff-studies.ts'
import { computeContentHash } from '../../../surveys/values/canonical.ts'
import { platformProblems } from '../../../web/api/problems/platform-problems.ts'
import type { FieldFault } from '../../../web/api/problems/problem.ts'
import { studyDraftProblems } from '../../../web/api/problems/study-draft-problems.ts'
import { MAX_STUDY_BYTES } from '../../../web/api/studies/study-draft.ts'
import { formatIso } from '../../platform/core/clock.ts'
import { ProblemError } from '../../platform/core/problem-error.ts'
import { formatStudyChain } from '../../records/audit/audit.store.ts'
import type { AuditEvent } from '../../records/audit/audit.ts'
import {
  closeDraft,
  putDraft,
  type StudyDraft,
  type StudyDraftStore,
} from '../../records/library/study-draft.store.ts'
import type { StudyLibrary } from '../../records/library/study-library.ts'
import { type LaterSite, listSitesHeldBack } from '../../rules/library/study-head.ts'
import { type CheckedDraft, checkStudyDraft } from './check-study-draft.ts'
import { findAmong, readNamedDefinitions } from './named-definitions.ts'
import { type PublishDeps, publishDefinitions } from './publish-definitions.ts'
import { needsSecondPerson } from './require-second-person.ts'

export type DraftDeps = PublishDeps & {
  readonly drafts: StudyDraftStore
  readonly library: StudyLibrary
  readonly openInstruments: () => Promise<Instruments>
}

/** A draft as an editor sees it. */
export type ReviewedDraft = {
  /** Of the draft, to be named by the next change. */
  readonly revision: number
  readonly draft: StudyDraft
  readonly problems: readonly FieldFault[]
  /** Where it is a study already. */
  readonly definition: StudyDefinition | undefined
  /** Against the version in force; `undefined` while it is no study yet, and of a new one. */
  readonly changes: readonly StudyChange[] | undefined
}

export type Saving = {
  readonly study: string
  /** `sub` of a lead. */
  readonly by: string
  /** Of the draft that was read: 0 where there was none. */
  readonly revision: number
}

/** When a version comes into force, and where. */
export type Taking = {
  /** From then on; left out: at once. */
  readonly from?: string | undefined
  /** Sites that follow later than others, from an instant or once a lead moves them. One that is held back already stays so. */
  readonly later?: readonly Omit<LaterSite, 'by'>[]
  /** Sites of the person who publishes: those of others that were held back stay so. */
  readonly own: readonly string[]
}

/** `undefined` where there is no draft. */
export async function reviewDraft(deps: DraftDeps, study: string): Promise<ReviewedDraft | undefined> {
  const { revision, draft } = await deps.drafts.find(study)
  return draft && buildReview(deps, revision, draft)
}

/**
 * Saves what somebody has written so far, with the problems that it still has.
 *
 * @throws ProblemError `draft-changed` where it is no longer what was read; 413
 */
export async function saveDraft(
  deps: DraftDeps,
  { study, by, revision }: Saving,
  source: StudyDraft['source'],
): Promise<ReviewedDraft> {
  if (Buffer.byteLength(JSON.stringify(source)) > MAX_STUDY_BYTES)
    throw new ProblemError(platformProblems.tooLarge)
  const stored = await deps.drafts.find(study)
  if (stored.revision !== revision) throw new ProblemError(studyDraftProblems.draftChanged)
  const basedOn = stored.draft ? stored.draft.basedOn : (await deps.library.findStudy(study))?.version
  const draft: StudyDraft = {
    ...{ study, source, basedOn, changedBy: by, changedAt: formatIso(deps.clock.now()) },
    editors: [...new Set([...(stored.draft?.editors ?? []), by])],
  }
  const about = {
    revision: revision + 1,
    ...(stored.draft && { before: computeContentHash(stored.draft.source) }),
    after: computeContentHash(source),
  }
  const action = stored.draft ? 'study-draft.saved' : 'study-draft.created'
  await writeDraft(deps, study, { action, actor: { kind: 'lead', sub: by }, about }, [
    putDraft(deps.libraryTable, draft, revision),
  ])
  return buildReview(deps, revision + 1, draft)
}

/** @throws ProblemError `draft-changed`; 404 where there is none */
export async function discardDraft(deps: DraftDeps, { study, by, revision }: Saving): Promise<void> {
  const draft = await requireDraft(deps, study, revision)
  const about = { revision: revision + 1, before: computeContentHash(draft.source) }
  await writeDraft(
    deps,
    study,
    { action: 'study-draft.discarded', actor: { kind: 'lead', sub: by }, about },
    [closeDraft(deps.libraryTable, draft, revision)],
  )
}

/**
 * Publishes a draft that has no problem any more, and closes it. Where a request stopped between the two, the same again
 * closes it.
 *
 * @throws ProblemError `draft-changed`; `draft-faulty` with each problem; `second-person-needed`, see `needsSecondPerson`; 422
 * for an instant that has passed, and for a site that has nothing to stay on; 404
 */
export async function publishDraft(
  deps: DraftDeps,
  { study, by, revision }: Saving,
  { from, later = [], own }: Taking,
): Promise<{ readonly version: string; readonly hash: string }> {
  const draft = await requireDraft(deps, study, revision)
  const now = formatIso(deps.clock.now())
  refusePast(from, '/from', now)
  for (const [index, one] of later.entries()) refusePast(one.from, `/later/${index}/from`, from ?? now)
  const inForce = await deps.library.findStudy(study)
  const foreign = later.findIndex(({ site }) => !inForce?.sites.some(({ id }) => id === site))
  if (foreign >= 0)
    throw new ProblemError(platformProblems.invalidInput, [
      {
        pointer: `/later/${foreign}/site`,
        code: 'unknown',
        detail: 'must be a site of the version in force',
      },
    ])
  const { problems, definition } = await checkDraft(deps, draft)
  if (draft.editors.includes(by) && (await needsSecondPerson(deps, study, definition)))
    throw new ProblemError(studyDraftProblems.secondPersonNeeded)
  if (problems.length > 0) throw new ProblemError(studyDraftProblems.draftFaulty, problems)
  const heldBack = listSitesHeldBack(await deps.heads.find(study), own, from ?? now)
  // The person who held it back decides when it goes on.
  const heldNow = later.filter(({ site }) => !heldBack.some((one) => one.site === site))
  const named = await readNamedDefinitions(deps.definitions, [draft.source])
  const read = readDefinition('study', draft.source, findAmong(named))
  const actor = { kind: 'lead', sub: by } as const
  await publishDefinitions(deps, [read], {
    actor,
    origin: 'published',
    later: [...heldNow.map((one) => ({ ...one, by })), ...heldBack],
    ...(from !== undefined && { from }),
  })
  const about = { revision: revision + 1, published: read.version }
  await writeDraft(deps, study, { action: 'study-draft.discarded', actor, about }, [
    closeDraft(deps.libraryTable, draft, revision),
  ])
  return { version: read.version, hash: read.hash }
}

function refusePast(at: string | undefined, pointer: string, now: string): void {
  if (at !== undefined && at <= now)
    throw new ProblemError(platformProblems.invalidInput, [
      { pointer, code: 'past', detail: 'must be later than now, and than the version is in force' },
    ])
}

async function requireDraft({ drafts }: DraftDeps, study: string, revision: number): Promise<StudyDraft> {
  const stored = await drafts.find(study)
  if (!stored.draft) throw new ProblemError(platformProblems.notFound)
  if (stored.revision !== revision) throw new ProblemError(studyDraftProblems.draftChanged)
  return stored.draft
}

async function writeDraft(
  deps: DraftDeps,
  study: string,
  event: AuditEvent,
  writes: readonly ReturnType<typeof putDraft>[],
): Promise<void> {
  const result = await deps.audit.write(formatStudyChain(study), event, writes)
  if (result.kind === 'refused') throw new ProblemError(studyDraftProblems.draftChanged)
}

async function buildReview(deps: DraftDeps, revision: number, draft: StudyDraft): Promise<ReviewedDraft> {
  const [{ problems, definition }, inForce] = await Promise.all([
    checkDraft(deps, draft),
    deps.library.findStudy(draft.study),
  ])
  const changes = definition && inForce && diffStudies(inForce, definition)
  return { revision, draft, problems, definition, changes }
}

/** Every problem of a draft, against the library as it is now. */
export async function checkDraft(
  deps: Pick<DraftDeps, 'heads' | 'openInstruments' | 'definitions'>,
  draft: StudyDraft,
): Promise<CheckedDraft> {
  const [head, published, named, entries] = await Promise.all([
    deps.heads.find(draft.study),
    deps.openInstruments(),
    readNamedDefinitions(deps.definitions, [draft.source]),
    deps.definitions.listEntries('instrument'),
  ])
  const retired = entries.flatMap((one) =>
    one.retired ? [[`${one.id}@${one.version}`, one.retired.reason] as const] : [],
  )
  const checked = checkStudyDraft(draft, head, published, named, new Map(retired))
  return { ...checked, problems: dropRepeated(checked.problems) }
}

/** A rule with several conditions on a score that nothing measures says so for each of them: once is enough. */
function dropRepeated(problems: readonly FieldFault[]): readonly FieldFault[] {
  return problems.filter(
    ({ pointer, detail }, at) =>
      problems.findIndex((one) => one.pointer === pointer && one.detail === detail) === at,
  )
}
