import { expect, test } from 'vitest'
import { writeExportBytes } from '../../support/export-files.ts'
import { buildTidySetting } from '../../support/tidy-people.ts'
import { readZip } from '../../support/zip.ts'

const PEOPLE = { count: 2, battery: ['phq-9@1.1.0'], timepoints: ['baseline'] }
/** `required` of the JSON schema of DataCite 4.6 (inveniosoftware/datacite, datacite-v4.6.json). */
const REQUIRED = ['creators', 'titles', 'publisher', 'publicationYear', 'types', 'schemaVersion']

async function read(format: 'csv' | 'parquet' | 'fhir' | 'cdisc' | 'odm') {
  const setting = buildTidySetting()
  const files = readZip(await writeExportBytes(setting, format, PEOPLE))
  return { setting, files, datacite: JSON.parse(files.get('datacite.json') ?? '') }
}

test.each(['csv', 'parquet', 'fhir', 'cdisc', 'odm'] as const)(
  'the ZIP says of itself what DataCite requires, and its manifest lists that: %s',
  async (format) => {
    const { files, datacite } = await read(format)
    expect(Object.keys(datacite)).toEqual(expect.arrayContaining(REQUIRED))
    const manifest: { files: { path: string }[] } = JSON.parse(files.get('manifest.json') ?? '')
    expect(manifest.files.map(({ path }) => path)).toContain('datacite.json')
  },
)

test('it names no DOI, no person and no publisher that nobody has chosen', async () => {
  const { datacite, setting } = await read('csv')
  expect(datacite).not.toHaveProperty('doi')
  expect(datacite.publisher).toEqual({ name: ':tba' })
  expect(datacite.creators).toEqual([{ name: setting.study.title, nameType: 'Organizational' }])
  expect(datacite.publicationYear).toBe(setting.asOf.slice(0, 4))
})
