import { beforeEach, describe, expect, test } from 'vitest'
import { type Clinic, openClinic } from '../../support/clinic.ts'

/* Enrolled in New York on 2 March 2026, 10:00: the baseline is open until 16 March is over, 04:00 UTC on the 17th. */

const OPENS = '2026-03-02T15:00:00.000Z'
const LAST = '2026-03-17T03:59:59.999Z'
const CLOSES = '2026-03-17T04:00:00.000Z'

let clinic: Clinic
let participant: string
let link: string
beforeEach(async () => {
  clinic = await openClinic(OPENS)
  participant = await clinic.enrol()
  await clinic.tick()
  link = clinic.newestLink()
})
const send = async (position: number, answer: string, claimedAt?: string) => {
  const reply = await clinic.postJson(`${link}/${position}`, { answer, ...(claimedAt && { claimedAt }) })
  return { status: reply.status, body: await reply.json() }
}
const readLate = async () => (await clinic.readSurvey(participant))?.assessment.lateAnswers
const readPage = async () => {
  const reply = await clinic.pages.request(link)
  return { status: reply.status, text: await reply.text() }
}

describe('after the window has closed', () => {
  beforeEach(async () => {
    await send(1, '4')
    clinic.advance('P20D')
    await clinic.tick()
  })

  test.each([
    ['without the phone’s own time', undefined],
    ['that was given after the end of the window', CLOSES],
    ['that was given before it opened', '2026-03-02T14:59:59.999Z'],
  ])('an answer is refused %s', async (_, claimedAt) => {
    expect(await send(2, '5', claimedAt)).toMatchObject({
      ...{ status: 410, body: { type: '/problems/assessment-window-closed' } },
    })
    expect(await readLate()).toBeUndefined()
    expect((await readPage()).text).toContain('The time to answer them has passed.')
  })

  test('one that is no answer is refused', async () => {
    expect((await send(2, '11', LAST)).status).toBe(422)
    expect(await readLate()).toBeUndefined()
  })

  test.each([OPENS, LAST])(
    'an answer that was given inside it, at %s, is kept apart, once',
    async (claimedAt) => {
      const kept = { status: 200, body: { saved: true, late: true } }
      expect(await send(2, '5', claimedAt)).toMatchObject(kept)
      expect(await send(2, '5', claimedAt)).toMatchObject(kept)
      expect(await readLate()).toEqual([
        {
          ...{ key: 'peg/enjoyment', code: '5', claimedAt, mode: 'self/web' },
          receivedAt: '2026-03-22T15:00:00.000Z',
        },
      ])
      // It is not among the answers.
      expect((await clinic.readSurvey(participant))?.response?.answers).toEqual({ 'peg/pain': '4' })
      const audit = await clinic.readAudit(participant)
      expect(audit.filter(({ action }) => action === 'answer.received-late')).toMatchObject([
        { actor: { kind: 'participant' }, about: { timepoint: 'baseline', item: 'peg/enjoyment' } },
      ])
    },
  )

  test('the page says what became of them, and the phone sends what still waits', async () => {
    expect((await readPage()).text).toContain('data-state="closed"')
    await send(2, '5', LAST)
    const { text } = await readPage()
    expect(text).toContain('These answers arrived after the survey closed. Your clinic has them.')
    expect(text).toContain('data-state="closed"')
  })

  test('one of self-harm raises its alert at once', async () => {
    // Question 15 is PHQ-9 item 9.
    expect(await send(15, '1', LAST)).toMatchObject({ body: { help: true, late: true } })
    const alerts = await clinic.deps.alerts.listByParticipant(clinic.participantScope('harbor', participant))
    expect(alerts).toMatchObject([{ state: 'open', timepoint: 'baseline' }])
  })

  test('no more are kept than anyone could have given', async () => {
    for (let n = 0; n < 200; n += 1) {
      // As slowly as a link may be used.
      clinic.advance('PT1S')
      await send(2, String(n % 11), new Date(Date.parse(LAST) - n).toISOString())
    }
    expect(await readLate()).toHaveLength(200)
    expect((await send(2, '5', '2026-03-10T15:00:00.000Z')).status).toBe(410)
  })
})

test('an answer that waited is saved like any other while the window is open', async () => {
  clinic.advance('P5D')
  expect(await send(1, '4', OPENS)).toMatchObject({ status: 200, body: { saved: true } })
  expect(await readLate()).toBeUndefined()
})

test('who has withdrawn keeps no link to send one by', async () => {
  clinic.advance('P1D')
  const path = `/api/studies/ketamine-infusion-registry/participants/${participant}/disposition`
  const withdrawn = { how: 'withdrawn', at: '2026-03-03T14:00:00Z' }
  expect((await clinic.apiConfirmed('coordinator-harbor', 'PUT', path, withdrawn)).status).toBe(200)
  clinic.advance('P20D')
  expect((await send(1, '4', OPENS)).status).toBe(404)
  expect(await readLate()).toBeUndefined()
})
