import { beforeEach, describe, expect, test } from 'vitest'
import { type CallingPages, openCallingPages } from '../../support/calling-pages.ts'
import { type Clinic, openClinic, STUDY } from '../../support/clinic.ts'

const FIRST = '2026-03-03T15:00:00.000Z'

/* Enrolled at harbor (New York) on Monday 2 March 2026, 10:00; the first infusion is given the day after at 10:00. */

let clinic: Clinic
let pages: CallingPages
let participant: string
let base: string
let correction: string
beforeEach(async () => {
  clinic = await openClinic('2026-03-02T15:00:00.000Z')
  pages = openCallingPages(clinic)
  participant = await clinic.enrol('harbor')
  base = `/console/studies/${STUDY}/participants/${participant}`
  correction = `${base}/treatments/ketamine-infusion/${FIRST}`
  clinic.advance('P1DT1H')
})

const see: CallingPages['see'] = (...asked) => pages.see(...asked)
const post: CallingPages['post'] = (...sent) => pages.post(...sent)
const record = (givenAt: string, more: Record<string, string> = {}, locale = 'en') =>
  post(`${base}/treatment`, { kind: 'ketamine-infusion', givenAt, ...more }, { locale })
const findStanding = async () =>
  (await clinic.deps.treatments.listByParticipant(clinic.participantScope('harbor', participant))).map(
    ({ givenAt }) => givenAt,
  )
/** The fields of the form that confirms. */
const readConfirmation = (text: string) =>
  Object.fromEntries(
    [...text.matchAll(/<input type="hidden" name="(\w+)" value="([^"]*)"/g)].map(
      ([, name = '', value = '']) => [name, value],
    ),
  )
const readRow = (text: string, title: string) =>
  new RegExp(`<th scope="row">${title}</th>(.*?)</tr>`)
    .exec(text)?.[1]
    ?.replaceAll(/<[^>]+>/g, ' ')
    .trim()

describe('a treatment that would be a mistake', () => {
  test('is asked about before it is saved, with what it would cancel, and saved once it is confirmed', async () => {
    await record('2026-03-03T10:00')
    const asked = await record('2024-03-03T10:00')
    expect(asked.status).toBe(409)
    expect(asked.text).toContain('Nothing has been saved yet.')
    expect(asked.text).toContain('It was given before the participant was enrolled (Mar 2, 2026, 10:00')
    expect(asked.text).toContain('It was given more than 30 days ago.')
    expect(asked.text).toContain('Assessments would be canceled.')
    // Week 1 opens on 10 March at 9:00 in New York, where the clocks went forward on the 8th.
    expect(readRow(asked.text, 'Week 1')).toMatch(/^Mar 10, 2026, 9:00\sAM – .*Canceled$/)
    expect(await findStanding()).toEqual([FIRST])
    expect(readConfirmation(asked.text).confirm).toBe('before-enrolment long-ago cancels-assessments')
    const confirmed = await post(`${base}/treatment`, readConfirmation(asked.text))
    expect(confirmed).toMatchObject({ status: 303, to: `${base}?notice=recorded` })
    expect(await findStanding()).toEqual(['2024-03-03T15:00:00.000Z', FIRST])
  })

  test('is asked about in Spanish too', async () => {
    const asked = await record('2026-03-05T10:00', {}, 'es')
    expect(asked.text).toContain('Revise este tratamiento')
    expect(asked.text).toContain('Está en el futuro.')
    expect(asked.text).toContain('Sí, registrarlo')
  })

  test('comes back to the form with what was typed when it is not confirmed', async () => {
    const asked = await record('2024-03-03T10:00')
    const { confirm: _, ...fields } = readConfirmation(asked.text)
    const back = await post(`${base}/treatment`, { ...fields, edit: '1' })
    expect(back.status).toBe(200)
    expect(back.text).toContain('value="2024-03-03T10:00"')
    expect(await findStanding()).toEqual([])
  })

  test('is refused at its field where it holds what no text may hold', async () => {
    for (const wall of ['2026-03-03T10:00\u0000', '\u202e2026-03-03T10:00']) {
      const refused = await record(wall)
      expect(refused.status).toBe(422)
      expect(refused.text).toContain('Enter a date and a time.')
    }
    expect(await findStanding()).toEqual([])
  })

  test('is not saved by a form that confirms something else', async () => {
    const asked = await record('2026-03-05T10:00', { confirm: 'long-ago nonsense' })
    expect(asked.status).toBe(409)
    // Exactly what was shown, and nothing beside it.
    for (const confirm of ['in-future nonsense', 'in-future long-ago'])
      expect((await record('2026-03-05T10:00', { confirm })).status).toBe(409)
    expect(await findStanding()).toEqual([])
    expect((await record('2026-03-05T10:00', { confirm: 'in-future' })).status).toBe(303)
  })
})

describe('correcting a treatment', () => {
  beforeEach(async () => {
    await record('2026-03-03T10:00')
  })

  test('is refused to a lead, to another clinic, from another site, and for one that is not there', async () => {
    const voiding = { reason: 'not-given', confirm: 'cancels-assessments' }
    expect((await see(correction, 'lead')).status).toBe(404)
    expect((await post(`${correction}/void`, voiding, { who: 'lead' })).status).toBe(404)
    expect((await post(`${correction}/void`, voiding, { who: 'coordinator-mesa' })).status).toBe(404)
    expect((await post(`${correction}/void`, voiding, { origin: 'https://evil.example' })).status).toBe(403)
    expect((await see(correction.replace('15:00', '16:00'))).status).toBe(404)
    expect((await post(`${correction}/delete`, voiding)).status).toBe(404)
    expect(await findStanding()).toEqual([FIRST])
  })

  test('begins on the participant’s page', async () => {
    const { text } = await see(`${base}/treatment`)
    expect(text).toContain(`href="${encodeURI(correction).replaceAll(/(?<=T\d\d):|:(?=\d\d\.)/g, '%3A')}"`)
    const page = await see(correction)
    expect(page.text).toContain('value="2026-03-03T10:00"')
    expect(page.text).not.toContain('<script')
  })

  test('moves it, and what counts from it', async () => {
    expect((await post(`${correction}/move`, { givenAt: 'tomorrow' })).status).toBe(422)
    expect(await post(`${correction}/move`, { givenAt: '2026-03-03T10:00' })).toMatchObject({ status: 303 })
    expect(await findStanding()).toEqual([FIRST])
    const moved = await post(`${correction}/move`, { givenAt: '2026-03-03T11:00' })
    expect(moved).toMatchObject({ status: 303, to: `${base}?notice=moved` })
    expect(await findStanding()).toEqual(['2026-03-03T16:00:00.000Z'])
    expect((await see(`${base}/treatment`)).text).toContain('The time was corrected')
  })

  test('needs a reason to void it, asks first, and can be undone', async () => {
    expect((await post(`${correction}/void`, {})).text).toContain('Choose a reason.')
    const asked = await post(`${correction}/void`, { reason: 'wrong-participant' })
    expect(asked.status).toBe(409)
    expect(asked.text).toContain('Voided: It belongs to another participant')
    expect(readRow(asked.text, 'Week 24')).toMatch(/Canceled$/)
    expect(await findStanding()).toEqual([FIRST])
    const voided = await post(`${correction}/void`, readConfirmation(asked.text))
    expect(voided).toMatchObject({ status: 303, to: `${base}?notice=voided` })
    expect(await findStanding()).toEqual([])
    expect((await see(`${base}/treatment`)).text).toContain('Voided: It belongs to another participant')
    expect(await post(`${correction}/restore`, {})).toMatchObject({
      status: 303,
      to: `${base}?notice=restored`,
    })
    expect(await findStanding()).toEqual([FIRST])
  })

  test('to the time of another is refused beside the field', async () => {
    await record('2026-03-03T10:45')
    const { status, text } = await post(`${correction}/move`, { givenAt: '2026-03-03T10:45' })
    expect(status).toBe(422)
    expect(text).toContain('There is already a treatment of this kind at that time.')
  })
})
