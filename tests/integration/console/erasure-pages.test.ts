import { beforeEach, describe, expect, test } from 'vitest'
import { createApiCall } from '../../../functions/api/api-client.ts'
import { callingConsole } from '../../../functions/console/calling-console.ts'
import { createConsoleRoutes } from '../../../functions/console/console.routes.tsx'
import { createSession } from '../../../functions/console/sign-in/session.ts'
import { type Clinic, STUDY } from '../../support/clinic.ts'
import {
  enrolSomebody,
  FIRST,
  LEAD,
  NUMBER,
  openErasingClinic,
  SECOND,
} from '../../support/erasing-clinic.ts'

const ORIGIN = 'https://concord.example'
const PAGES = `/console/studies/${STUDY}`

let clinic: Clinic
let participant: string
let request: (
  who: string,
  path: string,
  fields?: Record<string, string>,
  language?: string,
) => Promise<Response>

async function open(studyData: 'detach' | 'delete') {
  clinic = await openErasingClinic(studyData)
  participant = await enrolSomebody(clinic)
  const session = createSession(ORIGIN)
  const calling = callingConsole({ ...clinic.deps, callApi: createApiCall(clinic.deps), session })
  const reading = createConsoleRoutes({ ...clinic.deps, session })
  request = async (who, path, fields, language = 'en') => {
    const pages = path.startsWith('/worklist') ? calling : reading
    return pages.request(PAGES + path, {
      ...(fields && { method: 'POST', body: new URLSearchParams(fields) }),
      headers: { cookie: `__Host-concord-session=${who}`, 'accept-language': language, origin: ORIGIN },
    })
  }
}
beforeEach(() => open('detach'))

const see = async (who: string, path: string, language = 'en') =>
  (await request(who, path, undefined, language)).text()
const step = (who: string, fields: Record<string, string>) =>
  request(who, `/worklist/${participant}/erasure`, fields)
const findNotice = (reply: Response) => /notice=([\w-]+)/.exec(reply.headers.get('location') ?? '')?.[1]
const record = (grade: string, who: string = FIRST) => step(who, { step: 'record', grade, from: 'today' })
const confirm = (grade: string, who: string = SECOND) => step(who, { step: 'confirm', grade, from: 'today' })

describe('in the console an erasure is refused', () => {
  test('to whoever recorded it, in words', async () => {
    await record('erase')
    const refused = await confirm('erase', FIRST)
    expect([refused.status, findNotice(refused)]).toEqual([303, 'erasure-same-person'])
    expect(await see(FIRST, '/worklist?notice=erasure-same-person')).toContain(
      'The person who recorded it cannot confirm it',
    )
  })

  test('to leads who would record it, and to people of other sites', async () => {
    expect((await record('erase', LEAD)).status).toBe(403)
    expect((await record('erase', 'coordinator-mesa')).status).toBe(404)
  })

  test('without a choice, and for an open alert', async () => {
    expect(findNotice(await record(''))).toBe('erasure-refused')
    await clinic.receive(NUMBER, 'I want to die')
    await record('erase')
    expect(findNotice(await confirm('erase'))).toBe('erasure-alert-open')
  })
})

describe('in the console an erasure', () => {
  test('that was asked for by text stands on Today with its due date, in English and Spanish', async () => {
    await clinic.receive(NUMBER, 'delete my data')
    const today = await see(FIRST, '/worklist')
    expect(today).toContain('Asks to be left alone or erased')
    expect(today).toContain('Due Apr 1, 2026')
    expect(today).toContain('delete my data')
    expect(await see(FIRST, '/worklist', 'es')).toContain('Plazo: 1 abr 2026')
    clinic.advance('P31D')
    expect(await see(FIRST, '/worklist')).toContain('Overdue since Apr 1, 2026')
  })

  test('is recorded on the participant’s page, and offered there to be confirmed to anybody else', async () => {
    expect(await see(FIRST, `/participants/${participant}`)).toContain('Stop or erase')
    const recorded = await step(FIRST, { step: 'record', grade: 'stop-data', from: 'participant' })
    expect(recorded.headers.get('location')).toBe(`${PAGES}/participants/${participant}?notice=erasure-saved`)
    const button = 'value="confirm"'
    expect(await see(FIRST, `/participants/${participant}`)).toContain('Recorded by you')
    expect(await see(FIRST, `/participants/${participant}`)).not.toContain(button)
    for (const who of [SECOND, LEAD])
      expect(await see(who, `/participants/${participant}`), who).toContain(button)
    expect(findNotice(await confirm('stop-data', LEAD))).toBe('erasure-saved')
    await clinic.tick()
    const page = await see(SECOND, `/participants/${participant}`)
    expect(page).toContain('Done on Mar 2, 2026. The last text was sent.')
    expect(page).toContain('Withdrew on Mar 2, 2026')
  })

  test('is canceled with a reason, and gone from Today', async () => {
    await clinic.receive(NUMBER, 'delete my data')
    await step(FIRST, { step: 'cancel', reason: 'misunderstood', from: 'today' })
    expect(await see(FIRST, '/worklist')).not.toContain('Asks to be left alone or erased')
  })

  test('leaves a page that says that everything was deleted, where the protocol deletes', async () => {
    await open('delete')
    await record('erase')
    await confirm('erase')
    await clinic.tick()
    const reply = await request(FIRST, `/participants/${participant}`)
    expect(reply.status).toBe(410)
    expect(await reply.text()).toContain('data were deleted at their request')
    expect(await see(FIRST, '/participants')).not.toContain(participant)
  })
})
