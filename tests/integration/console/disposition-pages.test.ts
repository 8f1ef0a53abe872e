import { beforeEach, describe, expect, test } from 'vitest'
import { createApiCall } from '../../../functions/api/api-client.ts'
import { callingConsole } from '../../../functions/console/calling-console.ts'
import { createConsoleRoutes } from '../../../functions/console/console.routes.tsx'
import { createSession } from '../../../functions/console/sign-in/session.ts'
import { type Clinic, openClinic, STUDY } from '../../support/clinic.ts'

const ORIGIN = 'https://concord.example'
const PHONE = '+12025550123'
const COORDINATOR = 'coordinator-harbor'
const PAGES = `/console/studies/${STUDY}`

let clinic: Clinic
let participant: string
let seePage: (path: string, language?: string) => Promise<string>

beforeEach(async () => {
  clinic = await openClinic('2026-03-02T15:00:00.000Z')
  participant = await clinic.enrol('harbor', PHONE)
  await clinic.tick()
  await clinic.receive(PHONE, 'please call me')
  const session = createSession(ORIGIN)
  const calling = callingConsole({ ...clinic.deps, callApi: createApiCall(clinic.deps), session })
  const reading = createConsoleRoutes({ ...clinic.deps, session })
  seePage = async (path, language = 'en') => {
    const pages = /worklist|history|treatment/.test(path) ? calling : reading
    const reply = await pages.request(PAGES + path, {
      headers: { cookie: `__Host-concord-session=${COORDINATOR}`, 'accept-language': language },
    })
    expect(reply.status, path).toBe(200)
    return reply.text()
  }
})

const api = (method: string, path: string, body?: unknown) =>
  clinic.apiConfirmed(COORDINATOR, method, `/api/studies/${STUDY}/participants/${participant}${path}`, body)
const end = (how: string) => api('PUT', '/disposition', { how, at: '2026-03-02T14:59:00Z' })
const readTasks = async () => {
  const worklist = await clinic.apiConfirmed(COORDINATOR, 'GET', `/api/studies/${STUDY}/worklist`)
  return ((await worklist.json()) as { tasks: unknown }).tasks
}
const listPaths = () => [
  '/participants',
  `/participants/${participant}`,
  `/participants/${participant}/history`,
  `/participants/${participant}/treatment`,
  '/worklist',
]

describe('how a participation ended stands on every page and list about its participant', () => {
  test.each([
    ['withdrawn', 'Withdrew on Mar 2, 2026', 'Se retiró el 2 mar 2026'],
    ['lost-to-follow-up', 'Lost to follow-up since Mar 2, 2026', 'Seguimiento perdido desde el 2 mar 2026'],
    ['died', 'Died on Mar 2, 2026', 'Falleció el 2 mar 2026'],
  ])('%s, in English and Spanish', async (how, english, spanish) => {
    for (const path of listPaths()) expect(await seePage(path), path).not.toContain(english)
    await end(how)
    for (const path of listPaths()) {
      expect(await seePage(path), path).toContain(english)
      expect(await seePage(path, 'es'), path).toContain(spanish)
    }
  })

  test('and goes where it was recorded in error', async () => {
    await end('died')
    await api('DELETE', '/disposition')
    for (const path of listPaths()) expect(await seePage(path), path).not.toContain('Died on')
  })
})

describe('of someone who has died or withdrew', () => {
  test.each(['died', 'withdrawn'])('no treatment, no text and no interview is offered: %s', async (how) => {
    await end(how)
    expect(await seePage(`/participants/${participant}`)).not.toContain('Record a treatment')
    expect(await seePage(`/participants/${participant}/treatment`)).not.toContain('<form class="fields"')
    const history = await seePage(`/participants/${participant}/history`)
    expect(history).not.toContain('tel:')
    expect(history).not.toContain('Can receive texts')
    const today = await seePage('/worklist')
    expect(today).toContain('please call me')
    expect(today).not.toContain('by phone</button>')
  })

  test('no call is offered about a message of someone who has died', async () => {
    await end('died')
    const today = await seePage('/worklist')
    for (const offered of ['tel:', 'Log a call']) expect(today).not.toContain(offered)
    expect(await readTasks()).toMatchObject([{ participant, phone: null, ended: { how: 'died' } }])
  })

  test('who withdrew and writes can be called back', async () => {
    await end('withdrawn')
    const today = await seePage('/worklist')
    for (const offered of [`tel:${PHONE}`, 'Log a call']) expect(today).toContain(offered)
    expect(await readTasks()).toMatchObject([{ participant, phone: PHONE, ended: { how: 'withdrawn' } }])
  })

  test('who writes of self-harm from the phone of someone recorded as dead can be called', async () => {
    await end('died')
    await clinic.receive(PHONE, 'I want to kill myself')
    const today = await seePage('/worklist')
    for (const offered of [`tel:${PHONE}`, 'Log a call', 'Died on Mar 2, 2026'])
      expect(today).toContain(offered)
    expect(await readTasks()).toMatchObject([{ participant, phone: PHONE }])
  })

  test('a treatment that was given after it is refused, one before it is recorded', async () => {
    clinic.advance('P2D')
    await end('died')
    const treat = (givenAt: string) =>
      api('POST', '/treatments', {
        ...{ kind: 'ketamine-infusion', givenAt },
      })
    const refused = await treat('2026-03-02T15:00:00Z')
    expect(refused.status).toBe(409)
    expect(await refused.json()).toMatchObject({ type: '/problems/treatment-after-end' })
    expect((await treat('2026-03-02T14:58:00Z')).status).toBe(201)
  })
})

test('a safety alert of someone who withdrew is still called about', async () => {
  await clinic.receive(PHONE, 'I want to kill myself')
  await end('withdrawn')
  expect(await seePage('/worklist')).toContain(`tel:${PHONE}`)
})
