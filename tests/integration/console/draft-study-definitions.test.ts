import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createDefinitionsApi } from '../../../functions/api/definitions-api.ts'
import { definitionsConsole } from '../../../functions/console/definitions/definitions.routes.tsx'
import { createSession } from '../../../functions/console/sign-in/session.ts'
import { studyOfficeConsole } from '../../../functions/console/study-office/study-office.routes.tsx'
import { createStoredLibrary } from '../../../functions/records/library/stored-library.ts'
import { createStudyOutlines } from '../../../functions/records/library/study-outline.ts'
import { grantMembership } from '../../../functions/workflows/access/change-members.ts'
import { retireResponderDefinition } from '../../../functions/workflows/library/retire-responder-definition.ts'
import { seedLibrary } from '../../../functions/workflows/library/seed-library.ts'
import { discardDraft, saveDraft } from '../../../functions/workflows/library/study-drafts.ts'
import { buildFromTemplate } from '../../../functions/workflows/library/study-templates.ts'
import { shippedDefinitions } from '../../../surveys/library/shipped.ts'
import { type Clinic, openClinic } from '../../support/clinic.ts'
import { buildDefinitionSource } from '../../support/definition-sources.ts'

const ORIGIN = 'https://concord.example'
const ROOT = '/console/studies/unfinished'
const API = '/api/studies/unfinished'

let clinic: Clinic
let pages: ReturnType<typeof definitionsConsole>
let office: ReturnType<typeof studyOfficeConsole>
let api: ReturnType<typeof createDefinitionsApi>

beforeAll(async () => {
  clinic = await openClinic()
  await seedLibrary(clinic.deps, shippedDefinitions)
  const library = createStoredLibrary(clinic.deps)
  const { openInstruments } = library
  const outlineStudy = createStudyOutlines({ library, drafts: clinic.deps.drafts })
  const deps = { ...clinic.deps, library, outlineStudy, openInstruments }
  const grant = (sub: string, role: 'lead' | 'monitor', study = 'unfinished') =>
    grantMembership(
      deps,
      { kind: 'operator', by: 'test' },
      { ...{ sub, name: sub, study, role, sites: [], administers: false, blinded: false } },
    )
  const shipped = (shippedDefinitions.studies as readonly Record<string, unknown>[]).findLast(
    ({ id }) => id === 'ketamine-infusion-registry',
  )
  // As a template leaves it: without a clinic, and so no study yet.
  const source = {
    ...buildFromTemplate('chronic-pain', shipped ?? {}),
    id: 'unfinished',
    title: 'Unfinished',
  }
  for (const study of ['unfinished', 'nothing-yet'])
    await saveDraft(deps, { study, by: 'lead', revision: 0 }, { ...source, id: study })
  await grant('lead', 'lead')
  await grant('monitor', 'monitor')
  await grant('lead', 'lead', 'nothing-yet')
  await discardDraft(deps, { study: 'nothing-yet', by: 'lead', revision: 1 })
  pages = definitionsConsole({ ...deps, session: createSession(ORIGIN) })
  office = studyOfficeConsole({ ...deps, session: createSession(ORIGIN) })
  api = createDefinitionsApi(deps)
})
afterAll(() => clinic.tables.drop())

async function see(path: string, who = 'lead', app: { request: typeof pages.request } = pages) {
  const reply = await app.request(path.startsWith('/console') ? path : ROOT + path, {
    headers: { cookie: `__Host-concord-session=${who}` },
  })
  return { status: reply.status, text: await reply.text() }
}
async function send(path: string, fields: Readonly<Record<string, string>>, who = 'lead') {
  const reply = await pages.request(ROOT + path, {
    method: 'POST',
    headers: {
      ...{ cookie: `__Host-concord-session=${who}`, origin: ORIGIN },
      'content-type': 'application/x-www-form-urlencoded',
    },
    body: new URLSearchParams(fields).toString(),
  })
  return { status: reply.status, location: reply.headers.get('location')?.replace(ROOT, '') }
}
const call = (path: string, method = 'GET', body?: object, who = 'lead') =>
  api.request(API + path, {
    method,
    headers: { authorization: `Bearer ${who}`, 'content-type': 'application/json' },
    ...(body && { body: JSON.stringify(body) }),
  })
const PATHS = ['/definitions', '/definitions/pain-relief-30/1.0.0', '/definition-drafts/own-relief']

describe('definitions of a study that nobody has published yet', () => {
  test('are refused to who does not lead it, and where there is no draft of it', async () => {
    for (const path of PATHS) {
      expect([path, (await see(path, 'monitor')).status]).toEqual([path, 403])
      expect([path, (await see(path, 'somebody')).status]).toEqual([path, 404])
      expect((await see(`/console/studies/nothing-yet${path}`)).status).toBe(404)
    }
    const begun = { id: 'own-relief', from: '' }
    expect((await send('/definitions', begun, 'monitor')).status).toBe(403)
    expect((await send('/definitions', begun, 'somebody')).status).toBe(404)
    expect((await call('/responder-definitions', 'GET', undefined, 'monitor')).status).toBe(403)
    const written = { revision: 0, definition: buildDefinitionSource() }
    for (const [who, status] of [
      ['monitor', 403],
      ['somebody', 404],
    ] as const)
      expect((await call('/definition-drafts/own-relief', 'PUT', written, who)).status).toBe(status)
  })

  test('are built over what the draft measures, without data beside them', async () => {
    expect((await send('/definitions', { id: 'own-relief', from: '' })).location).toBe(
      '/definition-drafts/own-relief',
    )
    await send('/definition-drafts/own-relief', { revision: '1', '/rule/op': 'percent-improvement' })
    const { status, text } = await see('/definition-drafts/own-relief')
    expect(status).toBe(200)
    expect(text).toContain('No data yet')
    expect(text).toMatch(/<option value="pain"/)
    expect(text).not.toContain(`${ROOT}/analyses`)
    expect((await call('/definition-drafts/own-relief/preview')).status).toBe(404)
  })

  test('are published, and offered in the list of the draft and for its endpoints until they are retired', async () => {
    const listed = async () => (await see('/office/outcomes', 'lead', office)).text
    expect(await listed()).not.toContain('own-relief@1.0.0')
    const { revision } = await clinic.deps.definitionDrafts.find('unfinished', 'own-relief')
    const written = { revision, definition: buildDefinitionSource() }
    expect((await call('/definition-drafts/own-relief', 'PUT', written)).status).toBe(200)
    const saved = { step: 'publish', revision: String(revision + 1) }
    const { location = '' } = await send('/definition-drafts/own-relief', saved)
    expect(location).toBe('/definitions/own-relief/1.0.0?notice=published')
    expect((await see(location)).text).toContain('The version is published.')
    expect(await listed()).toContain('<option value="own-relief@1.0.0">Own relief (own-relief@1.0.0)')
    const use = {
      step: 'use',
      role: 'secondary',
      timepoint: 'week-4',
      estimand: 'all-treated',
      revision: '1',
    }
    expect((await send('/definitions/own-relief/1.0.0', use)).status).toBe(303)
    expect(await listed()).toContain('<option value="own-relief" selected="">Own relief</option>')
    const named = { id: 'own-relief', version: '1.0.0', reason: 'Made up.' }
    await retireResponderDefinition(clinic.deps, { sub: 'lead', study: 'unfinished' }, named)
    expect(await listed()).not.toContain('<option value="own-relief@1.0.0">Own relief')
  })
})
