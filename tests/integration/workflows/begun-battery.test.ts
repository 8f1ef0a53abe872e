import { expect, test } from 'vitest'
import { shippedInstruments } from '../../../surveys/instruments/shipped.ts'
import { openShippedLibrary } from '../../../surveys/library/library.ts'
import { readLibrary } from '../../../surveys/library/read-library.ts'
import registry100 from '../../../surveys/studies/ketamine-infusion-registry-1.0.0.json' with { type: 'json' }
import { openClinic, STUDY } from '../../support/clinic.ts'

test('what was begun, cancelled and brought back is asked as it was begun, and is exported', async () => {
  const old = await openClinic(
    '2026-03-02T15:00:00Z',
    undefined,
    readLibrary(shippedInstruments, [registry100]),
  )
  const participant = await old.enrol()
  old.advance('P1D')
  const treatments = `/api/studies/${STUDY}/participants/${participant}/treatments`
  const given = { kind: 'ketamine-infusion', givenAt: '2026-03-03T14:00:00.000Z' }
  expect((await old.apiConfirmed('coordinator-harbor', 'POST', treatments, given)).status).toBe(201)
  old.advance('P27D')
  await old.tick()
  expect((await old.postJson(`${old.newestLink()}/1`, { answer: '7' })).status).toBe(200)
  const begun = (await old.readSurvey(participant, 'week-4'))?.assessment.battery
  // Version 1.1.0 asks one instrument more; the treatment is voided by mistake and restored.
  const clinic = await openClinic('2026-03-30T16:00:00Z', old.tables, openShippedLibrary())
  const path = `${treatments}/${given.kind}/${given.givenAt}`
  const voiding = { reason: 'wrong-participant', confirm: ['cancels-assessments'] }
  expect((await clinic.apiConfirmed('coordinator-harbor', 'POST', `${path}/void`, voiding)).status).toBe(200)
  const restoring = {}
  expect((await clinic.apiConfirmed('coordinator-harbor', 'POST', `${path}/restore`, restoring)).status).toBe(
    200,
  )
  const survey = await clinic.readSurvey(participant, 'week-4')
  expect(survey?.assessment).toMatchObject({ progress: 'started', battery: begun })
  const exported = await clinic.apiConfirmed(
    'coordinator-harbor',
    'GET',
    `/api/studies/${STUDY}/responses?site=harbor`,
  )
  expect(exported.status).toBe(200)
  await old.tables.drop()
})
