import { formatRef } from '../../../../surveys/instrument/vocabulary.ts'
import type { PublishedInstrument } from '../../../../surveys/library/library.ts'
import { addManifest } from '../../package/package-files.ts'
import { countWords, listOmissions } from '../../package/readme.ts'
import { createExport, type ExportContent, type PackageWriter } from '../../package/write-export.ts'
import { createZipStream, type HashedFile } from '../../package/zip-stream.ts'
import type { TidySetting } from '../../tidy/tidy-person.ts'
import { buildFhirQuestionnaire } from '../fhir-questionnaire.ts'
import { createLines } from './ndjson-lines.ts'
import {
  buildPatient,
  listObservations,
  listQuestionnaireResponses,
  listResearchSubjects,
} from './participant-resources.ts'
import { buildResearchStudy, listQuestionnaires } from './study-resources.ts'

/** A type of resources: the name of its file without the ending, and what it is here. */
export type ResourceType = { readonly name: string; readonly title: string }
type WrittenResources = ResourceType & { readonly file: HashedFile; readonly rows: number }

/** FHIR R4 resources as NDJSON, a file for each type. */
export const writeFhirExport = createExport(buildFhirContent, openPackage)

export function buildFhirContent(setting: TidySetting): ExportContent<ResourceType, object> {
  return {
    records: [
      {
        ...{ name: 'Patient', title: 'participants under their study IDs' },
        listRows: (person) => [buildPatient(setting, person)],
      },
      {
        ...{ name: 'ResearchSubject', title: 'participation in the study' },
        listRows: (person) => listResearchSubjects(setting, person),
      },
      {
        ...{ name: 'QuestionnaireResponse', title: 'answers, one resource a questionnaire' },
        listRows: (person) => listQuestionnaireResponses(setting, person),
      },
      {
        ...{ name: 'Observation', title: 'scores, and attributes of participants' },
        listRows: (person) => listObservations(setting, person),
      },
    ],
    listDefinitions: (instruments) => [
      { name: 'ResearchStudy', title: 'the study', rows: [buildResearchStudy(setting)] },
      {
        ...{ name: 'Questionnaire', title: 'questionnaires that were asked' },
        rows: listQuestionnaires(setting, instruments),
      },
    ],
  }
}

function openPackage(
  setting: TidySetting,
  write: (bytes: Uint8Array) => void,
): PackageWriter<ResourceType, object, WrittenResources> {
  const zip = createZipStream(write)
  return {
    createTable(about) {
      const file = zip.open(`${about.name}.ndjson`)
      const lines = createLines(file.write)
      return {
        add: lines.add,
        end: () => ({ ...about, rows: lines.end(), file: file.end() }),
      }
    },
    end(types, instruments) {
      const readme = zip.add('README.txt', formatFhirReadme(setting, types, instruments))
      addManifest(zip, setting, [...types.map(({ file, rows }) => ({ ...file, rows })), readme], instruments)
      zip.end()
    },
  }
}

function formatFhirReadme(
  setting: TidySetting,
  types: readonly WrittenResources[],
  instruments: readonly PublishedInstrument[],
): string {
  const { study, asOf, sites, instrumentsUrl } = setting
  const unwritten = instruments.flatMap(({ definition }) =>
    buildFhirQuestionnaire(definition, instrumentsUrl).kind === 'not-expressible'
      ? [formatRef(definition)]
      : [],
  )
  return [
    `${study.title} (${study.id}, version ${study.version})`,
    `Everything known at ${asOf}, as FHIR R4. Clinics: ${sites.join(', ')}.`,
    '',
    'FILES',
    ...types.map(({ file, title, rows }) => `${file.path}: ${title}. ${countWords(rows, 'resource')}.`),
    'Each line is a resource. manifest.json has the versions and hashes of all definitions and files.',
    '',
    'HOW TO READ IT',
    '- References go by id to resources in these files, and by identifier to the study ID. An encounter is the assessment: study ID, a slash, the timepoint.',
    '- IDs follow from what they name: load a later export over this one, and what was there is replaced.',
    '- A score that could not be computed is an Observation without a value, with dataAbsentReason. It is never 0.',
    '- Scores were computed outside of FHIR. method says by which version of which definition.',
    '- A declined item says asked-declined, one in free text masked. An item that was not shown or not reached is not there.',
    '- status is stopped, and that of the scores preliminary, for answers that were never sent; in-progress while the window is open.',
    '- status of a ResearchSubject is off-study for a death and for loss to follow-up.',
    ...(unwritten.length > 0
      ? [`- R4 cannot write the conditions of ${unwritten.join(', ')}: there is no Questionnaire of it.`]
      : []),
    '',
    'WHAT IS NOT IN IT',
    ...listOmissions(setting),
    '- Treatments, clinical events, assessments without answers, verdicts and safety alerts: they are in the tidy tables.',
    '',
    'HOW TO OPEN IT',
    '- A FHIR server that imports NDJSON takes one file for each type.',
    "- DuckDB: SELECT * FROM read_ndjson_auto('Observation.ndjson')",
    '- R: jsonlite::stream_in(file("Observation.ndjson"))',
    '- Python: pandas.read_json("Observation.ndjson", lines=True)',
    '',
  ].join('\n')
}
