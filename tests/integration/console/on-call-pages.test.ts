import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { createApiCall } from '../../../functions/api/api-client.ts'
import { callingConsole } from '../../../functions/console/calling-console.ts'
import { createSession } from '../../../functions/console/sign-in/session.ts'
import { type Clinic, openClinic, STUDY } from '../../support/clinic.ts'

const ORIGIN = 'https://concord.example'
const STUDY_PAGE = `/console/studies/${STUDY}`
const SITE_PAGE = `${STUDY_PAGE}/sites/harbor/on-call`
const LEADS_PAGE = `${STUDY_PAGE}/on-call`
let clinic: Clinic
let pages: ReturnType<typeof callingConsole>

beforeEach(async () => {
  clinic = await openClinic()
  pages = callingConsole({
    ...clinic.deps,
    ...{ callApi: createApiCall(clinic.deps), session: createSession(ORIGIN) },
  })
})
afterEach(() => clinic.tables.drop())

async function ask(who: string, path: string, form?: { phones?: string; emails?: string }, language = 'en') {
  const reply = await pages.request(path, {
    headers: {
      ...{ cookie: `__Host-concord-session=${who}`, 'accept-language': language, origin: ORIGIN },
      ...(form && { 'content-type': 'application/x-www-form-urlencoded' }),
    },
    ...(form && { method: 'POST', body: new URLSearchParams(form).toString() }),
  })
  return { status: reply.status, location: reply.headers.get('location'), text: await reply.text() }
}
const readList = async (site = 'harbor') => clinic.deps.findOnCall(clinic.scope(site))

describe('an on-call list is refused', () => {
  test.each([
    ['of another clinic', 'coordinator-mesa', SITE_PAGE, 404],
    ['of a clinic by a lead of none', 'lead', SITE_PAGE, 404],
    ['of leads by a coordinator', 'coordinator-harbor', LEADS_PAGE, 403],
    ['of a clinic that there is not', 'coordinator-harbor', SITE_PAGE.replace('harbor', 'nowhere'), 404],
  ])('%s', async (_, who, path, status) => {
    expect((await ask(who, path)).status).toBe(status)
    expect((await ask(who, path, { phones: '+12025550188' })).status).toBe(status)
  })

  test('with each line that is wrong, and what was typed stays', async () => {
    const before = await readList()
    const participant = '+12025550123'
    await clinic.enrol('harbor', participant)
    for (const [form, words] of [
      [{ phones: '+12025550188\nfive' }, 'five: this is no telephone number.'],
      [{ phones: participant }, 'this number belongs to a participant.'],
      [{ emails: 'nobody' }, 'nobody: this is no mail address.'],
      [{ phones: Array.from({ length: 11 }, (_, at) => `+120255501${at + 10}`).join('\n') }, 'ten at most.'],
    ] as const) {
      const { status, text } = await ask('coordinator-harbor', SITE_PAGE, form)
      expect([words, status, text.includes(words)]).toEqual([words, 422, true])
    }
    const typed = await ask('coordinator-harbor', SITE_PAGE, { phones: 'five' }, 'es')
    expect(typed.text).toContain('no es un número de teléfono')
    expect(typed.text).toContain('>five</textarea>')
    expect(await readList()).toEqual(before)
  })
})

test('a coordinator sets the list of a clinic, and a lead that of the leads', async () => {
  const form = { phones: ' +1 202-555-0188 \n\n+12025550189', emails: 'On.Call@example.org' }
  expect(await ask('coordinator-harbor', SITE_PAGE, form)).toMatchObject({
    ...{ status: 303, location: `${SITE_PAGE}?notice=saved` },
  })
  expect(await readList()).toMatchObject({
    ...{ phones: ['+12025550188', '+12025550189'], emails: ['on.call@example.org'] },
  })
  const { text } = await ask('coordinator-harbor', `${SITE_PAGE}?notice=saved`)
  for (const words of ['The list is saved.', '+12025550189', 'on.call@example.org'])
    expect(text).toContain(words)
  expect(text).toContain(`href="${STUDY_PAGE}/enrol">Enroll a participant`)
  expect((await ask('lead', LEADS_PAGE, { phones: '+12025550187' })).status).toBe(303)
  expect((await clinic.deps.findLeadsOnCall(STUDY)).phones).toEqual(['+12025550187'])
  expect((await ask('lead', LEADS_PAGE)).text).toContain('+12025550187')
})

test('Today leads to the list, and says where to set it while it is empty', async () => {
  const today = `${STUDY_PAGE}/worklist?site=harbor`
  expect((await ask('coordinator-harbor', today)).text).toContain(SITE_PAGE)
  expect((await ask('coordinator-harbor', SITE_PAGE, {})).status).toBe(303)
  const { text } = await ask('coordinator-harbor', today)
  expect(text).toContain('The on-call list is empty')
  expect(text).toContain(SITE_PAGE)
  expect(text).not.toContain('PUT')
})
