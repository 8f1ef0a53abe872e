import { parse } from 'csv-parse/sync'
import { beforeEach, describe, expect, test } from 'vitest'
import { exportAnswers, formatAnswersCsv } from '../../../functions/interchange/responses/answer-rows.ts'
import { mergeProvenance, SELF_BY_TEXT, SELF_ON_WEB } from '../../../functions/records/response/provenance.ts'
import type { QuestionnaireResponse as StoredResponse } from '../../../functions/records/response/response.ts'
import { openShippedLibrary } from '../../../surveys/library/library.ts'
import { BASELINE_ANSWERS, type Clinic, openClinic, STUDY } from '../../support/clinic.ts'

let clinic: Clinic
let harbor: string
let mesa: string

beforeEach(async () => {
  clinic = await openClinic()
  harbor = await clinic.enrol('harbor', '+12025550101')
  await clinic.tick()
  const { 'worst-pain-nrs/worst': _, ...answers } = BASELINE_ANSWERS
  const given = { ...answers, 'sleep-quality/quality': null }
  expect((await clinic.postJson(`${clinic.newestLink()}/submit`, { answers: given })).status).toBe(200)
  mesa = await clinic.enrol('mesa', '+12025550102')
  await clinic.tick()
  await clinic.postJson(`${clinic.newestLink()}/1`, { answer: '4' })
})

const responses = (query: string, user: string | undefined = 'coordinator-harbor') =>
  clinic.api(user, 'GET', `/api/studies/${STUDY}/responses?${query}`)
const fhir = (participant: string, timepoint: string, user: string | undefined = 'coordinator-harbor') =>
  clinic.api(user, 'GET', `/api/studies/${STUDY}/participants/${participant}/responses/${timepoint}/fhir`)

describe('answers are not given to', () => {
  test('someone who is not signed in', async () => {
    expect((await responses('site=harbor', '')).status).toBe(401)
    expect((await fhir(harbor, 'baseline', '')).status).toBe(401)
  })

  test.each([
    ['coordinator-mesa', 'site=harbor'],
    ['lead', 'site=harbor'],
    ['nobody', 'site=harbor'],
    ['coordinator-harbor', 'site=elsewhere'],
    // A cursor into another site's part of the table reads nothing of it.
    ['coordinator-mesa', 'site=harbor&cursor=mesa-00000000/baseline'],
  ])('%s for %s', async (user, query) => {
    expect((await responses(query, user)).status).toBe(404)
  })

  test('another site, by the id of its participant', async () => {
    expect((await fhir(mesa, 'baseline')).status).toBe(404)
    expect((await fhir(harbor, 'baseline', 'coordinator-mesa')).status).toBe(404)
    expect((await fhir(harbor, 'baseline', 'lead')).status).toBe(404)
  })

  test('a program that asks in an impossible way', async () => {
    for (const query of ['', 'site=harbor&cursor=x', 'site=harbor&format=xml', 'site=harbor&limit=1'])
      expect((await responses(query)).status, query).toBe(422)
  })

  test('a bundle, while they are a draft or not there', async () => {
    expect((await fhir(mesa, 'baseline', 'coordinator-mesa')).status).toBe(404)
    expect((await fhir(harbor, 'week-1')).status).toBe(404)
    expect((await fhir(harbor, 'no-such-week')).status).toBe(404)
  })
})

describe('the answers of a site', () => {
  type Exported = {
    responses: {
      participant: string
      state: string
      submittedAt: string | null
      instruments: {
        instrument: string
        answers: { item: string; state: string; code: string | null; value: number | null }[]
      }[]
    }[]
    next: string | null
  }

  test('say of every item what became of it', async () => {
    const { responses: found, next } = (await (await responses('site=harbor')).json()) as Exported
    expect(next).toBeNull()
    expect(found.map(({ participant, state }) => [participant, state])).toEqual([[harbor, 'submitted']])
    const instruments = found[0]?.instruments ?? []
    const findAnswers = (id: string) =>
      instruments.find(({ instrument }) => instrument.startsWith(`${id}@`))?.answers
    expect(findAnswers('peg')?.[0]).toEqual({
      item: 'pain',
      state: 'answered',
      code: '7',
      value: 7,
      claimedAt: null,
    })
    expect(findAnswers('sleep-quality')).toEqual([
      { item: 'quality', state: 'declined', code: null, value: null, claimedAt: null },
    ])
    expect(findAnswers('worst-pain-nrs')).toEqual([
      { item: 'worst', state: 'not-reached', code: null, value: null, claimedAt: null },
    ])
    expect(instruments.flatMap(({ answers }) => answers)).toHaveLength(15)
  })

  test('hold drafts, marked as such', async () => {
    const { responses: found } = (await (await responses('site=mesa', 'coordinator-mesa')).json()) as Exported
    expect(found).toMatchObject([{ participant: mesa, state: 'draft', submittedAt: null }])
  })

  test('say how a draft was answered, also where it was begun before the provenances were kept', async () => {
    const [draft] = (await clinic.tables.everything(clinic.tables.study)).filter(
      ({ sk }) => sk === `RESPONSE#${mesa}#baseline`,
    )
    const old = { ...(draft as unknown as StoredResponse), provenances: new Set(['proxy/phone']) }
    const row = formatAnswersCsv(openShippedLibrary(), [old]).split('\r\n')[1]
    expect(row).toContain(',mixed,mixed,')
    const { provenances: _, ...older } = old
    expect(formatAnswersCsv(openShippedLibrary(), [older]).split('\r\n')[1]).toContain(',self,web,')
    expect(mergeProvenance(old, SELF_ON_WEB, false)).toMatchObject({ answeredBy: 'mixed', mode: 'mixed' })
    expect(mergeProvenance(older, SELF_ON_WEB, true)).toMatchObject({ answeredBy: 'self', mode: 'web' })
    expect(mergeProvenance(older, SELF_BY_TEXT, true)).toMatchObject({ answeredBy: 'self', mode: 'mixed' })
  })

  test('are the same as CSV, a row per item', async () => {
    const reply = await responses('site=harbor&format=csv')
    expect(reply.headers.get('content-type')).toBe('text/csv; charset=utf-8')
    expect(reply.headers.get('cache-control')).toBe('no-store')
    expect(reply.headers.get('link')).toBeNull()
    const rows = parse(await reply.text(), { columns: true }) as Record<string, string>[]
    expect(rows).toHaveLength(15)
    expect(rows.find(({ item }) => item === 'quality')).toMatchObject({
      ...{ study: STUDY, site: 'harbor', participant: harbor, timepoint: 'baseline' },
      ...{ instrument: 'sleep-quality@1.0.0', item_state: 'declined', code: '', value: '' },
    })
  })

  test('go on behind the page before', async () => {
    const { responses: found } = (await (
      await responses(`site=harbor&cursor=${harbor}/baseline`)
    ).json()) as Exported
    expect(found).toEqual([])
  })
})

describe('one response', () => {
  const library = openShippedLibrary()
  const findHash = (ref: string) => library.findInstrument(ref)?.hash ?? ''
  const response = (
    answers: Record<string, string | null>,
    definitions: Record<string, string>,
  ): StoredResponse => ({
    ...{ study: STUDY, site: 'harbor', participant: 'harbor-00000000', timepoint: 'week-1' },
    ...{ state: 'submitted', revision: 1, answeredBy: 'self', mode: 'web', claimed: {} },
    ...{ startedAt: '2026-03-02T15:00:00Z', savedAt: '2026-03-02T15:00:00Z' },
    answers,
    definitions,
  })

  test('keeps what was not shown apart from what was not reached', () => {
    const definitions = { 'side-effects': findHash('side-effects@1.0.0') }
    const listStates = (answers: Record<string, string | null>) =>
      exportAnswers(library, response(answers, definitions))[0]?.answers.map(
        ({ item, state }) => `${item} ${state}`,
      )
    // An answer whose question went out of sight again is not exported.
    expect(listStates({ 'side-effects/any': 'no', 'side-effects/nausea': '3' })?.slice(0, 2)).toEqual([
      'any answered',
      'nausea not-shown',
    ])
    expect(listStates({ 'side-effects/any': 'yes', 'side-effects/nausea': null })?.slice(1, 3)).toEqual([
      'nausea declined',
      'dizziness not-reached',
    ])
    const [hidden] = exportAnswers(
      library,
      response({ 'side-effects/any': 'no', 'side-effects/nausea': '3' }, definitions),
    )
    expect(hidden?.answers[1]).toEqual({
      item: 'nausea',
      state: 'not-shown',
      code: null,
      value: null,
      claimedAt: null,
    })
  })

  test('is read by the very version that was answered', () => {
    const definitions = { 'sleep-quality': findHash('sleep-quality@1.1.0') }
    expect(exportAnswers(library, response({}, definitions))[0]?.instrument).toBe('sleep-quality@1.1.0')
    expect(() => exportAnswers(library, response({}, { 'sleep-quality': 'f'.repeat(64) }))).toThrow(
      'the library does not hold the version of sleep-quality that was answered',
    )
  })

  test.each(['=1+1', '+1', '-1', '@SUM(A1)', '\t=1'])('puts no formula into a spreadsheet: %s', (text) => {
    const definitions = { 'own-goal': findHash('own-goal@1.0.0') }
    const csv = formatAnswersCsv(library, [response({ 'own-goal/goal': text }, definitions)])
    const [goal] = parse(csv, { columns: true }) as Record<string, string>[]
    expect(goal?.code).toBe(`'${text}`)
  })
})

describe('a response as a FHIR bundle', () => {
  type Resource = Record<string, unknown> & { resourceType: string; id: string }
  const readResources = async () => {
    const reply = await fhir(harbor, 'baseline')
    expect(reply.status).toBe(200)
    expect(reply.headers.get('content-type')).toBe('application/fhir+json')
    const bundle = (await reply.json()) as { entry: { fullUrl: string; resource: Resource }[] }
    return bundle.entry.map(({ resource }) => resource)
  }

  test('has the answers, the declined as declined, and no question that was not reached', async () => {
    const resources = await readResources()
    const answers = resources.filter(({ resourceType }) => resourceType === 'QuestionnaireResponse')
    const findResponse = (id: string) =>
      answers.find(({ questionnaire }) => String(questionnaire).includes(`/${id}|`))
    expect(findResponse('peg')).toMatchObject({
      status: 'completed',
      subject: { identifier: { system: `urn:concord:study:${STUDY}`, value: harbor } },
      authored: '2026-03-02T15:00:00.000Z',
      item: [{ linkId: 'pain', answer: [{ valueInteger: 7 }] }, {}, {}],
    })
    expect(findResponse('sleep-quality')).toMatchObject({
      item: [{ linkId: 'quality', extension: [{ valueCode: 'asked-declined' }] }],
    })
    expect(JSON.stringify(findResponse('sleep-quality'))).not.toContain('"answer"')
    expect(findResponse('worst-pain-nrs')).toMatchObject({ status: 'in-progress', item: [] })
  })

  test('has every score with what it was made by, and those that are not scorable without a value', async () => {
    const resources = await readResources()
    const findScore = (code: string) =>
      resources.find(
        ({ resourceType, code: named }) =>
          resourceType === 'Observation' && JSON.stringify(named).includes(code),
      )
    const peg = findScore('peg@1.0.0/total')
    expect(peg).toMatchObject({
      status: 'final',
      valueQuantity: { value: 20 / 3, unit: 'points' },
      note: [{ text: 'exactly 20/3' }],
      referenceRange: [{ low: { value: 0 }, high: { value: 10 } }],
    })
    const [reference] = (peg?.derivedFrom ?? []) as { reference: string }[]
    expect(resources.map(({ resourceType, id }) => `${resourceType}/${id}`)).toContain(reference?.reference)
    expect(findScore('sleep-quality@1.0.0/quality')).toMatchObject({
      dataAbsentReason: { text: 'not scorable: items-missing' },
    })
    expect(findScore('sleep-quality@1.0.0/quality')).not.toHaveProperty('valueQuantity')
  })

  test('is the same, ids and all, whenever it is asked for', async () => {
    const first = await readResources()
    expect(await readResources()).toEqual(first)
    expect(new Set(first.map(({ id }) => id)).size).toBe(first.length)
    for (const { id } of first) expect(id).toMatch(/^[A-Za-z0-9\-.]{1,64}$/)
  })
})
