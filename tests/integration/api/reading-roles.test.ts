import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createConsoleRoutes } from '../../../functions/console/console.routes.tsx'
import { createSession } from '../../../functions/console/sign-in/session.ts'
import { grantMembership } from '../../../functions/workflows/access/change-members.ts'
import { contracts } from '../../../web/api/contracts.ts'
import type { MemberRole } from '../../../web/api/members/member-roles.ts'
import { type Clinic, openClinic, STUDY } from '../../support/clinic.ts'

const MONITOR = 'monitor'
/** Those who read under study IDs, with what they may settle besides. */
const READERS = {
  [MONITOR]: ['post /export-runs'],
  // Reports of numbers over every clinic: their own to change.
  statistician: [
    'post /export-runs',
    ...['put /report-subscriptions/{subscription}', 'post /report-subscriptions/{subscription}/test'],
    'post /report-runs/{run}/rerun',
    'post /report-runs/{run}/seen',
  ],
  'data-manager': [
    'post /export-runs',
    'put /participants/{participant}/assessments/{timepoint}/reason',
    'post /participants/{participant}/assessments/{timepoint}/late-answers',
  ],
} as const satisfies Partial<Record<MemberRole, readonly string[]>>
type ReaderRole = keyof typeof READERS
const READER_ROLES = Object.keys(READERS) as readonly ReaderRole[]
const NAME = 'Nobody In Particular'
const AT = '2026-03-03T15:00:00.000Z'
let clinic: Clinic
let participant: string
let elsewhere: string
let pages: ReturnType<typeof createConsoleRoutes>

beforeAll(async () => {
  clinic = await openClinic()
  pages = createConsoleRoutes({ ...clinic.deps, session: createSession('https://concord.example') })
  const operator = { kind: 'operator', by: 'test' } as const
  for (const role of READER_ROLES)
    await grantMembership(clinic.deps, operator, {
      ...{ sub: role, name: 'Reader', study: STUDY, role, sites: ['harbor'] },
    })
  participant = await clinic.enrol('harbor', '+12025550123', { name: NAME, birthYear: 1970 })
  elsewhere = await clinic.enrol('mesa', '+12025550124')
})
afterAll(() => clinic.tables.drop())

/** A body for each request that changes something, so that a refusal is one of the role. */
const BODIES: Readonly<Record<string, unknown>> = {
  'post /participants': { site: 'harbor', phone: '+12025550199', locale: 'en', smsConsent: true },
  'put /participants/{participant}/assessments/{timepoint}/reason': { reason: null },
  'post /participants/{participant}/assessments/{timepoint}/late-answers': { decision: 'taken-in' },
  'patch /participants/{participant}': { locale: 'es' },
  'post /participants/{participant}/treatments': { kind: 'ketamine-infusion', givenAt: AT },
  'post /participants/{participant}/treatments/{kind}/{givenAt}/move': { givenAt: AT },
  'post /participants/{participant}/treatments/{kind}/{givenAt}/restore': {},
  'post /participants/{participant}/treatments/{kind}/{givenAt}/void': { reason: 'duplicate' },
  'post /participants/{participant}/events': {
    at: AT,
    event: { kind: 'opioid-dose', morphineEquivalent: 20 },
  },
  'post /participants/{participant}/events/{event}/void': { reason: 'duplicate' },
  'post /participants/{participant}/contact-log': { kind: 'note', text: 'Words.' },
  'post /participants/{participant}/messages/{message}/handle': { note: 'Words.' },
  'post /participants/{participant}/messages/{message}/reopen': { note: 'Words.' },
  'post /participants/{participant}/assessments/{timepoint}/interview': undefined,
  'post /participants/{participant}/alerts/{alert}/acknowledge': { revision: 1 },
  'post /participants/{participant}/alerts/{alert}/close': { revision: 1, reason: 'duplicate' },
  'put /on-call': { phones: [], emails: [] },
  'put /sites/{site}/on-call': { phones: [], emails: [] },
  'patch /participants/{participant}/contact': { name: 'Another' },
  'put /participants/{participant}/disposition': { how: 'withdrawn', at: '2026-03-02T15:00:00Z' },
  'delete /participants/{participant}/disposition': undefined,
  'put /participants/{participant}/erasure': { grade: 'erase' },
  'post /participants/{participant}/erasure/confirmation': { grade: 'erase' },
  'post /participants/{participant}/erasure/cancellation': { reason: 'changed-mind' },
  'post /releases': { name: 'Mine' },
  'put /draft': { revision: 0, definition: {} },
  'post /draft/publish': { revision: 1 },
  'post /draft/discard': { revision: 1 },
  'post /responder-definitions': { definition: {} },
  'post /responder-definitions/{definition}/{version}/retirement': { reason: 'Words.' },
  'post /responder-definitions/{definition}/{version}/use': { revision: 0, role: 'exploratory' },
  'put /definition-drafts/{definition}': { revision: 0, definition: {} },
  'post /definition-drafts/{definition}/discard': { revision: 1 },
  'post /definition-drafts/{definition}/publish': { revision: 1 },
  'post /sites/{site}/rollout/stop': { version: '2.0.0' },
  'post /sites/{site}/rollout/continue': { version: '2.0.0' },
  'post /sites/{site}/rollout/move': { version: '2.0.0' },
  'post /report-subscriptions': {
    ...{ content: 'weekly-site', sites: ['harbor'], email: 'reader@example.org' },
    schedule: { every: { kind: 'week', weekday: 1 }, time: '07:30', timeZone: 'America/New_York' },
  },
  'put /report-subscriptions/{subscription}': { paused: false },
  'post /report-subscriptions/{subscription}/test': undefined,
  'post /report-runs/{run}/rerun': undefined,
  'post /report-runs/{run}/seen': undefined,
  'post /export-runs': {},
  'post /panels': { protocol: {} },
  'put /panels/{panel}': { revision: 1, protocol: {} },
  'post /panels/{panel}/lock': { revision: 1 },
  'post /panels/{panel}/rounds/{round}/open': { revision: 1 },
  'post /panels/{panel}/rounds/{round}/close': { revision: 1, reason: 'everybody has answered' },
  'post /panels/{panel}/rounds/{round}/extend': {
    ...{ revision: 1, until: '2026-03-09T15:00:00Z', reason: 'many are still to answer' },
  },
  'post /panels/{panel}/proposals/merge': { revision: 1, question: 'domains', added: [], trace: [] },
  'post /panels/{panel}/reasons/{reason}': { outcome: 'shown' },
  'post /panels/{panel}/adopt': {
    revision: 1,
    definition: { id: 'adopted', version: '1.0.0', title: { en: 'One' }, summary: { en: 'One.' } },
  },
  'post /panels/{panel}/panelists': {
    ...{ name: 'One', mail: 'one@panel.example', group: 'clinicians', locale: 'en', channel: 'mail' },
  },
  'post /panels/{panel}/panelists/{panelist}/remove': {},
}
/** What ends or stops what is one’s own, and so finds nothing here: a person who had the power once may still stop their mails. */
const OF_ONES_OWN = [
  ...['delete /report-subscriptions/{subscription}', 'delete /report-runs/{run}'],
  'delete /export-runs/{run}',
]
const OF_STUDY = '/api/studies/{study}'
const nameOf = ({ method, path }: { method: string; path: string }) =>
  `${method} ${path.slice(OF_STUDY.length)}`
const writes = contracts.filter(
  (contract) =>
    contract.method !== 'get' &&
    contract.path.startsWith(OF_STUDY) &&
    contract.tag !== 'Members' &&
    !OF_ONES_OWN.includes(nameOf(contract)),
)
const fill = (path: string) =>
  path
    .replace('{study}', STUDY)
    .replace('{participant}', participant)
    .replace('{site}', 'harbor')
    .replace('{timepoint}', 'baseline')
    .replace('{kind}', 'ketamine-infusion')
    .replace('{givenAt}', AT)
    .replace('{event}', `opioid-dose.${Date.parse(AT)}`)
    .replace('{message}', 'message-1')
    .replace('{alert}', 'alert-1')
    .replace('{definition}', 'pain-relief-30')
    .replace('{version}', '1.0.0')
    .replace('{subscription}', '0123456789abcdef')
    .replace('{run}', '0123456789abcdef.2026-03-02')
    .replace('{panel}', '0123456789abcdef')
    .replace('{round}', 'first')
    .replace('{reason}', '0123456789abcdef')
    .replace('{panelist}', '0123456789abcdef')

test('every request that changes something is looked at here', () => {
  expect(writes.map(nameOf).sort()).toEqual(Object.keys(BODIES).sort())
})

describe.each(READER_ROLES)('a %s', (role) => {
  const mayDo: readonly string[] = READERS[role]

  test.each(writes.map((contract) => [nameOf(contract), contract] as const))(
    'changes nothing but what is theirs to settle: %s',
    async (name, contract) => {
      const before = await clinic.tables.everything(clinic.tables.audit)
      const reply = await clinic.api(role, contract.method.toUpperCase(), fill(contract.path), BODIES[name], {
        'idempotency-key': `${role}-1`,
      })
      const answer = [reply.status, await reply.text()]
      if (mayDo.includes(name)) return expect(answer[0]).not.toBe(403)
      expect(answer).toEqual([403, expect.stringContaining('/problems/forbidden')])
      expect(await clinic.tables.everything(clinic.tables.audit)).toHaveLength(before.length)
    },
  )

  test.each([
    ['/worklist?site=harbor'],
    ['/participants/{participant}/contact'],
    ['/participants/{participant}/contact-log'],
    ['/participants/{participant}/history'],
    ['/on-call'],
    ['/sites/harbor/on-call'],
    ['/members'],
    ['/member-invitations'],
  ])('reads no name, no number and no words in %s', async (path) => {
    const reply = await clinic.api(role, 'GET', fill(OF_STUDY + path))
    expect([path, reply.status]).toEqual([path, 403])
  })

  test('reads no name, no number and no words in anything that they may read', async () => {
    const paths = [
      '/participants?site=harbor',
      '/participants/{participant}',
      '/participants/{participant}/assessments',
      '/participants/{participant}/treatments',
      '/participants/{participant}/events',
      '/participants/{participant}/scores',
      '/participants/{participant}/texts',
      '/alerts?site=harbor',
      '/responses?site=harbor',
      '/cohort?site=harbor',
    ]
    for (const path of paths) {
      const reply = await clinic.api(role, 'GET', fill(OF_STUDY + path))
      const text = await reply.text()
      expect([path, reply.status]).toEqual([path, 200])
      for (const secret of [NAME, '+12025550123', '1970']) expect(text).not.toContain(secret)
    }
  })

  test('of one clinic sees nobody of another one', async () => {
    for (const path of [
      `/participants/${elsewhere}`,
      '/participants?site=mesa',
      `/participants/${elsewhere}/scores`,
      '/responses?site=mesa',
    ])
      expect([path, (await clinic.api(role, 'GET', `/api/studies/${STUDY}${path}`)).status]).toEqual([
        ...[path, 404],
      ])
  })

  test('leaves an entry with each export, as what they are', async () => {
    await clinic.api(role, 'GET', `/api/studies/${STUDY}/responses?site=harbor`)
    const entries = await clinic.audit.listChain(`${STUDY}#READS#${role}#2026-03-02`)
    expect(entries.at(-1)).toMatchObject({
      ...{ action: 'responses.exported', actor: { kind: role, sub: role } },
    })
  })

  test('counts participants of every clinic where the role pools them', async () => {
    const path = `/api/studies/${STUDY}/analyses/responder-rate?definition=pain-relief-30&timepoint=week-12&imputations=0`
    const reply = await clinic.api(role, 'GET', path)
    const { sites } = (await reply.json()) as { sites: { site: string }[] }
    const pools = role === 'statistician'
    expect(sites.map(({ site }) => site)).toEqual(
      pools ? ['harbor', 'lakeside', 'mesa', 'summit'] : ['harbor'],
    )
  })
})

describe('a monitor', () => {
  test('begins in the console with the participants, and is offered no form', async () => {
    const see = async (path: string) => {
      const reply = await pages.request(path, { headers: { cookie: `__Host-concord-session=${MONITOR}` } })
      return { status: reply.status, location: reply.headers.get('location'), text: await reply.text() }
    }
    expect((await see('/console/start')).location).toBe(`/console/studies/${STUDY}/participants`)
    expect((await see('/console')).text).toContain('monitor')
    const list = await see(`/console/studies/${STUDY}/participants`)
    expect([list.status, list.text.includes(participant)]).toEqual([200, true])
    const shown = await see(`/console/studies/${STUDY}/participants/${participant}`)
    expect(shown.status).toBe(200)
    expect(shown.text).toContain('Reader, monitor')
    for (const { text } of [list, shown]) {
      const forms = text.matchAll(/<form method="post" action="([^"]+)"/g)
      expect([...forms].map(([, action]) => action)).toEqual(['/console/sign-out'])
    }
    for (const path of ['worklist', 'enrol', `participants/${participant}/history`])
      expect(shown.text).not.toContain(`/console/studies/${STUDY}/${path}"`)
  })
})
