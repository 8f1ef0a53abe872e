import { checkResponderRule } from '../../../surveys/publication/check-responder-rule.ts'
import { checkRuleFit } from '../../../surveys/publication/check-rule-fit.ts'
import { type ResponderDefinition, responderDefinitionSchema } from '../../../surveys/responder/definition.ts'
import { listParsedRules } from '../../../surveys/responder/parsed-rules.ts'
import type { ResponderRule } from '../../../surveys/responder/rule.ts'
import { buildStudyMeasures } from '../../../surveys/study/measures.ts'
import { computeContentHash } from '../../../surveys/values/canonical.ts'
import { platformProblems } from '../../../web/api/problems/platform-problems.ts'
import type { FieldFault } from '../../../web/api/problems/problem.ts'
import { responderDefinitionProblems } from '../../../web/api/problems/responder-definition-problems.ts'
import { studyDraftProblems } from '../../../web/api/problems/study-draft-problems.ts'
import { MAX_RESPONDER_DEFINITION_BYTES } from '../../../web/api/responder-definitions/responder-definition.ts'
import { formatIso } from '../../platform/core/clock.ts'
import { ProblemError } from '../../platform/core/problem-error.ts'
import { formatStudyChain } from '../../records/audit/audit.store.ts'
import type { AuditEvent } from '../../records/audit/audit.ts'
import {
  closeDefinitionDraft,
  type DefinitionDraft,
  type DefinitionDraftStore,
  MAX_DEFINITION_DRAFTS,
  putDefinitionDraft,
} from '../../records/library/definition-draft.store.ts'
import type { StudyMember } from '../access/staff-access.ts'
import {
  checkDefinitionSource,
  findStanding,
  type PublishDefinitionDeps,
  type PublishedDefinition,
  publishResponderDefinition,
} from './publish-responder-definition.ts'

export type DefinitionDraftDeps = PublishDefinitionDeps & { readonly definitionDrafts: DefinitionDraftStore }

/** A draft as an editor sees it. */
export type ReviewedDefinition = {
  /** Of the draft, to be named by the next change. */
  readonly revision: number
  readonly draft: DefinitionDraft
  readonly problems: readonly FieldFault[]
  /** Where it is a definition already. */
  readonly definition: ResponderDefinition | undefined
  /** The rule, as soon as that is one, with the problems that are its own: without any it can be computed. */
  readonly rule: ResponderRule | undefined
  readonly ruleProblems: readonly FieldFault[]
}

export type DefinitionSaving = {
  /** The id of the definition. */
  readonly definition: string
  /** Of the draft that was read: 0 where there was none. */
  readonly revision: number
}

/** Who writes in which study, and what that study measures. */
export type Drafter = Pick<StudyMember, 'member' | 'study' | 'library'>

/** `undefined` where there is no draft. */
export async function reviewDefinitionDraft(
  deps: DefinitionDraftDeps,
  drafter: Drafter,
  definition: string,
): Promise<ReviewedDefinition | undefined> {
  const { revision, draft } = await deps.definitionDrafts.find(drafter.study.id, definition)
  return draft && buildReview(deps, drafter, revision, draft)
}

/**
 * Saves what somebody has written so far, with the problems that it still has.
 *
 * @param basedOn `id@version` that it begins from, where there is no draft yet
 * @throws ProblemError `draft-changed` where it is no longer what was read; `too-many-definition-drafts`; 413
 */
export async function saveDefinitionDraft(
  deps: DefinitionDraftDeps,
  drafter: Drafter,
  { definition, revision }: DefinitionSaving,
  source: DefinitionDraft['source'],
  basedOn?: string,
): Promise<ReviewedDefinition> {
  if (Buffer.byteLength(JSON.stringify(source)) > MAX_RESPONDER_DEFINITION_BYTES)
    throw new ProblemError(platformProblems.tooLarge)
  const study = drafter.study.id
  const by = drafter.member.sub
  const stored = await deps.definitionDrafts.find(study, definition)
  if (stored.revision !== revision) throw new ProblemError(studyDraftProblems.draftChanged)
  if (!stored.draft && (await deps.definitionDrafts.listByStudy(study)).length >= MAX_DEFINITION_DRAFTS)
    throw new ProblemError(responderDefinitionProblems.tooManyDrafts)
  const draft: DefinitionDraft = {
    ...{ study, definition, source, changedBy: by, changedAt: formatIso(deps.clock.now()) },
    basedOn: stored.draft ? stored.draft.basedOn : basedOn,
  }
  const about = {
    ...{ definition, revision: revision + 1, after: computeContentHash(source) },
    ...(stored.draft && { before: computeContentHash(stored.draft.source) }),
  }
  const action = stored.draft ? 'definition-draft.saved' : 'definition-draft.created'
  await writeDraft(deps, study, { action, actor: { kind: 'lead', sub: by }, about }, [
    putDefinitionDraft(deps.libraryTable, draft, revision),
  ])
  return buildReview(deps, drafter, revision + 1, draft)
}

/** @throws ProblemError `draft-changed`; 404 where there is none */
export async function discardDefinitionDraft(
  deps: DefinitionDraftDeps,
  drafter: Drafter,
  saving: DefinitionSaving,
): Promise<void> {
  const draft = await requireDraft(deps, drafter, saving)
  await closeDraft(deps, drafter, saving, draft, 'definition-draft.discarded')
}

/**
 * Publishes a draft that has no problem any more, and closes it. Where a request stopped between the two, the same again
 * closes it.
 *
 * @throws ProblemError `draft-changed`; `draft-faulty` with each problem; what `publishResponderDefinition` throws; 404
 */
export async function publishDefinitionDraft(
  deps: DefinitionDraftDeps,
  drafter: Drafter,
  saving: DefinitionSaving,
): Promise<PublishedDefinition> {
  const draft = await requireDraft(deps, drafter, saving)
  const { problems } = await buildReview(deps, drafter, saving.revision, draft)
  if (problems.length > 0) throw new ProblemError(studyDraftProblems.draftFaulty, problems)
  const by = { sub: drafter.member.sub, study: drafter.study.id }
  const published = await publishResponderDefinition(deps, by, draft.source)
  await closeDraft(deps, drafter, saving, draft, 'definition-draft.published')
  return published
}

async function requireDraft(
  { definitionDrafts }: DefinitionDraftDeps,
  { study }: Drafter,
  { definition, revision }: DefinitionSaving,
): Promise<DefinitionDraft> {
  const stored = await definitionDrafts.find(study.id, definition)
  if (!stored.draft) throw new ProblemError(platformProblems.notFound)
  if (stored.revision !== revision) throw new ProblemError(studyDraftProblems.draftChanged)
  return stored.draft
}

async function closeDraft(
  deps: DefinitionDraftDeps,
  { member, study }: Drafter,
  { definition, revision }: DefinitionSaving,
  draft: DefinitionDraft,
  action: 'definition-draft.discarded' | 'definition-draft.published',
): Promise<void> {
  const about = { definition, revision: revision + 1, before: computeContentHash(draft.source) }
  await writeDraft(deps, study.id, { action, actor: { kind: 'lead', sub: member.sub }, about }, [
    closeDefinitionDraft(deps.libraryTable, draft, revision),
  ])
}

async function writeDraft(
  deps: DefinitionDraftDeps,
  study: string,
  event: AuditEvent,
  writes: readonly ReturnType<typeof putDefinitionDraft>[],
): Promise<void> {
  const result = await deps.audit.write(formatStudyChain(study), event, writes)
  if (result.kind === 'refused') throw new ProblemError(studyDraftProblems.draftChanged)
}

async function buildReview(
  deps: DefinitionDraftDeps,
  { study, library }: Drafter,
  revision: number,
  draft: DefinitionDraft,
): Promise<ReviewedDefinition> {
  const { problems, definition } = await checkDefinitionSource(deps, draft.source)
  const measures = buildStudyMeasures(study, library)
  // While one condition is not finished, the others are checked all the same.
  const parsed = listParsedRules(draft.source.rule)
  const rule = parsed.find(({ pointer }) => pointer === '/rule')?.rule
  const fit = parsed.flatMap((part) => [
    ...checkResponderRule(part.rule, part.pointer),
    ...checkRuleFit(part.rule, measures, study, part.pointer),
  ])
  const all = [
    ...problems,
    ...checkId(draft),
    ...(definition ? await checkStanding(deps, study.id, definition, draft.source) : []),
    ...fit.map(({ pointer, detail }) => ({ pointer, detail, code: 'does-not-fit' })),
  ].filter((one, at, list) => list.findIndex((other) => isSame(one, other)) === at)
  const ruleProblems = all.filter(({ pointer }) => pointer === '/rule' || pointer.startsWith('/rule/'))
  return { revision, draft, problems: all, definition, rule, ruleProblems }
}

function isSame(a: FieldFault, b: FieldFault): boolean {
  return a.pointer === b.pointer && a.detail === b.detail
}

/** What publishing it would be refused for, so that whoever writes it knows before. */
async function checkStanding(
  deps: DefinitionDraftDeps,
  study: string,
  definition: ResponderDefinition,
  source: unknown,
): Promise<readonly FieldFault[]> {
  const standing = await findStanding(deps, study, definition, source)
  if (standing.kind !== 'refused') return []
  const { errors, problem } = standing.refusal
  return errors.length > 0 ? errors : [{ pointer: '/id', code: problem.code, detail: problem.title }]
}

/** A draft is of one definition, whose id never changes. */
function checkId({ definition, source }: DefinitionDraft): readonly FieldFault[] {
  return source.id === definition
    ? []
    : [{ pointer: '/id', code: 'another-definition', detail: `must be ${definition}` }]
}

/** Whether a review can be computed: a faulty rule means nothing, whatever it gives. */
export function findComputable({
  draft,
  rule,
  ruleProblems,
}: ReviewedDefinition): Pick<ResponderDefinition, 'rule' | 'missing' | 'lateAnswers'> | undefined {
  if (!rule || ruleProblems.length > 0) return undefined
  const { missing, lateAnswers } = responderDefinitionSchema.shape
  return {
    rule,
    missing: missing.safeParse(draft.source.missing).data ?? 'not-assessable',
    lateAnswers: lateAnswers.safeParse(draft.source.lateAnswers).data ?? 'counted',
  }
}
