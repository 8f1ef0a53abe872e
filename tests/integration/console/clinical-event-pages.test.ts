import { beforeEach, describe, expect, test } from 'vitest'
import { createApiCall } from '../../../functions/api/api-client.ts'
import { callingConsole } from '../../../functions/console/calling-console.ts'
import { createConsoleRoutes } from '../../../functions/console/console.routes.tsx'
import { createSession } from '../../../functions/console/sign-in/session.ts'
import { type Clinic, openClinic, STUDY } from '../../support/clinic.ts'

const ORIGIN = 'https://concord.example'

/* Enrolled at harbor (New York) on Monday 2 March 2026, 10:00. It is Tuesday 3 March, 11:00. */

let clinic: Clinic
let pages: ReturnType<typeof callingConsole>
let reading: ReturnType<typeof createConsoleRoutes>
let participant: string
let base: string
beforeEach(async () => {
  clinic = await openClinic('2026-03-02T15:00:00.000Z')
  const session = createSession(ORIGIN)
  pages = callingConsole({ ...clinic.deps, callApi: createApiCall(clinic.deps), session })
  reading = createConsoleRoutes({ ...clinic.deps, session } as never)
  participant = await clinic.enrol('harbor')
  base = `/console/studies/${STUDY}/participants/${participant}`
  clinic.advance('P1DT1H')
})

const see = async (path: string, { who = 'coordinator-harbor', locale = 'en', app = pages } = {}) => {
  const reply = await (app as typeof pages).request(path, {
    headers: { cookie: `__Host-concord-session=${who}`, 'accept-language': locale },
  })
  return { status: reply.status, text: await reply.text() }
}
const seeParticipant = async (locale = 'en', who = 'coordinator-harbor') =>
  see(base, { who, locale, app: reading as never })
const post = async (
  path: string,
  fields: Record<string, string>,
  { who = 'coordinator-harbor', origin = ORIGIN, locale = 'en' } = {},
) => {
  const reply = await pages.request(path, {
    method: 'POST',
    headers: { cookie: `__Host-concord-session=${who}`, origin, 'accept-language': locale },
    body: new URLSearchParams(fields),
  })
  return { status: reply.status, text: await reply.text(), to: reply.headers.get('location') ?? '' }
}
const NAUSEA = {
  ...{ kind: 'adverse-event', term: 'nausea', severity: 'moderate', serious: 'no', relation: 'possible' },
  at: '2026-03-03T10:30',
}
const ID = `adverse-event.nausea.${Date.parse('2026-03-03T15:30:00.000Z')}`
const list = () =>
  clinic.deps.clinicalEvents.listByParticipant(clinic.participantScope('harbor', participant))

describe('recording a clinical event', () => {
  test('is refused to a lead, another clinic and another site of the web', async () => {
    expect((await see(`${base}/event`, { who: 'lead' })).status).toBe(404)
    expect((await see(`${base}/event`, { who: 'coordinator-mesa' })).status).toBe(404)
    expect((await post(`${base}/event`, NAUSEA, { who: 'coordinator-mesa' })).status).toBe(404)
    expect((await post(`${base}/event`, NAUSEA, { origin: 'https://evil.example' })).status).toBe(403)
    expect(await list()).toEqual([])
  })

  test('begins with which kind, then asks for its details, with nothing chosen', async () => {
    const first = await see(`${base}/event`)
    expect(first.text).toContain('What happened?')
    expect(first.text).toContain(`href="${base}/event?kind=opioid-dose"`)
    const second = await see(`${base}/event?kind=adverse-event`)
    for (const words of ['Which event', 'How severe', 'Is it serious?', 'In Harbor Clinic time'])
      expect(second.text).toContain(words)
    expect(second.text).not.toContain(' selected')
    expect(second.text).not.toContain('<script')
  })

  test.each([
    [{ term: '' }, 'Which event'],
    [{ severity: 'awful' }, 'How severe'],
    [{ serious: '' }, 'Is it serious?'],
    [{ at: 'yesterday' }, 'When'],
    [{ at: '2026-03-03T11:01' }, 'This is in the future.'],
    [{ at: '1926-03-03T11:01' }, 'Check the year.'],
  ])('%j is refused beside its field, with what was typed', async (fault, words) => {
    const refused = await post(`${base}/event`, { ...NAUSEA, ...fault })
    expect(refused.status).toBe(422)
    expect(refused.text).toContain('Nothing was saved.')
    expect(refused.text).toContain(words)
    expect(refused.text).toContain('<option value="possible" selected')
    expect(await list()).toEqual([])
  })

  test.each(['', '-3', 'sixty', '5001', '30.25', '1e3'])(
    'an opioid dose of "%s" is refused',
    async (dose) => {
      const refused = await post(`${base}/event`, {
        ...{ kind: 'opioid-dose', morphineEquivalent: dose, at: NAUSEA.at },
      })
      expect(refused.status).toBe(422)
      expect(refused.text).toContain('Enter a number from 0 to 5,000')
    },
  )

  test('is recorded once by two clicks, and stands on the participant’s page and in the history', async () => {
    const [one, two] = await Promise.all([post(`${base}/event`, NAUSEA), post(`${base}/event`, NAUSEA)])
    for (const reply of [one, two])
      expect(reply).toMatchObject({ status: 303, to: `${base}?notice=eventRecorded` })
    expect(await list()).toHaveLength(1)
    const words = 'Adverse event: Nausea, moderate, possibly related'
    const page = await seeParticipant()
    expect(page.text).toContain(words)
    expect(page.text).toContain(`href="${base}/events/${ID}"`)
    const history = await see(`${base}/history`)
    expect(history.text).toContain(`Recorded: ${words}`)
  })

  test('in Spanish, with a decimal comma', async () => {
    const dose = { kind: 'opioid-dose', morphineEquivalent: '37,5', at: NAUSEA.at }
    expect((await see(`${base}/event?kind=opioid-dose`, { locale: 'es' })).text).toContain(
      'Dosis de opioides',
    )
    expect((await post(`${base}/event`, dose, { locale: 'es' })).status).toBe(303)
    expect((await seeParticipant('es')).text).toContain(
      'Dosis de opioides: 37.5 mg equivalentes de morfina por día',
    )
  })

  test('with other details at the same time says that it is there already', async () => {
    await post(`${base}/event`, NAUSEA)
    const refused = await post(`${base}/event`, { ...NAUSEA, severity: 'severe' })
    expect(refused.status).toBe(422)
    expect(refused.text).toContain('already recorded with other details')
  })
})

describe('voiding a clinical event', () => {
  beforeEach(async () => {
    await post(`${base}/event`, NAUSEA)
  })

  test('is refused to a lead and another clinic, and for one that is not there', async () => {
    const other = { who: 'coordinator-mesa' }
    expect((await see(`${base}/events/${ID}`, other)).status).toBe(404)
    expect((await post(`${base}/events/${ID}`, { reason: 'other' }, other)).status).toBe(404)
    expect((await see(`${base}/events/opioid-dose.1`)).status).toBe(404)
    expect((await see(`${base}/events/nothing`)).status).toBe(404)
  })

  test('asks for a reason, keeps it, and shows it', async () => {
    const refused = await post(`${base}/events/${ID}`, { reason: '' })
    expect(refused.status).toBe(422)
    expect(refused.text).toContain('Choose one.')
    const voided = await post(`${base}/events/${ID}`, { reason: 'wrong-details' })
    expect(voided).toMatchObject({ status: 303, to: `${base}?notice=eventVoided` })
    const page = await seeParticipant()
    expect(page.text).toContain('Voided: The details are wrong')
    expect(page.text).toContain('No clinical events on record.')
    expect((await see(`${base}/history`)).text).toContain('Voided: Adverse event: Nausea')
    expect((await see(`${base}/events/${ID}`)).text).not.toContain('<button type="submit">Void')
    expect((await post(`${base}/event`, { ...NAUSEA, severity: 'severe' })).status).toBe(303)
  })
})

describe('dose and route of a treatment', () => {
  const INFUSION = { kind: 'ketamine-infusion', givenAt: '2026-03-03T10:00' }
  const correction = () => `${base}/treatments/ketamine-infusion/2026-03-03T15:00:00.000Z`

  test('can be left out, and are refused where they are no dose', async () => {
    const refused = await post(`${base}/treatment`, { ...INFUSION, dose: 'half', unit: 'mg', route: 'iv' })
    expect(refused.status).toBe(422)
    expect(refused.text).toContain('Enter a number above 0')
    expect(refused.text).toContain('value="half"')
    expect((await post(`${base}/treatment`, { ...INFUSION, dose: '', unit: 'mg', route: '' })).status).toBe(
      303,
    )
  })

  test('are shown, refused where they contradict, and corrected', async () => {
    const first = { ...INFUSION, dose: '0,5', unit: 'mg/kg', route: 'iv' }
    expect((await post(`${base}/treatment`, first)).status).toBe(303)
    expect((await seeParticipant()).text).toContain('(0.5 mg/kg, intravenous)')
    const other = await post(`${base}/treatment`, { ...first, dose: '0.7' })
    expect(other.status).toBe(422)
    expect(other.text).toContain('already recorded with another dose or route')
    const form = await see(correction())
    expect(form.text).toContain('value="0.5"')
    expect(form.text).toContain('<option value="iv" selected')
    const corrected = { givenAt: INFUSION.givenAt, dose: '0.7', unit: 'mg/kg', route: 'iv' }
    expect(await post(`${correction()}/move`, corrected)).toMatchObject({ status: 303 })
    expect((await seeParticipant()).text).toContain('(0.7 mg/kg, intravenous)')
  })

  test('go through the page that asks for confirmation', async () => {
    const early = { ...INFUSION, givenAt: '2026-03-05T10:00', dose: '40', unit: 'mg', route: 'im' }
    const asked = await post(`${base}/treatment`, early)
    expect(asked.status).toBe(409)
    expect(asked.text).toContain('(40 mg, intramuscular)')
    const fields = Object.fromEntries(
      [...asked.text.matchAll(/<input type="hidden" name="(\w+)" value="([^"]*)"/g)].map(
        ([, name = '', value = '']) => [name, value],
      ),
    )
    expect((await post(`${base}/treatment`, fields)).status).toBe(303)
    const [treatment] = await clinic.deps.treatments.listByParticipant(
      clinic.participantScope('harbor', participant),
    )
    expect(treatment?.exposures).toMatchObject([{ dose: { value: 40, unit: 'mg' }, route: 'im' }])
  })
})
