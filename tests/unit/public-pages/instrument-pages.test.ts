import { describe, expect, test } from 'vitest'
import { createInstrumentRoutes } from '../../../functions/api/instruments/instrument.routes.ts'
import { createInstrumentPages } from '../../../functions/public-pages/instrument-pages.routes.tsx'
import { holdLibrary } from '../../../functions/records/library/study-library.ts'
import { formatRef } from '../../../surveys/instrument/vocabulary.ts'
import { openShippedLibrary } from '../../../surveys/library/library.ts'

const library = openShippedLibrary()
const logged: unknown[] = []
const log = { error: (...line: unknown[]) => logged.push(line), info: () => undefined, warn: () => undefined }
const app = createInstrumentPages({ catalogue: holdLibrary(library), log: log as never })

const get = (path: string) => app.request(path)
const post = (path: string, fields: Record<string, string>) =>
  app.request(path, { method: 'POST', body: new URLSearchParams(fields) })
const readText = async (response: Response) =>
  (await response.text()).replace(/<style>.*?<\/style>|<script>.*?<\/script>/gs, '').replace(/<[^>]+>/g, ' ')

describe('is not there', () => {
  test.each([
    '/instruments/phq-9/9.9.9',
    '/instruments/none/1.0.0',
    '/instruments/..%2F/x',
    '/instruments/__proto__/1',
  ])('%s', async (path) => {
    const response = await get(path)
    expect(response.status).toBe(404)
    expect(await readText(response)).toContain('Instrument not found')
    expect((await post(path, {})).status).toBe(404)
  })
})

test('an instrument without a version leads to its newest', async () => {
  const response = await get('/instruments/phq-9')
  expect([response.status, response.headers.get('location')]).toEqual([302, '/instruments/phq-9/1.1.0'])
  expect((await get('/instruments/none')).status).toBe(404)
})

describe('what is tried', () => {
  test('too large a form is refused', async () => {
    expect((await post('/instruments/phq-9/1.0.0', { x: 'x'.repeat(70_000) })).status).toBe(413)
  })

  test('an answer that the item cannot have is left out, and said so without repeating it', async () => {
    const page = await (await post('/instruments/phq-9/1.0.0', { interest: '<b>99</b>' })).text()
    expect(page).toContain('One answer could not be read')
    expect(page).not.toContain('<b>99')
    expect(page).toContain('not scorable: too many missing answers')
  })

  test('is scored with its working, and not kept', async () => {
    const items = library.findInstrument('phq-9@1.0.0')?.definition.items ?? []
    const answers = Object.fromEntries(items.map(({ id }, at) => [id, at === 0 ? '' : '2']))
    const response = await post('/instruments/phq-9/1.0.0', answers)
    expect(response.headers.get('cache-control')).toBe('no-store')
    const words = await readText(response)
    // Kroenke 2001: 8 answers of 2 prorate to 18, moderately severe.
    expect(words).toMatch(/: 18, Moderately severe/)
    expect(words).toContain('8 available, at least 7 needed')
    expect(words).toContain('missing answers are replaced by the mean of the others')
    expect(await readText(await get('/instruments/phq-9/1.0.0'))).not.toContain(': 18')
  })

  test('a number and a time may be written as people write them', async () => {
    const page = await (await post('/instruments/psqi/1.0.0', { 'item-1': ' 7:30 ' })).text()
    expect(page).toContain('value="07:30"')
  })
})

describe('every page', () => {
  test('the list names every version, and marks what is not established', async () => {
    const page = await (await get('/instruments')).text()
    for (const { definition } of library.instruments)
      expect(page).toContain(`/instruments/${definition.id}/${definition.version}`)
    expect(page).toContain('<span class="tag">unvalidated</span>')
  })

  test.each(
    library.instruments.map(({ definition, hash }) => [formatRef(definition), definition, hash] as const),
  )('%s says who allows it, and explains every scale', async (_, definition, hash) => {
    const response = await get(`/instruments/${definition.id}/${definition.version}`)
    expect(response.headers.get('content-security-policy')).toContain("default-src 'none'")
    const page = await response.text()
    expect(page).toContain(hash)
    for (const { id } of definition.scales) expect(page).toContain(`<article class="card" id="${id}">`)
    expect(page).not.toMatch(/undefined|\[object/)
    const words = await readText(await get(`/instruments/${definition.id}/${definition.version}`))
    if (definition.evidence !== 'established') expect(words).toContain(definition.evidence)
  })

  test('a second version says what it changed', async () => {
    const words = await readText(await get('/instruments/promis-physical-function-4a/2.0.0'))
    expect(words).toMatch(/breaking\s+\S+\s+its rule changed/)
    expect(words).toContain('first version')
  })
})

test('a version is given as a FHIR questionnaire', async () => {
  const api = createInstrumentRoutes({ catalogue: holdLibrary(library) })
  const response = await api.request('/api/instruments/phq-9/1.0.0/fhir')
  expect(response.headers.get('content-type')).toBe('application/fhir+json')
  expect(await response.json()).toMatchObject({ resourceType: 'Questionnaire', version: '1.0.0' })
})

describe('how it is scored', () => {
  test.each([
    [
      'psqi',
      '2.0.0',
      'By ranges: 0 to below 65 → 3; 65 to below 75 → 2; 75 to below 85 → 1; 85 and above → 0',
    ],
    [
      'psqi',
      '2.0.0',
      'By ranges: 0 to below 16 → 0; 16 to below 31 → 1; 31 to below 61 → 2; 61 and above → 3',
    ],
    ['promis-global-health', '1.0.0', 'recoded: 0 → 5; 1 → 4; 2 → 4; 3 → 4; 4 → 3'],
    ['phq-9', '1.1.0', 'Sum of 9, at least 7 needed; missing answers are replaced by the mean of the others'],
    ['rmdq', '2.0.0', 'Sum of 24, at least 1 needed; a blank counts as 0'],
    ['isi', '1.0.0', 'Sum of 7, all needed'],
  ])('%s %s prints “%s”', async (id, version, words) => {
    expect(await readText(await get(`/instruments/${id}/${version}`))).toContain(words)
  })

  test('a rule that depends on an answer says on which', async () => {
    const words = await readText(await get('/instruments/misuse-gate/1.1.0'))
    expect(words).toMatch(/If “[^”]+” is [^:]+: the first of these\. If not: the second/)
  })

  test('remission of the PHQ-9 is below 5, and marked as unconfirmed', async () => {
    const words = await readText(await get('/instruments/phq-9/1.1.0'))
    expect(words).toMatch(/a score below 5\s+unconfirmed/)
    expect(words).not.toContain('a score of 4 or better')
  })

  test('a band that is not confirmed is marked where it is listed and where a score falls in it', async () => {
    expect(await readText(await get('/instruments/phq-8/1.1.0'))).toMatch(
      /5\s+Mild\s+unconfirmed\s+10\s+Moderate\s+15\s+Moderately severe\s+unconfirmed\s+20\s+Severe\s+unconfirmed/,
    )
    const answers = { interest: '3', mood: '2', sleep: '0', energy: '0', appetite: '0', failure: '0' }
    const words = await readText(
      await post('/instruments/phq-8/1.1.0', { ...answers, concentration: '0', movement: '0' }),
    )
    expect(words).toContain(': 5, Mild (unconfirmed)')
  })
})

describe('a withdrawn version', () => {
  test('says so, why, and what to use instead', async () => {
    const page = await (await get('/instruments/csq-8/1.0.0')).text()
    expect(page).toContain('Withdrawn: do not use this version.')
    expect(page).toContain('href="/instruments/csq-8/2.0.0"')
    expect(await (await get('/instruments/csq-8/2.0.0')).text()).not.toContain('Withdrawn')
  })

  test('is marked in the list', async () => {
    expect(await readText(await get('/instruments'))).toMatch(/1\.0\.0\s+withdrawn/)
  })
})

test('nothing is logged', () => {
  expect(logged).toEqual([])
})
