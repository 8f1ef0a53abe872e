import { hash } from 'node:crypto'
import { formatRef } from '../../../surveys/instrument/vocabulary.ts'
import type { PublishedInstrument } from '../../../surveys/library/library.ts'
import type { TidySetting } from './tidy-person.ts'
import type { TidyType } from './tidy-table.ts'
import type { WrittenTable } from './written-table.ts'

/** Raised when the tables change so that a program which reads them must change too. */
export const TIDY_FORMAT = 1

const FRICTIONLESS_TYPES: Readonly<Record<TidyType, string>> = {
  ...{ string: 'string', integer: 'integer', number: 'number', date: 'date', datetime: 'datetime' },
}

/** datapackage.json: the tables as a Data Package (Frictionless, version 2), with the SHA-256 of each file. */
export function formatDataPackage(setting: TidySetting, tables: readonly WrittenTable[]): string {
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
      ...{ format: 'csv', mediatype: 'text/csv', encoding: 'utf-8' },
      ...{ bytes: table.file.bytes, hash: `sha256:${table.file.sha256}` },
      dialect: { delimiter: ',', lineTerminator: '\n', quoteChar: '"', doubleQuote: true, header: true },
      schema: {
        fields: table.variables.map(({ name, label, type, unit, values, empty }) => ({
          ...{ name, title: label, type: FRICTIONLESS_TYPES[type] },
          ...(unit !== undefined && { unit }),
          ...(empty === undefined ? { constraints: { required: true } } : { description: `Empty: ${empty}` }),
          ...(values && { categories: values }),
        })),
        missingValues: [''],
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

/** A file beside the tables. */
export type SideFile = { readonly path: string; readonly text: string }

/** manifest.json: of what, as of when and for whom the export is, with the hash of everything else in it. */
export function formatManifest(
  setting: TidySetting,
  tables: readonly WrittenTable[],
  others: readonly SideFile[],
  instruments: readonly PublishedInstrument[],
): string {
  const { study, studyHash, asOf, variant, sites, isBlinded } = setting
  return formatJson({
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
    files: [
      ...tables.map(({ file: { path, bytes, sha256, rows } }) => ({ path, bytes, sha256, rows })),
      ...others.map(({ path, text }) => ({
        ...{ path, bytes: Buffer.byteLength(text), sha256: hash('sha256', text) },
      })),
    ],
  })
}

/** CITATION.cff (Citation File Format 1.2.0). The study is its own author: nobody is named. */
export function formatCitation({ study, asOf, studyHash }: TidySetting): string {
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
