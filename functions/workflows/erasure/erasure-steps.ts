import type { StudyDefinition } from '../../../surveys/study/definition.ts'
import type { ErasureGrade, StudyDataRule } from '../../../web/api/participants/erasure-grades.ts'
import { formatIso } from '../../platform/core/clock.ts'
import { CONFLICT, retryOnConflict } from '../../platform/core/retry-on-conflict.ts'
import { buildAssessmentScope, type ParticipantScope } from '../../platform/core/scope.ts'
import type { StoredSurvey } from '../../records/assessment/survey.ts'
import { eraseAnswers, type WithoutWords } from '../../records/assessment/survey-ending.store.ts'
import type { SURVEY_UNCHANGED } from '../../records/assessment/survey-update.ts'
import { formatAssessmentChain, formatParticipantChain } from '../../records/audit/audit.store.ts'
import type { AuditEvent } from '../../records/audit/audit.ts'
import { changeContact } from '../../records/contact/contact.store.ts'
import { requireInstruments } from '../../records/library/study-library.ts'
import { listDispositions } from '../../records/participant/participant.ts'
import { buildBattery } from '../../records/response/response.ts'
import { endAllLinks } from '../links/end-links.ts'
import { changeSchedule } from '../schedule/change-schedule.ts'
import type { ErasureStepDeps } from './erasure.deps.ts'

/** What is carried out, as it stands in the ledger. */
export type ConfirmedErasure = {
  readonly grade: ErasureGrade
  readonly studyData: StudyDataRule
  readonly confirmedAt: string
}

const SYSTEM: AuditEvent['actor'] = { kind: 'system' }

/**
 * The steps of an erasure, each of which may run again: one that is done finds nothing left to do. Those before the last text
 * and those after it are apart, since a text needs a number.
 */
export async function stopParticipation(
  deps: ErasureStepDeps,
  study: StudyDefinition,
  scope: ParticipantScope,
  erasure: ConfirmedErasure,
): Promise<void> {
  // Before anything is erased: where they were sent stands in what is.
  await endAllLinks(deps, scope, { at: formatIso(deps.clock.now()), since: erasure.confirmedAt })
  if (erasure.grade !== 'stop-contact') await endParticipation(deps, study, scope, erasure.confirmedAt)
  if (erasure.grade !== 'erase') return
  if (erasure.studyData === 'delete') await deps.erasedStudyData.deleteRecords(scope)
  else await eraseFreeText(deps, scope)
}

export async function forgetContact(
  deps: ErasureStepDeps,
  scope: ParticipantScope,
  erasure: ConfirmedErasure,
): Promise<void> {
  if (erasure.grade !== 'erase') return stopContact(deps, scope, erasure.confirmedAt)
  // With the number, and not before: a crisis reply that is still to go out is one.
  await deps.erasedStudyData.deleteNotices(scope)
  await deps.erasedContacts.deleteAll(scope)
  if (erasure.studyData === 'delete') await deps.erasedStudyData.deleteAll(scope)
}

/** As a withdrawal of their own wish. One that had ended stays ended as it was, and one that was resumed since goes on. */
async function endParticipation(
  deps: ErasureStepDeps,
  study: StudyDefinition,
  scope: ParticipantScope,
  confirmedAt: string,
): Promise<void> {
  await changeSchedule(deps, study, scope, (read) => {
    if (!read) return 'nobody'
    const dispositions = listDispositions(read.participant)
    if (read.participant.ended || dispositions.some(({ recordedAt }) => recordedAt > confirmedAt))
      return 'unchanged'
    const ended = {
      ...({ how: 'withdrawn', reason: 'own-wish' } as const),
      ...{ at: confirmedAt, recordedAt: formatIso(deps.clock.now()) },
    }
    return {
      participant: { ...read.participant, ended, dispositions: [...dispositions, ended] },
      writes: [],
      event: { action: 'participation.ended', actor: SYSTEM, about: { how: ended.how, at: ended.at } },
    }
  })
}

/** Words that a participant wrote go; what they chose stays, and so do the scores, which no words count in. */
async function eraseFreeText(deps: ErasureStepDeps, scope: ParticipantScope): Promise<void> {
  for (const { timepoint } of await deps.assessments.listByParticipant(scope)) {
    const of = buildAssessmentScope(scope, timepoint)
    await retryOnConflict(async () => {
      const read = await deps.surveys.find(of)
      const kept = read && (await removeWords(deps, read))
      if (!read || !kept) return
      const about = { timepoint, answers: kept.erased }
      // The head is read from the trail: after a restore, that on the item is behind it.
      const result = await deps.audit.write<typeof SURVEY_UNCHANGED>(
        formatAssessmentChain(of),
        { action: 'answers.erased', actor: SYSTEM, about },
        (head) => [eraseAnswers(deps.studyTable, of, read, kept.left, head)],
      )
      return result.kind === 'written' ? undefined : CONFLICT
    })
  }
}

/** From the answers, and from those that arrived late; `undefined` where there are no words among them. */
async function removeWords(
  deps: Pick<ErasureStepDeps, 'library'>,
  { assessment, response }: StoredSurvey,
): Promise<{ readonly left: WithoutWords; readonly erased: number } | undefined> {
  const { battery, study, site } = assessment
  const opened = await deps.library.openBattery(study, battery, site)
  if (!opened) throw new Error('an assessment of a study that is not in the library')
  const instruments = requireInstruments(opened.library, battery)
  const written = new Set(
    buildBattery(instruments)
      .items.filter(({ item }) => item.type === 'text')
      .map(({ key }) => key),
  )
  const answers = Object.entries(response?.answers ?? {})
  const keptAnswers = answers.filter(([key]) => !written.has(key))
  const late = assessment.lateAnswers ?? []
  const keptLate = late.filter(({ key }) => !written.has(key))
  const erased = answers.length - keptAnswers.length + (late.length - keptLate.length)
  if (erased === 0) return undefined
  return {
    left: {
      ...(keptAnswers.length < answers.length && { answers: Object.fromEntries(keptAnswers) }),
      ...(keptLate.length < late.length && { lateAnswers: keptLate }),
    },
    erased,
  }
}

/** Neither texts nor calls. Who has agreed to texts since is left as they are. */
async function stopContact(
  deps: ErasureStepDeps,
  scope: ParticipantScope,
  confirmedAt: string,
): Promise<void> {
  await retryOnConflict(async () => {
    const read = await deps.findContact(scope)
    if (!read || read.noContactSince !== undefined) return
    if (read.smsConsent && read.smsConsentAt > confirmedAt) return
    const at = formatIso(deps.clock.now())
    const { revision: _, ...contact } = read
    const result = await deps.audit.write(
      formatParticipantChain(scope),
      { action: 'contact.stopped', actor: SYSTEM },
      [
        changeContact(deps.contactsTable, scope, read, {
          ...contact,
          ...(read.smsConsent && { smsConsent: false, smsConsentAt: at }),
          noContactSince: at,
        }),
      ],
    )
    return result.kind === 'written' ? undefined : CONFLICT
  })
}
