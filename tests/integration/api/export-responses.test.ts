import { parse } from 'csv-parse/sync'
import { beforeEach, describe, expect, test } from 'vitest'
import { exportAnswers, formatAnswersCsv } from '../../../functions/interchange/responses/answer-rows.ts'
import { formatIso } from '../../../functions/platform/core/clock.ts'
import { hashDefinitions, type QuestionnaireResponse } from '../../../functions/records/response/response.ts'
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
      question: 'What number best describes your pain on average in the past week:',
      state: 'answered',
      code: '7',
      label: null,
      value: 7,
      claimedAt: null,
    })
    expect(findAnswers('sleep-quality')).toEqual([
      {
        ...{ item: 'quality', question: 'In the past 7 days, how well did you sleep?' },
        ...{ state: 'declined', code: null, label: null, value: null, claimedAt: null },
      },
    ])
    expect(findAnswers('worst-pain-nrs')).toEqual([
      {
        ...{ item: 'worst', question: 'In the past 7 days, how strong was your pain at its worst?' },
        ...{ state: 'not-reached', code: null, label: null, value: null, claimedAt: null },
      },
    ])
    expect(instruments.flatMap(({ answers }) => answers)).toHaveLength(15)
  })

  test('hold drafts, marked as such', async () => {
    const { responses: found } = (await (await responses('site=mesa', 'coordinator-mesa')).json()) as Exported
    expect(found).toMatchObject([{ participant: mesa, state: 'draft', submittedAt: null }])
  })

  test('say how a draft was answered so far', async () => {
    const draft = (await clinic.readSurvey(mesa))?.response
    if (!draft) throw new Error('a draft was begun')
    const format = (one: QuestionnaireResponse) =>
      formatAnswersCsv(openShippedLibrary(), [one], {
        language: 'en',
        now: formatIso(clinic.time.now),
      }).split('\r\n')[1]
    expect(format(draft)).toContain(',self,web,')
    expect(format({ ...draft, provenances: new Set(['self/web', 'proxy/phone']) })).toContain(',mixed,mixed,')
    expect(format({ ...draft, provenances: new Set(['self/web', 'self/text']) })).toContain(',self,mixed,')
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

  test('begin with a byte-order mark only where a spreadsheet is to open them', async () => {
    const read = async (format: string) =>
      Buffer.from(await (await responses(`site=harbor&format=${format}`)).arrayBuffer())
    const [plain, spreadsheet] = [await read('csv'), await read('spreadsheet')]
    expect(plain.subarray(0, 5).toString()).toBe('study')
    expect(spreadsheet).toEqual(Buffer.concat([Buffer.from([0xef, 0xbb, 0xbf]), plain]))
  })

  test('are refused in a language that no page has', async () => {
    expect((await responses('site=harbor&language=es')).status).toBe(200)
    expect((await responses('site=harbor&language=fr')).status).toBe(422)
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
  const response = (answers: Record<string, string | null>, ...battery: string[]): QuestionnaireResponse => ({
    ...{ study: STUDY, site: 'harbor', participant: 'harbor-00000000', timepoint: 'week-1' },
    ...{ state: 'submitted', provenances: new Set(['self/web']), claimed: {}, answers, battery },
    ...{ startedAt: '2026-03-02T15:00:00Z', savedAt: '2026-03-02T15:00:00Z' },
    definitionsHash: hashDefinitions(battery.flatMap((ref) => library.findInstrument(ref) ?? [])),
  })

  test('keeps what was not shown apart from what was not reached', () => {
    const listStates = (answers: Record<string, string | null>) =>
      exportAnswers(library, response(answers, 'side-effects@1.0.0'), 'en')[0]?.answers.map(
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
      response({ 'side-effects/any': 'no', 'side-effects/nausea': '3' }, 'side-effects@1.0.0'),
      'en',
    )
    expect(hidden?.answers[1]).toEqual({
      item: 'nausea',
      question: 'Nausea or vomiting',
      state: 'not-shown',
      code: null,
      label: null,
      value: null,
      claimedAt: null,
    })
  })

  test('is read by the very version that was answered', () => {
    for (const ref of ['sleep-quality@1.0.0', 'sleep-quality@1.1.0'])
      expect(exportAnswers(library, response({}, ref), 'en')[0]?.instrument).toBe(ref)
    const old = response({}, 'sleep-quality@1.0.0')
    // Another version than was answered, other content under its name, and a version that is not held.
    for (const altered of [
      { ...old, battery: ['sleep-quality@1.1.0'] },
      { ...old, definitionsHash: 'f'.repeat(64) },
      { ...old, battery: ['sleep-quality@9.0.0'] },
    ])
      expect(() => exportAnswers(library, altered, 'en')).toThrow(
        /the library (does not hold|holds other content)/,
      )
  })

  test('has the wording beside each code in the language asked for, and none where the definition has none', () => {
    const nausea = (language: string) =>
      exportAnswers(
        library,
        response({ 'side-effects/any': 'yes', 'side-effects/nausea': '3' }, 'side-effects@1.1.0'),
        language,
      )[0]?.answers[1]
    const { text, labels } = readWording('side-effects@1.1.0', 'nausea', '3')
    expect(nausea('en')).toMatchObject({ code: '3', question: text?.en, label: labels?.en })
    expect(nausea('es')).toMatchObject({ code: '3', question: text?.es, label: labels?.es })
    expect(labels?.es).not.toBe(labels?.en)
    const [goal] = exportAnswers(library, response({ 'own-goal/goal': 'walk' }, 'own-goal@1.0.0'), 'en')
    expect(goal?.answers[0]).toMatchObject({ code: 'walk', label: null })
  })

  const readWording = (ref: string, id: string, code: string) => {
    const definition = library.findInstrument(ref)?.definition
    const item = definition?.items.find((one) => one.id === id)
    const options = item?.type === 'choice' ? definition?.optionSets[item.options] : []
    return { text: item?.text, labels: options?.find((option) => option.code === code)?.label }
  }

  test.each([
    ['=1+1', "'=1+1"],
    ["'=1+1", "''=1+1"],
    ['+1', "'+1"],
    ['@SUM(A1)', "'@SUM(A1)"],
    ['-1+1', "'-1+1"],
  ])('puts no formula into a spreadsheet, and keeps it apart from one in quotes: %s', (text, cell) => {
    const csv = formatAnswersCsv(library, [response({ 'own-goal/goal': text }, 'own-goal@1.0.0')], {
      ...{ language: 'en', now: '2026-03-02T15:00:00.000Z' },
    })
    const [goal] = parse(csv, { columns: true }) as Record<string, string>[]
    expect(goal?.code).toBe(cell)
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
