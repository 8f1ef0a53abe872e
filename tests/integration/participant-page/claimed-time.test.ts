import { beforeEach, describe, expect, test } from 'vitest'
import { type Clinic, openClinic, STUDY } from '../../support/clinic.ts'

const OPENS = '2026-03-01T14:00:00.000Z'
const NOW = '2026-03-02T15:00:00.000Z'

let clinic: Clinic
let participant: string
let link: string

beforeEach(async () => {
  clinic = await openClinic(OPENS)
  participant = await clinic.enrol()
  await clinic.tick()
  link = clinic.newestLink()
  clinic.advance('P1DT1H')
})

/** The second question follows an answer that began the response. */
async function claimed(claimedAt: string | undefined, position: 1 | 2) {
  if (position === 2) await clinic.postJson(`${link}/1`, { answer: '7' })
  const reply = await clinic.postJson(`${link}/${position}`, { answer: '5', ...(claimedAt && { claimedAt }) })
  expect(reply.status).toBe(200)
  const draft = (await clinic.readSurvey(participant))?.response
  expect(draft).toMatchObject({ study: STUDY, state: 'draft' })
  return (draft?.claimed ?? {}) as Record<string, string>
}

const ITEMS = { 1: 'peg/pain', 2: 'peg/enjoyment' } as const

describe.each([
  ['the first answer', 1],
  ['a later answer', 2],
] as const)('of %s', (_, position) => {
  test.each([
    ['is none', undefined],
    ['is now', NOW],
    ['is a minute ago', '2026-03-02T14:59:00.000Z'],
    ['is in a minute', '2026-03-02T15:01:00.000Z'],
    ['is in two minutes: the phone’s clock is wrong', '2026-03-02T15:02:00.000Z'],
    ['is of the year 2099', '2099-01-01T00:00:00.000Z'],
    ['is before the survey opened', '2026-03-01T13:59:59.999Z'],
    ['is of 1970: the phone has lost its clock', '1970-01-01T00:00:00.000Z'],
  ])('no time of the phone is kept that %s', async (_, at) => {
    expect(await claimed(at, position)).toEqual({})
  })

  test.each([
    ['a minute and a millisecond ago', '2026-03-02T14:58:59.999Z'],
    ['two minutes ago', '2026-03-02T14:58:00.000Z'],
    ['yesterday: the phone had no network', '2026-03-01T15:00:00.000Z'],
    ['when the survey opened', OPENS],
  ])('the phone’s own time is kept that was %s', async (_, at) => {
    expect(await claimed(at, position)).toEqual({ [ITEMS[position]]: at })
  })
})
