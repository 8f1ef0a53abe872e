import { formatRef } from '../../../surveys/instrument/vocabulary.ts'
import type { PublishedInstrument } from '../../../surveys/library/library.ts'
import type { TidySetting } from '../tidy/tidy-person.ts'
import type { TidyType } from '../tidy/tidy-table.ts'
import { describeForDataCite } from './datacite.ts'
import { formatReadme, type ReadmeWords } from './readme.ts'
import type { WrittenTable } from './written-table.ts'
import type { HashedFile, ZipStream } from './zip-stream.ts'

/** Raised when the tables change so that a program which reads them must change too. */
const TIDY_FORMAT = 1

const FRICTIONLESS_TYPES: Readonly<Record<TidyType, string>> = {
  ...{ string: 'string', integer: 'integer', number: 'number', date: 'date', datetime: 'datetime' },
}

/** What is said of the files of one format. */
export type PackageKind = ReadmeWords & {
  /** Members of each resource of the data package: `format`, `mediatype`, and how text is written. */
  readonly resource: Readonly<Record<string, unknown>>
  /** What stands in a file for what is missing; left out where the format has a null of its own. */
  readonly missingValues?: readonly string[]
}

/** What the README says of the files that `addSideFiles` adds. */
export const BESIDES = [
  'codebook.csv says what each variable means; datapackage.json says the same to programs, with the SHA-256 of each table.',
  'manifest.json has the versions and hashes of all definitions and files.',
]

/** A file beside the tables. */
export type SideFile = { readonly path: string; readonly text: string }

/** Adds to a ZIP of tables what stands beside them: the files given, data package, README, citation and manifest. */
export function addSideFiles(
  zip: ZipStream,
  setting: TidySetting,
  kind: PackageKind,
  tables: readonly WrittenTable[],
  instruments: readonly PublishedInstrument[],
  files: readonly SideFile[],
): void {
  const others = [
    ...files,
    { path: 'datapackage.json', text: formatDataPackage(setting, tables, kind) },
    { path: 'README.txt', text: formatReadme(setting, tables, kind) },
  ].map(({ path, text }) => zip.add(path, text))
  addManifest(zip, setting, [...tables.map(({ file, rows }) => ({ ...file, rows })), ...others], instruments)
}

/** Adds CITATION.cff, datacite.json and manifest.json: of what, as of when and for whom the export is, with the hash of everything else in it. */
export function addManifest(
  zip: ZipStream,
  setting: TidySetting,
  files: readonly (HashedFile & { readonly rows?: number })[],
  instruments: readonly PublishedInstrument[],
): void {
  const citation = zip.add('CITATION.cff', formatCitation(setting))
  const datacite = zip.add('datacite.json', formatJson(describeForDataCite(setting)))
  const manifest = { ...describeExport(setting, instruments), files: [...files, citation, datacite] }
  zip.add('manifest.json', formatJson(manifest))
}

/** datapackage.json: the tables as a Data Package (Frictionless, version 2), with the SHA-256 of each file. */
function formatDataPackage(
  setting: TidySetting,
  tables: readonly WrittenTable[],
  { resource, missingValues }: PackageKind,
): string {
  const { study, asOf, variant } = setting
  return formatJson({
    $schema: 'https://datapackage.org/profiles/2.0/datapackage.json',
    name: `${study.id}-tidy`,
    title: study.title,
    description: `Tidy tables of ${study.id}, with ${variant === 'dates' ? 'dates' : 'study days'}`,
    version: study.version,
    created: asOf,
    resources: tables.map((table) => ({
      $schema: 'https://datapackage.org/profiles/2.0/dataresource.json',
      ...{ name: table.name, title: table.title, type: 'table', path: table.file.path },
      ...{ ...resource, bytes: table.file.bytes, hash: `sha256:${table.file.sha256}` },
      schema: {
        fields: table.variables.map(({ name, label, type, unit, values, empty }) => ({
          ...{ name, title: label, type: FRICTIONLESS_TYPES[type] },
          ...(unit !== undefined && { unit }),
          ...(empty === undefined ? { constraints: { required: true } } : { description: `Empty: ${empty}` }),
          ...(values && { categories: values }),
        })),
        ...(missingValues && { missingValues }),
        primaryKey: table.key,
        ...(table.refersTo && {
          foreignKeys: [
            {
              fields: table.refersTo.variables,
              reference: { resource: table.refersTo.table, fields: table.refersTo.variables },
            },
          ],
        }),
      },
    })),
  })
}

/** Of what, as of when and for whom an export is, with the hashes of every definition. */
export function describeExport(
  { study, studyHash, asOf, variant, sites, isBlinded }: TidySetting,
  instruments: readonly PublishedInstrument[],
) {
  return {
    format: TIDY_FORMAT,
    study: { id: study.id, version: study.version, sha256: studyHash },
    ...{ asOf, variant, sites, blinded: isBlinded },
    instruments: instruments.map(({ definition, hash }) => ({
      instrument: formatRef(definition),
      sha256: hash,
    })),
    responderDefinitions: study.responderDefinitions.map((one) => ({
      ...{ definition: formatRef(one), sha256: one.hash },
    })),
  }
}

/** CITATION.cff (Citation File Format 1.2.0). The study is its own author: nobody is named. */
function formatCitation({ study, asOf, studyHash }: TidySetting): string {
  return [
    'cff-version: 1.2.0',
    'message: "Cite the study and the instant of this export."',
    'type: dataset',
    `title: ${JSON.stringify(`${study.title}: tidy export`)}`,
    'authors:',
    `  - name: ${JSON.stringify(study.title)}`,
    `version: ${JSON.stringify(study.version)}`,
    `date-released: ${asOf.slice(0, 10)}`,
    'identifiers:',
    '  - type: other',
    `    value: ${JSON.stringify(`sha256:${studyHash}`)}`,
    '    description: "Content hash of the study definition"',
    '',
  ].join('\n')
}

function formatJson(value: object): string {
  return `${JSON.stringify(value, null, 2)}\n`
}
