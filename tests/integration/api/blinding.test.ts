import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createConsoleRoutes } from '../../../functions/console/console.routes.tsx'
import { createSession } from '../../../functions/console/sign-in/session.ts'
import { buildVerifiedParticipantScope } from '../../../functions/platform/core/scope.ts'
import { grantMembership } from '../../../functions/workflows/access/change-members.ts'
import { openShippedLibrary } from '../../../surveys/library/library.ts'
import { TIDY_FORMATS } from '../../../web/api/exports/tidy-export.ts'
import { type Clinic, openClinic } from '../../support/clinic.ts'
import { readExportTexts } from '../../support/export-texts.ts'
import { storeRows } from '../../support/store-cohort.ts'
import { simulateTrialRows, TRIAL_ENDS } from '../../support/trial-cohort.ts'

const TRIAL = 'ketamine-magnesium-trial'
const PATH = `/api/studies/${TRIAL}`
const OPERATOR = { kind: 'operator', by: 'test' } as const
const TRIAL_TITLE = openShippedLibrary().findStudy(TRIAL)?.definition.title ?? ''
/** As CSV, JSON, XML and the rows of Parquet write them. */
const ARM_NAMES = /placebo|magnesium|"ketamine"|,ketamine,|>ketamine</i

let clinic: Clinic
let participant: string

const grant = (sub: string, role: 'coordinator' | 'lead', sites: readonly string[], blinded: boolean) =>
  grantMembership(clinic.deps, OPERATOR, {
    ...{ sub, name: sub, study: TRIAL, role, sites: [...sites], administers: false, blinded },
  })
const get = (user: string, path: string) => clinic.api(user, 'GET', `${PATH}${path}`)
const read = async (user: string, path: string) => {
  const reply = await get(user, path)
  expect(reply.status).toBe(200)
  // The study’s id says what it compares.
  return (await reply.text()).replaceAll(TRIAL, 'trial')
}
const enrol = (user: string, more: object = {}) => {
  const body = { site: 'gulf', phone: '+18325550101', locale: 'es', smsConsent: true, ...more }
  return clinic.api(user, 'POST', `${PATH}/participants`, body, { 'idempotency-key': `key-of-${user}` })
}

beforeAll(async () => {
  clinic = await openClinic(TRIAL_ENDS)
  await grant('coordinator-gulf', 'coordinator', ['gulf'], false)
  await grant('blinded-gulf', 'coordinator', ['gulf'], true)
  await grant('trial-lead', 'lead', ['gulf'], false)
  await grant('blinded-lead', 'lead', ['gulf'], true)
  for (const { site, rows, people } of simulateTrialRows()) {
    const arms = new Map([...people].map(([id, { arm }]) => [id, arm]))
    await storeRows(clinic.tables, TRIAL, site, rows, arms)
    participant = rows.assessments[0]?.participant ?? ''
  }
  const onCall = { phones: ['+12025550191'], emails: [] }
  await clinic.api('coordinator-gulf', 'PUT', `${PATH}/sites/gulf/on-call`, onCall)
  const release = await clinic.api('trial-lead', 'POST', `${PATH}/releases`, { name: 'Interim look' })
  expect(release.status).toBe(201)
})
afterAll(() => clinic.tables.drop())

const RATE = '/analyses/responder-rate?definition=pain-relief-30&timepoint=week-4'
const BY_ARM = [
  RATE,
  '/analyses/definition-comparison?timepoint=week-4',
  '/analyses/mean-change?measure=pain&timepoint=week-4',
  '/analyses/repeated-measures?measure=pain',
]
/** Not by arm anyway. */
const OF_EVERYBODY = ['/analyses/meaningful-change?measure=pain&timepoint=week-4', '/analyses/adverse-events']

describe('who is blinded', () => {
  test.each(['/releases/1', '/releases/compare?of=1&with=1', `/releases/1${RATE}`, '/cohort?site=gulf'])(
    'reads nothing of what has arms in it: %s',
    async (path) => {
      const reply = await get('blinded-lead', path)
      expect(reply.status).toBe(403)
      expect(await reply.json()).toMatchObject({ type: '/problems/blinded' })
      expect((await get('trial-lead', path)).status).toBe(200)
    },
  )

  test('makes no release, and lists them', async () => {
    const reply = await clinic.api('blinded-lead', 'POST', `${PATH}/releases`, { name: 'second' })
    expect(reply.status).toBe(403)
    expect(await read('blinded-lead', '/releases')).toBe(await read('trial-lead', '/releases'))
    expect(await read('trial-lead', '/releases')).not.toContain('second')
  })

  test('enrolls without an arm, whichever there are, and names none', async () => {
    for (const arm of ['ketamine', 'no-such-arm'])
      expect(await (await enrol('blinded-gulf', { arm })).json()).toMatchObject({
        errors: [{ pointer: '/arm', code: 'unknown-arm' }],
      })
    const reply = await enrol('blinded-gulf', {})
    expect(reply.status).toBe(201)
    const { participant: enrolled } = (await reply.json()) as { participant: string }
    const path = `${PATH}/participants/${enrolled}`
    const allocate = (who: string, body: object) => clinic.api(who, 'PATCH', path, body)
    for (const who of ['blinded-gulf', 'blinded-lead'])
      expect((await allocate(who, { arm: 'ketamine' })).status).toBe(403)
    expect((await allocate('coordinator-canyon', { arm: 'ketamine' })).status).toBe(404)
    expect((await allocate('coordinator-gulf', { arm: 'no-such-arm' })).status).toBe(422)
    expect(await (await allocate('coordinator-gulf', { arm: 'ketamine' })).json()).toMatchObject({
      arm: 'ketamine',
    })
    expect((await allocate('coordinator-gulf', { arm: 'ketamine' })).status).toBe(200)
    // Another arm needs a reason, and what stood there is kept.
    expect(await (await allocate('coordinator-gulf', { arm: 'placebo' })).json()).toMatchObject({
      errors: [{ pointer: '/armReason' }],
    })
    const corrected = { arm: 'placebo', armReason: 'read from another line of the list' }
    expect((await allocate('coordinator-gulf', corrected)).status).toBe(200)
    expect(
      await clinic.deps.participants.find(
        buildVerifiedParticipantScope({ study: TRIAL, site: 'gulf', participant: enrolled }),
      ),
    ).toMatchObject({
      arm: 'placebo',
      allocations: [
        { arm: 'ketamine', by: 'coordinator-gulf' },
        { arm: 'placebo', reason: 'read from another line of the list' },
      ],
    })
    const trail = JSON.stringify(await clinic.audit.listChain(`${TRIAL}#${enrolled}`)).replaceAll(TRIAL, '')
    expect(trail).toContain('corrected')
    expect(trail).not.toMatch(ARM_NAMES)
    expect(JSON.parse(await read('blinded-gulf', `/participants/${enrolled}`))).not.toHaveProperty('arm')
    const another = { arm: 'ketamine', phone: '+18325550102' }
    expect((await enrol('coordinator-gulf', another)).status).toBe(201)
  })

  test('sees nobody’s arm in a list of participants', async () => {
    const path = '/participants?site=gulf'
    expect(await read('blinded-gulf', path)).not.toMatch(ARM_NAMES)
    expect(await read('blinded-lead', path)).not.toMatch(ARM_NAMES)
    expect(await read('coordinator-gulf', path)).toMatch(ARM_NAMES)
  })

  test('sees no arm of one participant', async () => {
    const path = `/participants/${participant}`
    expect(JSON.parse(await read('blinded-gulf', path))).not.toHaveProperty('arm')
    expect(JSON.parse(await read('coordinator-gulf', path)).arm).toMatch(/^(placebo|magnesium|ketamine)$/)
    for (const more of ['/trajectory', '/assessments', '/treatments', '/events'])
      expect(await read('blinded-gulf', path + more)).not.toMatch(ARM_NAMES)
  })

  test.each(BY_ARM)('reads no number by arm, as others do: %s', async (path) => {
    for (const who of ['blinded-gulf', 'blinded-lead']) expect(await read(who, path)).not.toMatch(ARM_NAMES)
    expect(await read('trial-lead', path)).toMatch(ARM_NAMES)
  })

  test.each(OF_EVERYBODY)('reads what others read: %s', async (path) => {
    expect(await read('blinded-lead', path)).toBe(await read('trial-lead', path))
    expect(await read('blinded-lead', path)).not.toMatch(ARM_NAMES)
  })

  test('exports tidy tables without an arm, a dose or a route', async () => {
    const readTidy = async (user: string, query: string) => {
      const reply = await get(user, `/exports/tidy${query}`)
      expect(reply.status).toBe(200)
      const files = await readExportTexts(new Uint8Array(await reply.arrayBuffer()))
      // The study’s own id and title say what it compares.
      return [...files].map(
        ([path, text]) => `${path}\n${text.replaceAll(TRIAL, 'trial').replaceAll(TRIAL_TITLE, 'trial')}`,
      )
    }
    for (const query of ['?variant=study-days', ...TIDY_FORMATS.map((format) => `?format=${format}`)]) {
      for (const user of ['blinded-gulf', 'blinded-lead'])
        for (const file of await readTidy(user, query)) {
          expect(file.slice(0, 200), query).not.toMatch(/\b(arm|dose|route)\b/)
          expect(file, query).not.toMatch(ARM_NAMES)
        }
      // ODM holds what was answered, and no arm for anybody.
      if (query !== '?format=odm')
        expect((await readTidy('trial-lead', query)).join(), query).toMatch(ARM_NAMES)
    }
    expect((await readTidy('trial-lead', '')).join()).toMatch(/participants\.csv\n.*\barm\b/)
  })

  test('has the rate that others have, without the arms compared', async () => {
    const [blinded, open] = await Promise.all(
      ['blinded-lead', 'trial-lead'].map(async (who) => JSON.parse(await read(who, `${RATE}&seed=1`))),
    )
    expect(open.byArm.arms).toHaveLength(3)
    expect(blinded.byArm).toBeNull()
    expect(blinded.counts).toEqual(open.counts)
    expect(blinded.counts.due).toBeGreaterThan(80)
  })

  test('has one model of everybody, without a contrast', async () => {
    const { model } = JSON.parse(await read('blinded-lead', '/analyses/repeated-measures?measure=pain'))
    expect(model).toMatchObject({ kind: 'fitted', contrasts: [] })
    expect(model.means).toHaveLength(3)
  })

  test('reads that they are, and the definition with its arms, as the protocol has it', async () => {
    const { definition, membership } = JSON.parse(await read('blinded-gulf', ''))
    expect(membership).toMatchObject({ role: 'coordinator', blinded: true })
    expect(definition.arms).toHaveLength(3)
    expect(JSON.parse(await read('coordinator-gulf', '')).membership.blinded).toBe(false)
  })
})

describe('pages of who is blinded', () => {
  const TITLE = /Ketamine, magnesium or placebo[^<]*/g
  const see = async (who: string, path: string, language = 'en') => {
    const pages = createConsoleRoutes({ ...clinic.deps, session: createSession('https://concord.example') })
    const headers = { cookie: `__Host-concord-session=${who}`, 'accept-language': language }
    const reply = await pages.request(`/console/studies/${TRIAL}${path}`, { headers })
    // The study’s own name says what it compares.
    return { status: reply.status, text: (await reply.text()).replaceAll(TITLE, '').replaceAll(TRIAL, '') }
  }

  test.each([...BY_ARM, ...OF_EVERYBODY, '/participants', '/releases'])('show no arm: %s', async (path) => {
    const { status, text } = await see('blinded-gulf', path)
    expect(status).toBe(200)
    expect(text).toContain('coordinator, blinded')
    expect(text).not.toMatch(/placebo|magnesium|>ketamine/i)
  })

  test('show no arm of one participant, as those of others do', async () => {
    expect((await see('blinded-gulf', `/participants/${participant}`)).text).not.toContain('Arm:')
    expect((await see('coordinator-gulf', `/participants/${participant}`)).text).toContain('Arm:')
  })

  test('say that the arms of the model are hidden, and not that there are none', async () => {
    const path = '/analyses/repeated-measures?measure=pain'
    expect((await see('blinded-gulf', path)).text).toContain('Arms are hidden from you')
    expect((await see('coordinator-gulf', path)).text).not.toContain('hidden from you')
    expect((await see('blinded-gulf', path, 'es')).text).toContain('Usted no ve los grupos')
  })

  test('say that releases are not for them, in both languages, and offer none', async () => {
    const english = await see('blinded-lead', '/releases')
    expect(english.text).toContain('Your membership is blinded')
    expect(english.text).not.toContain('<form method="post" action="/console/studies')
    expect((await see('blinded-lead', '/releases', 'es')).text).toContain('con enmascaramiento')
    expect((await see('blinded-lead', '/releases/1')).status).toBe(403)
    expect((await see('blinded-lead', `${RATE}&release=1`)).status).toBe(403)
    expect((await see('blinded-lead', RATE)).text).not.toContain('Interim look')
  })
})

test('in a study without arms a blinded membership hides nothing', async () => {
  await grantMembership(clinic.deps, OPERATOR, {
    ...{ sub: 'blinded-lead', name: 'Lead', study: 'ketamine-infusion-registry', role: 'lead', sites: [] },
    ...{ administers: false, blinded: true },
  })
  const path = '/api/studies/ketamine-infusion-registry/releases'
  expect((await clinic.api('blinded-lead', 'POST', path, { name: 'first' })).status).toBe(201)
})

test('that somebody is blinded, and no longer is, stands in the audit trail with who changed it', async () => {
  await grant('somebody', 'coordinator', ['gulf'], true)
  await grant('somebody', 'coordinator', ['gulf'], false)
  const entries = (await clinic.audit.listChain(TRIAL)).filter(({ about }) => about?.sub === 'somebody')
  expect(entries.map(({ action, about }) => [action, about?.before, about?.after, about?.by])).toEqual([
    ['membership.granted', undefined, 'coordinator, blinded, at gulf', 'test'],
    ['membership.changed', 'coordinator, blinded, at gulf', 'coordinator, at gulf', 'test'],
  ])
})
