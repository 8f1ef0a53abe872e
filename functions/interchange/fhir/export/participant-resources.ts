import { findResponseState } from '../../../records/response/response.ts'
import { listPublishedInstruments } from '../../responses/answer-rows.ts'
import type { TidyPerson, TidySetting } from '../../tidy/tidy-person.ts'
import { buildFhirAttributes } from '../fhir-attribute.ts'
import { deriveResourceId, type FhirReference, identifyParticipant } from '../fhir-reference.ts'
import { buildResponseResource, buildScoreResources } from '../response-resources.ts'

/* A participant as FHIR R4 resources. Who somebody is, is not in them: a Patient is a study ID and a clinic. */

export function buildPatient({ study }: TidySetting, { participant, site }: TidyPerson): object {
  const name = study.sites.find(({ id }) => id === site)?.name
  return {
    resourceType: 'Patient',
    id: derivePatientId(study.id, participant),
    identifier: [identifyParticipant(study.id, participant)],
    managingOrganization: {
      identifier: { system: `urn:concord:study:${study.id}:site`, value: site },
      ...(name && { display: name }),
    },
  }
}

/** What ends participation, in the words of R4; nothing of these means that it goes on. */
const ENDED = { withdrawn: 'withdrawn', 'lost-to-follow-up': 'off-study', died: 'off-study' } as const

/**
 * Who takes part, with the arm as `assignedArm` unless the reader is blinded. Nothing of somebody whose record is gone: when
 * they took part is not known.
 */
export function listResearchSubjects(setting: TidySetting, person: TidyPerson): readonly object[] {
  const { study, isBlinded } = setting
  const { participant, enrolledAt, ended, arm } = person
  if (enrolledAt === null) return []
  const title = isBlinded ? undefined : study.arms.find(({ id }) => id === arm)?.title
  return [
    {
      resourceType: 'ResearchSubject',
      id: deriveResourceId(study.id, participant, 'research-subject'),
      identifier: [identifyParticipant(study.id, participant)],
      status: ended ? ENDED[ended.how] : 'on-study',
      period: { start: enrolledAt, ...(ended && { end: ended.at }) },
      study: { reference: `ResearchStudy/${deriveStudyId(study.id)}` },
      individual: referToPatient(study.id, participant),
      ...(title && { assignedArm: title }),
    },
  ]
}

/** The answers to each questionnaire that was begun. Free text is left out, and says so. */
export function* listQuestionnaireResponses(
  { study, instruments, instrumentsUrl, asOf }: TidySetting,
  { participant, responses }: TidyPerson,
): Generator<object> {
  const subject = referToPatient(study.id, participant)
  for (const response of responses)
    for (const published of listPublishedInstruments(instruments, response))
      yield buildResponseResource(published, response, {
        ...{ subject, instrumentsUrl, masksFreeText: true },
        state: findResponseState(response, asOf),
      })
}

/**
 * Every score, and every attribute that is recorded.
 *
 * @throws Error for a score of a questionnaire that the library does not hold
 */
export function* listObservations(
  { study, instruments, asOf }: TidySetting,
  { participant, responses, sheets, attributes }: TidyPerson,
): Generator<object> {
  const subject = referToPatient(study.id, participant)
  for (const sheet of sheets) {
    const response = responses.find(({ timepoint }) => timepoint === sheet.timepoint)
    const state = sheet.notSubmitted
      ? 'not-submitted'
      : response
        ? findResponseState(response, asOf)
        : 'submitted'
    for (const ref of new Set(sheet.scores.map(({ instrument }) => instrument))) {
      const published = instruments.findInstrument(ref)
      if (!published) throw new Error(`the library does not hold ${ref}, which was scored`)
      const own = response?.battery.includes(ref) ? response : undefined
      yield* buildScoreResources(published, sheet, own, { subject, state })
    }
  }
  yield* buildFhirAttributes(study, attributes, subject, (attribute) =>
    deriveResourceId(study.id, participant, 'attribute', attribute),
  )
}

/** Both by the address of the Patient that goes along and by the study ID. */
function referToPatient(study: string, participant: string): FhirReference {
  return {
    reference: `Patient/${derivePatientId(study, participant)}`,
    identifier: identifyParticipant(study, participant),
  }
}

function derivePatientId(study: string, participant: string): string {
  return deriveResourceId(study, participant, 'patient')
}

export function deriveStudyId(study: string): string {
  return deriveResourceId(study, 'research-study')
}
