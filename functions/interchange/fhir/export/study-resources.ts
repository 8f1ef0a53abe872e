import type { PublishedInstrument } from '../../../../surveys/library/library.ts'
import type { TidySetting } from '../../tidy/tidy-person.ts'
import { buildFhirQuestionnaire } from '../fhir-questionnaire.ts'
import { deriveStudyId } from './participant-resources.ts'

/** The study, with the clinics of the export; its arms unless the reader is blinded. */
export function buildResearchStudy({ study, sites, isBlinded }: TidySetting): object {
  const arms = isBlinded ? [] : study.arms
  const named = study.sites.filter(({ id }) => sites.includes(id))
  return {
    resourceType: 'ResearchStudy',
    id: deriveStudyId(study.id),
    identifier: [
      { system: 'urn:concord:study', value: study.id },
      { system: 'urn:concord:study-version', value: `${study.id}@${study.version}` },
    ],
    title: study.title,
    status: 'active',
    site: named.map(({ id, name }) => ({
      identifier: { system: `urn:concord:study:${study.id}:site`, value: id },
      display: name,
    })),
    ...(arms.length > 0 && { arm: arms.map(({ title }) => ({ name: title })) }),
  }
}

/** The questionnaires that R4 can write down; of the others there are answers alone. */
export function listQuestionnaires(
  { instrumentsUrl }: TidySetting,
  instruments: readonly PublishedInstrument[],
): readonly object[] {
  return instruments.flatMap(({ definition, hash }) => {
    const made = buildFhirQuestionnaire(definition, `${instrumentsUrl}/${definition.id}`)
    return made.kind === 'questionnaire' ? [{ ...made.questionnaire, id: hash.slice(0, 32) }] : []
  })
}
