import { parse } from 'csv-parse/sync'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { shippedInstruments } from '../../../surveys/instruments/shipped.ts'
import { readLibrary } from '../../../surveys/library/read-library.ts'
import registry130 from '../../../surveys/studies/ketamine-infusion-registry-1.3.0.json' with { type: 'json' }
import type { CohortFile } from '../../../web/api/analyses/cohort-file.ts'
import { BASELINE_ANSWERS, type Clinic, openClinic, STUDY } from '../../support/clinic.ts'

const API = `/api/studies/${STUDY}`
const START = '2026-03-02T15:00:00.000Z'

let clinic: Clinic
/** Of whom the mechanism is unknown, and of whom nothing is recorded. */
let unknown: string
let missing: string

async function answerBaseline(of: Clinic, phone: string, attributes?: unknown): Promise<string> {
  const participant = await of.enrol('harbor', phone, attributes === undefined ? {} : { attributes })
  await of.tick()
  const submitted = await of.postJson(`${of.newestLink()}/submit`, { answers: BASELINE_ANSWERS })
  expect(submitted.status).toBe(200)
  return participant
}

beforeEach(async () => {
  clinic = await openClinic(START)
  unknown = await answerBaseline(clinic, '+12025550101', [{ attribute: 'mechanism', option: 'unknown' }])
  missing = await answerBaseline(clinic, '+12025550102')
})
afterEach(() => clinic.tables.drop())

const get = (path: string, of = clinic) => of.api('coordinator-harbor', 'GET', API + path)
const correct = (participant: string, attribute: string, option: string | null) =>
  clinic.api('coordinator-harbor', 'PATCH', `${API}/participants/${participant}`, {
    attributes: [{ attribute, option }],
  })

describe('answers of a site', () => {
  test('as JSON have every attribute of whoever gave them; missing is not unknown', async () => {
    type Exported = { responses: { participant: string; attributes: unknown }[] }
    const { responses } = (await (await get('/responses?site=harbor')).json()) as Exported
    expect(new Map(responses.map((one) => [one.participant, one.attributes]))).toEqual(
      new Map([
        [
          unknown,
          [
            { attribute: 'mechanism', option: 'unknown' },
            { attribute: 'age-group', option: null },
          ],
        ],
        [
          missing,
          [
            { attribute: 'mechanism', option: null },
            { attribute: 'age-group', option: null },
          ],
        ],
      ]),
    )
  })

  test.each(['csv', 'spreadsheet'])(
    'as %s have a column for each, empty where it is missing',
    async (format) => {
      expect((await correct(unknown, 'age-group', '65-and-over')).status).toBe(200)
      const text = await (await get(`/responses?site=harbor&format=${format}`)).text()
      const rows: Record<string, string>[] = parse(text, { columns: true, bom: true })
      const kinds = new Map(
        rows.map((row) => [row.participant, [row.attribute_mechanism, row.attribute_age_group]]),
      )
      expect(kinds).toEqual(
        new Map([
          [unknown, ['unknown', '65-and-over']],
          [missing, ['', '']],
        ]),
      )
      expect(Object.keys(rows[0] ?? {}).slice(-2)).toEqual(['attribute_mechanism', 'attribute_age_group'])
    },
  )

  test('of a study without attributes have no column', async () => {
    const old = await openClinic(START, undefined, readLibrary(shippedInstruments, [registry130]))
    await answerBaseline(old, '+12025550101')
    const text = await (await get('/responses?site=harbor&format=csv', old)).text()
    expect(text.split('\r\n')[0]).not.toContain('attribute')
    await old.tables.drop()
  })
})

describe('a FHIR bundle', () => {
  type Observation = {
    resourceType: string
    id: string
    status: string
    code: { coding: { system: string }[] }
  }
  const readKinds = async (participant: string) => {
    const reply = await get(`/participants/${participant}/responses/baseline/fhir`)
    const { entry } = (await reply.json()) as { entry: { fullUrl: string; resource: Observation }[] }
    expect(new Set(entry.map(({ fullUrl }) => fullUrl)).size).toBe(entry.length)
    return entry.flatMap(({ resource }) =>
      resource.resourceType === 'Observation' && resource.code.coding[0]?.system.endsWith(':attribute')
        ? [resource]
        : [],
    )
  }

  test('has an Observation of what is recorded, unknown among it, and none of what is missing', async () => {
    expect(await readKinds(missing)).toEqual([])
    expect(await readKinds(unknown)).toEqual([
      {
        resourceType: 'Observation',
        id: expect.stringMatching(/^[0-9a-f]{32}$/),
        status: 'final',
        code: {
          coding: [
            {
              ...{ system: `urn:concord:study:${STUDY}:attribute`, code: 'mechanism' },
              display: 'Pain mechanism',
            },
          ],
          text: 'Pain mechanism',
        },
        subject: { identifier: { system: `urn:concord:study:${STUDY}`, value: unknown } },
        issued: START,
        valueCodeableConcept: {
          coding: [
            {
              ...{ system: `urn:concord:study:${STUDY}:attribute:mechanism`, code: 'unknown' },
              display: 'Unknown',
            },
          ],
          text: 'Unknown',
        },
      },
    ])
  })

  test('says of a corrected one that it is, under the same id, and nothing of a removed one', async () => {
    const [before] = await readKinds(unknown)
    await correct(unknown, 'mechanism', 'mixed')
    expect(await readKinds(unknown)).toMatchObject([{ id: before?.id, status: 'corrected' }])
    await correct(unknown, 'mechanism', null)
    expect(await readKinds(unknown)).toEqual([])
  })
})

test('a cohort file has every recording with its time, and not who recorded it', async () => {
  clinic.advance('PT1H')
  await correct(unknown, 'mechanism', null)
  const file = (await (await get('/cohort?site=harbor')).json()) as CohortFile
  const found = file.participants.find(({ participant }) => participant === unknown)?.attributes
  expect(found).toEqual([
    { attribute: 'mechanism', code: 'unknown', recordedAt: START },
    { attribute: 'mechanism', code: null, recordedAt: '2026-03-02T16:00:00.000Z' },
  ])
})
