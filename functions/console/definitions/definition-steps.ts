import { idSchema } from '../../../surveys/instrument/vocabulary-schema.ts'
import { computeNextVersion } from '../../../surveys/versions/publication.ts'
import { libraryProblems } from '../../../web/api/problems/library-problems.ts'
import { platformProblems } from '../../../web/api/problems/platform-problems.ts'
import { responderDefinitionProblems } from '../../../web/api/problems/responder-definition-problems.ts'
import { studyDraftProblems } from '../../../web/api/problems/study-draft-problems.ts'
import type { DefinitionNotice } from '../../../web/console/definitions-view.ts'
import { ProblemError } from '../../platform/core/problem-error.ts'
import type { DefinitionDraft } from '../../records/library/definition-draft.store.ts'
import { buildNotFound } from '../../workflows/access/staff-access.ts'
import {
  type DefinitionDraftDeps,
  type Drafter,
  saveDefinitionDraft,
} from '../../workflows/library/definition-drafts.ts'

/** What a form is refused with, as its page says it. */
export type RefusedStep = { readonly notice: DefinitionNotice; readonly status: 409 | 412 | 422 }

const REFUSALS: Readonly<Record<string, RefusedStep>> = {
  [studyDraftProblems.draftChanged.code]: { notice: 'draft-changed', status: 412 },
  [studyDraftProblems.draftFaulty.code]: { notice: 'draft-faulty', status: 422 },
  [responderDefinitionProblems.wrongVersion.code]: { notice: 'draft-faulty', status: 409 },
  [responderDefinitionProblems.unchanged.code]: { notice: 'draft-faulty', status: 409 },
  [responderDefinitionProblems.ofOthers.code]: { notice: 'of-others', status: 409 },
  [responderDefinitionProblems.tooManyDrafts.code]: { notice: 'too-many', status: 409 },
  [libraryProblems.alreadyRetired.code]: { notice: 'already-retired', status: 409 },
  [platformProblems.invalidInput.code]: { notice: 'no-endpoint', status: 422 },
}

/** @throws whatever is no refusal of a form */
export async function takeRefusals<Value>(step: () => Promise<Value>): Promise<Value | RefusedStep> {
  try {
    return await step()
  } catch (error) {
    const refused = error instanceof ProblemError ? REFUSALS[error.problem.code] : undefined
    if (refused === undefined) throw error
    return refused
  }
}

/**
 * Begins a draft: empty, as the copy of a published version under another id, or as the next version of one's own.
 *
 * @param from `id@version`; empty for an empty rule
 * @returns the id of the draft
 */
export async function beginDraft(
  deps: DefinitionDraftDeps,
  drafter: Drafter,
  { id, from }: { readonly id: string; readonly from: string },
): Promise<string | RefusedStep> {
  if (!idSchema.safeParse(id).success) return { notice: 'invalid', status: 422 }
  const entries = await deps.definitions.listEntries('responder-definition')
  const entry = entries.find((one) => `${one.id}@${one.version}` === from)
  if (from !== '' && !entry) throw buildNotFound()
  const isNext = entry?.id === id
  const owned = entries.filter((one) => one.id === id)
  if (owned.some(({ study }) => study !== drafter.study.id)) return { notice: 'of-others', status: 409 }
  if (owned.length > 0 && !isNext) return { notice: 'invalid', status: 409 }
  const stored = await deps.definitionDrafts.find(drafter.study.id, id)
  // Somebody writes it already: their draft is what goes on.
  if (stored.draft) return isNext ? id : { notice: 'invalid', status: 409 }
  const [source] = entry ? await deps.definitions.readSources([entry.hash]) : [EMPTY]
  const change = isNext
    ? { version: computeNextVersion(entry.version, 'breaking') }
    : { id, version: '1.0.0', ...(entry && { evidence: 'unconfirmed' }) }
  const begun = { ...(source as DefinitionDraft['source']), ...change }
  const saving = { definition: id, revision: stored.revision }
  return takeRefusals(async () => {
    await saveDefinitionDraft(deps, drafter, saving, begun, entry ? from : undefined)
    return id
  })
}

const EMPTY = { evidence: 'unconfirmed', rule: {} }
