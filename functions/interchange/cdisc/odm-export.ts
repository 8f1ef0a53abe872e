import { addManifest } from '../package/package-files.ts'
import { listOmissions } from '../package/readme.ts'
import { createExport, type PackageWriter } from '../package/write-export.ts'
import { createZipStream, type HashedFile } from '../package/zip-stream.ts'
import type { TidyPerson, TidySetting } from '../tidy/tidy-person.ts'
import { createOdmFile } from './write-odm.ts'

type About = { readonly name: string }
type Written = About & { readonly file: HashedFile; readonly subjects: number }

/** The answers and scores of every questionnaire as one ODM 1.3.2 snapshot, with audit records. */
export const writeOdmExport = createExport(
  () => ({
    records: [{ name: 'odm', listRows: (person: TidyPerson) => [person] }],
    listDefinitions: (): readonly (About & { readonly rows: Iterable<TidyPerson> })[] => [],
  }),
  openPackage,
)

function openPackage(
  setting: TidySetting,
  write: (bytes: Uint8Array) => void,
): PackageWriter<About, TidyPerson, Written> {
  const zip = createZipStream(write)
  return {
    createTable({ name }) {
      const odm = createOdmFile(setting)
      return {
        add(people) {
          for (const person of people) odm.add(person)
        },
        end() {
          const file = zip.open(`${name}.xml`)
          const { subjects } = odm.end(file.write)
          return { name, subjects, file: file.end() }
        },
      }
    },
    end(files, instruments) {
      const readme = zip.add('README.txt', formatOdmReadme(setting, files))
      addManifest(zip, setting, [...files.map(({ file }) => file), readme], instruments)
      zip.end()
    },
  }
}

function formatOdmReadme(setting: TidySetting, files: readonly Written[]): string {
  const { study, asOf, sites } = setting
  return [
    `${study.title} (${study.id}, version ${study.version})`,
    `Everything known at ${asOf}. Clinics: ${sites.join(', ')}.`,
    '',
    ...files.map(({ file, subjects }) => `${file.path}: CDISC ODM 1.3.2, ${subjects} subjects.`),
    'manifest.json has the versions and hashes of all definitions and files.',
    '',
    'HOW TO READ IT',
    '- A timepoint is a study event, a version of a questionnaire a form, an item an item, and its options a code list.',
    '- Each form has the scores of its questionnaire in an item group of their own.',
    '- An item without a value is null, with the reason as a flag of the code list CL.why-missing.',
    '- The audit record of a form says who answered (participant, proxy, or both), at which clinic, and when it was sent, in UTC. Nobody is named.',
    '- Treatments, clinical events and responder definitions are in the tidy tables.',
    '',
    'WHAT IS NOT IN IT',
    ...listOmissions(setting),
    '',
  ].join('\n')
}
