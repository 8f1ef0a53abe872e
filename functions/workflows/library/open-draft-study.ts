import type { Instruments } from '../../../surveys/library/library.ts'
import { resolveNamedDefinitions } from '../../../surveys/responder/named-definitions.ts'
import { readUnfinishedStudy } from '../../../surveys/study/read-unfinished.ts'
import { computeContentHash } from '../../../surveys/values/canonical.ts'
import type { Person } from '../../platform/http/tokens.ts'
import type { DefinitionStore } from '../../records/library/definition.store.ts'
import type { StudyDraftStore } from '../../records/library/study-draft.store.ts'
import { requireDrafter } from '../access/require-drafter.ts'
import {
  type AuthoriseDeps,
  buildNotFound,
  requireMembership,
  requirePower,
  type StudyMember,
} from '../access/staff-access.ts'
import { findAmong, readNamedDefinitions } from './named-definitions.ts'

export type OpenStudyDeps = AuthoriseDeps & {
  readonly drafts: Pick<StudyDraftStore, 'find'>
  readonly definitions: Pick<DefinitionStore, 'listEntries' | 'readSources'>
  readonly openInstruments: () => Promise<Instruments>
}

/** A member and the study that they work in; of one that nobody has published yet, its draft as far as it can be read. */
export type OfficeMember = StudyMember & { readonly isUnpublished: boolean }

/**
 * A member of a study; of one that is not published yet, a lead.
 *
 * @throws ProblemError 404 for a study that is not theirs, or has no draft either; 403 for who is no lead of a draft
 */
export async function requireOfficeMember(
  deps: OpenStudyDeps,
  person: Person,
  study: string,
): Promise<OfficeMember> {
  if (await deps.library.findStudy(study))
    return { ...(await requireMembership(deps, person, study)), isUnpublished: false }
  const member = await requireDrafter(deps, person, study)
  const { draft } = await deps.drafts.find(study)
  if (!draft) throw buildNotFound()
  const [named, library] = await Promise.all([
    readNamedDefinitions(deps.definitions, [draft.source]),
    deps.openInstruments(),
  ])
  const resolved = resolveNamedDefinitions(draft.source, findAmong(named)) as typeof draft.source
  const published = { ...readUnfinishedStudy(resolved), id: study }
  return {
    ...{ member, published, library, isUnpublished: true, studyHash: computeContentHash(draft.source) },
    study: member.blinded ? { ...published, arms: [] } : published,
  }
}

/** The same for who directs the study. @throws ProblemError 404, 403 */
export async function requireOfficeLead(
  deps: OpenStudyDeps,
  person: Person,
  study: string,
): Promise<OfficeMember> {
  const member = await requireOfficeMember(deps, person, study)
  requirePower(member, 'direct')
  return member
}
