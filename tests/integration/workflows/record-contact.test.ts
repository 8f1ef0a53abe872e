import { expect, test } from 'vitest'
import { openClinic, STUDY } from '../../support/clinic.ts'

test('a retry of a call back is what was recorded, also once its time has come', async () => {
  const clinic = await openClinic('2026-03-02T15:00:00.000Z')
  const path = `/api/studies/${STUDY}/participants/${await clinic.enrol()}/contact-log`
  const tell = (callBackAt: string) =>
    clinic.api(
      'coordinator-harbor',
      'POST',
      path,
      { kind: 'call', outcome: 'call-back', callBackAt },
      { 'idempotency-key': 'one' },
    )
  const told = '2026-03-02T15:10:00.000Z'
  expect((await tell(told)).status).toBe(201)
  clinic.advance('PT1H')
  expect((await tell('2026-03-02T16:10:00.000Z')).status).toBe(409)
  const again = await tell(told)
  expect(again.status).toBe(201)
  expect(await again.json()).toMatchObject({ callBackAt: told, at: '2026-03-02T15:00:00.000Z' })
})
