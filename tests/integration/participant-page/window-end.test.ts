import { expect, test } from 'vitest'
import { openClinic } from '../../support/clinic.ts'

test('the first page says until which day the questions are open, and they are until that day is over', async () => {
  // Enrolled on 2 March 2026 in New York: the baseline closes 14 days after, at the end of Monday 16 March.
  const clinic = await openClinic('2026-03-02T15:00:00Z')
  await clinic.enrol()
  await clinic.tick()
  const link = clinic.newestLink()
  const see = async () => {
    const reply = await clinic.pages.request(link)
    return { status: reply.status, text: await reply.text() }
  }
  expect((await see()).text).toContain('Open until Monday, March 16.')
  // 23:59 EDT.
  clinic.advance('P14DT12H59M')
  expect((await clinic.postJson(`${link}/1`, { answer: '4' })).status).toBe(200)
  clinic.advance('PT1M')
  expect((await clinic.postJson(`${link}/2`, { answer: '4' })).status).toBe(410)
})
