import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { definitionsConsole } from '../../../functions/console/definitions/definitions.routes.tsx'
import { createSession } from '../../../functions/console/sign-in/session.ts'
import { grantMembership } from '../../../functions/workflows/access/change-members.ts'
import { seedLibrary } from '../../../functions/workflows/library/seed-library.ts'
import { shippedDefinitions } from '../../../surveys/library/shipped.ts'
import { expectAccessiblePage } from '../../support/accessibility.ts'
import { chromiumNote, chromiumPath } from '../../support/chromium.ts'
import { type Clinic, openClinic, STUDY } from '../../support/clinic.ts'
import { buildDefinitionSource } from '../../support/definition-sources.ts'
import { COHORT_ENDS } from '../../support/generated-cohort.ts'
import { storeMadeUpSite } from '../../support/store-cohort.ts'

const chromium = chromiumPath()
const ROOT = `/console/studies/${STUDY}`
const SITES = ['harbor', 'mesa', 'lakeside', 'summit']
const FAULTY = {
  op: 'all',
  rules: [
    { op: 'band', score: 'depression', in: ['rosy'] },
    { op: 'any', rules: [{ op: 'level', score: 'pain', atMost: 99 }, {}] },
  ],
}
const SOUND = { op: 'sustained', days: 21, rule: { op: 'improvement', score: 'pain', atLeast: 2 } }

const PAGES = {
  'the list': '/definitions',
  'a published version': '/definitions/omeract-oarsi/2.0.0',
  'one that is retired': '/definitions/retired/1.0.0',
  'a draft of an empty rule': '/definition-drafts/empty',
  'a draft with problems': '/definition-drafts/faulty',
  'a draft with numbers': '/definition-drafts/sound?timepoint=week-4',
}

describe.skipIf(chromium === undefined)(`a page of responder definitions${chromiumNote(chromium)}`, () => {
  let clinic: Clinic
  let pages: ReturnType<typeof definitionsConsole>

  beforeAll(async () => {
    clinic = await openClinic(COHORT_ENDS)
    await seedLibrary(clinic.deps, shippedDefinitions)
    await grantMembership(
      clinic.deps,
      { kind: 'operator', by: 'test' },
      {
        ...{ sub: 'whole', name: 'Lead', study: STUDY, role: 'lead', sites: SITES },
        ...{ administers: false, blinded: false },
      },
    )
    for (const site of ['harbor', 'mesa'])
      await storeMadeUpSite(clinic.tables, STUDY, site, 40, ['baseline', 'week-1', 'week-4'])
    const save = (id: string, rule: object) =>
      clinic.api('whole', 'PUT', `/api/studies/${STUDY}/definition-drafts/${id}`, {
        ...{ revision: 0, definition: buildDefinitionSource({ id, rule }) },
      })
    await save('empty', {})
    await save('faulty', FAULTY)
    await save('sound', SOUND)
    const list = `/api/studies/${STUDY}/responder-definitions`
    await clinic.api('whole', 'POST', list, { definition: buildDefinitionSource({ id: 'retired' }) })
    await clinic.api('whole', 'POST', `${list}/retired/1.0.0/retirement`, { reason: 'Too strict.' })
    pages = definitionsConsole({ ...clinic.deps, session: createSession('https://concord.example') })
  })
  afterAll(() => clinic.tables.drop())

  const cases = Object.entries(PAGES).flatMap(([name, path]) =>
    ['en', 'es'].map((language): [string, string, string] => [`${name} (${language})`, path, language]),
  )
  it.each(cases)(
    '%s has no accessibility fault, and does not scroll sideways, from 320 to 1280 px',
    async (_, path, language) => {
      const reply = await pages.request(ROOT + path, {
        headers: { cookie: '__Host-concord-session=whole', 'accept-language': language },
      })
      expect(reply.status).toBe(200)
      const html = await reply.text()
      await expectAccessiblePage(chromium ?? '', html)
    },
  )
})
