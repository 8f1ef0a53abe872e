import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { definitionsConsole } from '../../../functions/console/definitions/definitions.routes.tsx'
import { createSession } from '../../../functions/console/sign-in/session.ts'
import { grantMembership } from '../../../functions/workflows/access/change-members.ts'
import { seedLibrary } from '../../../functions/workflows/library/seed-library.ts'
import { shippedDefinitions } from '../../../surveys/library/shipped.ts'
import { type Clinic, openClinic, STUDY } from '../../support/clinic.ts'
import { buildDefinitionSource } from '../../support/definition-sources.ts'
import { COHORT_ENDS } from '../../support/generated-cohort.ts'
import { storeMadeUpSite } from '../../support/store-cohort.ts'

const ORIGIN = 'https://concord.example'
const ROOT = `/console/studies/${STUDY}`
const DRAFT = '/definition-drafts/own-relief'
type Fields = readonly (readonly [string, string])[]

let clinic: Clinic
let pages: ReturnType<typeof definitionsConsole>

const open = async () => {
  clinic = await openClinic(COHORT_ENDS)
  await seedLibrary(clinic.deps, shippedDefinitions)
  const grant = (sub: string, sites: string[]) =>
    grantMembership(
      clinic.deps,
      { kind: 'operator', by: 'test' },
      {
        ...{ sub, name: sub, study: STUDY, role: 'lead', sites, administers: false, blinded: false },
      },
    )
  await grant('whole', ['harbor', 'mesa', 'lakeside'])
  await grant('other-lead', [])
  pages = definitionsConsole({ ...clinic.deps, session: createSession(ORIGIN) })
}
const signIn = (who: string) => ({ cookie: `__Host-concord-session=${who}` })

async function see(path: string, who = 'whole', language = 'en') {
  const headers = { ...signIn(who), 'accept-language': language }
  const reply = await pages.request(ROOT + path, { headers })
  return { status: reply.status, text: await reply.text() }
}
async function send(path: string, fields: Fields, who = 'whole', origin = ORIGIN) {
  const reply = await pages.request(ROOT + path, {
    method: 'POST',
    headers: { ...signIn(who), origin, 'content-type': 'application/x-www-form-urlencoded' },
    body: new URLSearchParams(fields.map(([name, value]) => [name, value])).toString(),
  })
  const location = reply.headers.get('location')?.replace(ROOT, '')
  return { status: reply.status, location, text: await reply.text() }
}
const begin = (id = 'own-relief', from = '') =>
  send('/definitions', [
    ['step', 'begin'],
    ['id', id],
    ['from', from],
  ])
const readDraft = async (id = 'own-relief') => clinic.deps.definitionDrafts.find(STUDY, id)
/** Sends the form of the draft as it stands, with these fields typed. */
const type = async (fields: Readonly<Record<string, string | readonly string[]>>, step = 'save') => {
  const { revision } = await readDraft()
  const typed = Object.entries(fields).flatMap(([name, value]) =>
    [value].flat().map((one): [string, string] => [name, one as string]),
  )
  return send(DRAFT, [['revision', String(revision)], ['step', step], ...typed])
}
const WORDS = {
  ...{ '/title/en': 'Own relief', '/title/es': 'Alivio propio', '/version': '1.0.0' },
  ...{ '/summary/en': 'Less pain.', '/summary/es': 'Menos dolor.', '/source': 'Made up for a test.' },
}

describe('the pages are refused', () => {
  beforeAll(async () => {
    await open()
    await begin()
  })
  afterAll(() => clinic.tables.drop())

  test('to who is no lead, no member, or comes from elsewhere, and the list is for every member', async () => {
    expect((await see('/definitions', 'somebody')).status).toBe(404)
    const list = await see('/definitions', 'coordinator-harbor')
    expect(list.status).toBe(200)
    expect(list.text).not.toContain('<form class="fields"')
    for (const who of ['coordinator-harbor', 'somebody']) {
      const status = who === 'somebody' ? 404 : 403
      expect((await see(DRAFT, who)).status).toBe(status)
      expect((await send(DRAFT, [['step', 'discard']], who)).status).toBe(status)
      expect((await send('/definitions', [['id', 'x']], who)).status).toBe(status)
      const use: Fields = [
        ['step', 'use'],
        ['role', 'exploratory'],
        ['revision', '0'],
      ]
      expect((await send('/definitions/pain-relief-30/1.0.0', use, who)).status).toBe(status)
    }
    expect((await send(DRAFT, [['step', 'discard']], 'whole', 'https://elsewhere.example')).status).toBe(403)
    expect((await pages.request(`${ROOT}/definitions`)).headers.get('location')).toBe('/console/sign-in')
    expect((await readDraft()).revision).toBe(1)
  })

  test('for what there is not: a definition, a version, a draft, a step', async () => {
    for (const path of [
      '/definitions/nothing/1.0.0',
      '/definitions/pain-relief-30/7.0.0',
      '/definition-drafts/no',
    ])
      expect((await see(path)).status).toBe(404)
    expect((await send('/definitions/pain-relief-30/1.0.0', [['step', 'nothing']])).status).toBe(404)
    expect((await see(`${DRAFT}?timepoint=week-99`)).status).toBe(200)
  })

  test.each([
    ['Own Relief', 'lowercase letters'],
    ['own-relief', 'lowercase letters'],
    ['pain-relief-30', 'belongs to a definition of others'],
  ])('for the id %s, in words', async (id, words) => {
    const { status, text } = await begin(id)
    expect([409, 422]).toContain(status)
    expect(text).toContain(words)
    expect(text).toContain('role="alert"')
  })
})

describe('a rule is built by forms alone', () => {
  beforeEach(async () => {
    await open()
    return () => clinic.tables.drop()
  })

  test('from an empty one to a published version that says so in words, in both languages', async () => {
    expect(await begin()).toMatchObject({ status: 303, location: DRAFT })
    const empty = await see(DRAFT)
    expect(empty.text).toContain('(not finished)')
    expect(empty.text).toContain('Numbers appear here when the rule has no problem.')
    await type({ '/rule/op': 'all' })
    await type({}, 'add:/rule')
    await type({ '/rule/rules/0/op': 'percent-improvement' }, 'add:/rule')
    await type({
      ...{ '/rule/rules/0/score': 'pain', '/rule/rules/0/atLeast': '30', '/rule/rules/1/op': 'band' },
    })
    await type({ '/rule/rules/1/score': 'depression' })
    await type({ '/rule/rules/1/in': ['', 'minimal', 'mild'], ...WORDS })
    expect((await readDraft()).draft?.source.rule).toEqual({
      op: 'all',
      rules: [
        { op: 'percent-improvement', score: 'pain', atLeast: 30 },
        { op: 'band', score: 'depression', in: ['minimal', 'mild'] },
      ],
    })
    const page = await see(DRAFT)
    expect(page.text).toContain('improved by at least 30% from baseline')
    expect(page.text).toContain('lang="es"')
    expect(page.text).toContain('mejoró al menos un 30')
    expect(page.text).toContain('Nothing stands in the way')
    expect((await see(DRAFT, 'other-lead')).text).toContain('Last saved by somebody else')
    const { location } = await type({}, 'publish')
    expect(location).toBe('/definitions/own-relief/1.0.0?notice=published')
    const published = await see('/definitions/own-relief/1.0.0?notice=published')
    expect(published.text).toContain('The version is published.')
    expect(published.text).toContain('unconfirmed')
    expect((await see('/definitions', 'coordinator-harbor', 'es')).text).toContain('Alivio propio 1.0.0')
  })

  test('and nothing that was written is lost where a condition is joined, wrapped, freed or removed', async () => {
    await begin()
    const leaf = { op: 'level', score: 'pain', atMost: 3 }
    const readRule = async () => (await readDraft()).draft?.source.rule
    await type({ '/rule/op': 'level' })
    await type({ '/rule/score': 'pain', '/rule/atMost': '3' })
    await type({ '/rule/op': 'sustained' })
    expect(await readRule()).toEqual({ op: 'sustained', rule: leaf })
    await type({ '/rule/days': '21', '/rule/op': 'any' })
    const held = { op: 'sustained', days: 21, rule: leaf }
    expect(await readRule()).toEqual({ op: 'any', rules: [held] })
    await type({ '/rule/op': 'at-least' }, 'add:/rule')
    expect(await readRule()).toEqual({ op: 'at-least', count: 1, rules: [held, {}] })
    await type({ '/rule/op': 'level' })
    expect(await readRule()).toEqual({ op: 'at-least', count: 1, rules: [held, {}] })
    await type({}, 'remove:/rule/rules/1')
    await type({}, 'unwrap:/rule')
    expect(await readRule()).toEqual(held)
    await type({}, 'unwrap:/rule')
    expect(await readRule()).toEqual(leaf)
    await type({ '/rule/op': 'percent-improvement' })
    expect(await readRule()).toEqual({ op: 'percent-improvement', score: 'pain' })
  })

  test('and a copy that is saved as its form shows it stays the same', async () => {
    await begin('own-relief', 'pain-relief-30@1.0.0')
    const before = (await readDraft()).draft?.source
    const { text } = await see(DRAFT)
    expect(text).toMatch(/<option value="baseline" selected/)
    await type({
      ...{ '/rule/op': 'percent-improvement', '/rule/score': 'pain', '/rule/atLeast': '30' },
      ...{ '/rule/of': 'baseline', '/rule/baselineAtLeast': '' },
    })
    expect((await readDraft()).draft?.source).toEqual(before)
  })

  test('with each problem at its field, and what was typed kept', async () => {
    await begin()
    await type({ '/rule/op': 'improvement' })
    await type({ '/rule/score': 'pain', '/rule/atLeast': 'a lot', '/source': '<b>' })
    const { text } = await see(DRAFT)
    expect(text).toContain('id="/rule/atLeast-fault"')
    expect(text).toContain('value="a lot"')
    expect(text).toContain('&lt;b&gt;')
    expect((await type({}, 'publish')).text).toContain('It cannot be published yet')
    await type({ '/rule/atLeast': '0,5', '/rule/unit': 'baseline-standard-deviations' })
    expect((await readDraft()).draft?.source.rule).toMatchObject({ atLeast: 0.5 })
    expect((await see(DRAFT)).text).not.toContain('id="/rule/atLeast-fault"')
  })

  test('by two people of whom the slower one sees what stands there now', async () => {
    await begin()
    await type({ '/title/en': 'First' })
    const late = await send(
      DRAFT,
      [
        ['revision', '1'],
        ['step', 'save'],
        ['/title/en', 'Second'],
      ],
      'other-lead',
    )
    expect(late.status).toBe(412)
    expect(late.text).toContain('Somebody else changed the draft')
    expect(late.text).toContain('value="First"')
    expect(
      (
        await send(DRAFT, [
          ['revision', '1'],
          ['step', 'publish'],
        ])
      ).status,
    ).toBe(412)
  })
})

describe('what is published', () => {
  beforeAll(async () => {
    await open()
    for (const site of ['harbor', 'mesa'])
      await storeMadeUpSite(clinic.tables, STUDY, site, 40, ['baseline', 'week-1', 'week-4', 'week-12'])
    await clinic.api('whole', 'POST', `/api/studies/${STUDY}/responder-definitions`, {
      definition: buildDefinitionSource(),
    })
  })
  afterAll(() => clinic.tables.drop())

  test('is continued by its study, with what changes shown line by line', async () => {
    const page = '/definitions/own-relief/1.0.0'
    expect(await send(page, [['step', 'next']])).toMatchObject({ location: DRAFT })
    // Somebody presses it again: the same draft goes on.
    expect(await send(page, [['step', 'next']], 'other-lead')).toMatchObject({ location: DRAFT })
    expect((await see(DRAFT)).text).toContain('Nothing has changed')
    await type({ '/rule/atLeast': '50', '/source': 'Made up for another test.' })
    const { text } = await see(DRAFT)
    expect(text).toMatch(/<del>[^<]*at least 40%[^<]*<\/del>/)
    expect(text).toMatch(/<ins>[^<]*at least 50%[^<]*<\/ins>/)
    expect(text).toContain('Made up for another test.')
    expect((await type({}, 'publish')).location).toContain('/definitions/own-relief/2.0.0')
    expect((await see('/definitions/own-relief/2.0.0')).text).toContain('Changes since 1.0.0')
  })

  test('is computed while it is written, in numbers, words and a curve', async () => {
    await begin('copied', 'pain-relief-30@1.0.0')
    const { text } = await see('/definition-drafts/copied?timepoint=week-4')
    expect((await readDraft('copied')).draft?.source).toMatchObject({ id: 'copied', evidence: 'unconfirmed' })
    for (const words of ['On the present data', 'Rate by cutoff', 'Agreement with the study', '<svg', 'κ'])
      expect(text).toContain(words)
    // The copy agrees with what it was copied from in everybody.
    expect(/<th [^>]*>Moderate pain relief \(IMMPACT\)<\/th>.*?<\/tr>/s.exec(text)?.[0]).toContain('>100%<')
    const spanish = await see('/definition-drafts/copied?timepoint=week-4', 'whole', 'es')
    for (const words of ['Con los datos actuales', 'Tasa según el punto de corte', 'Concordancia'])
      expect(spanish.text).toContain(words)
    expect(text).not.toMatch(/(harbor|mesa)-\d{8}/)
  })

  test('is put into the draft of the study by one press, as what is chosen', async () => {
    const page = '/definitions/own-relief/1.0.0'
    const use = (more: Fields) => send(page, [['step', 'use'], ['revision', '0'], ...more])
    expect((await use([['role', '']])).status).toBe(422)
    expect(
      (
        await use([
          ['role', 'primary'],
          ['timepoint', 'week-4'],
          ['estimand', 'all-treated'],
        ])
      ).location,
    ).toBe(`${page}?notice=used`)
    const { draft } = await clinic.deps.drafts.find(STUDY)
    expect(draft?.source.endpoints).toMatchObject({
      primary: { definition: 'own-relief', timepoint: 'week-4' },
    })
    const stale = await use([['role', 'exploratory']])
    expect(stale.status).toBe(412)
  })

  test('is retired with a reason that everybody reads', async () => {
    const page = '/definitions/own-relief/1.0.0'
    expect(
      (
        await send(page, [
          ['step', 'retire'],
          ['reason', ' '],
        ])
      ).status,
    ).toBe(422)
    expect(
      (
        await send(page, [
          ['step', 'retire'],
          ['reason', 'Too strict.'],
        ])
      ).status,
    ).toBe(303)
    expect((await see(page, 'coordinator-harbor')).text).toContain('Too strict.')
    expect((await see('/definitions')).text).toContain('retired')
    expect(
      (
        await send(page, [
          ['step', 'retire'],
          ['reason', 'Other.'],
        ])
      ).status,
    ).toBe(409)
    expect((await see('/definitions/pain-relief-30/1.0.0')).text).not.toContain('value="retire"')
  })
})
