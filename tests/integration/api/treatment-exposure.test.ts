import { beforeEach, describe, expect, test } from 'vitest'
import { cohortFileSchema } from '../../../web/api/analyses/cohort-file.ts'
import { type Clinic, openClinic, STUDY } from '../../support/clinic.ts'

const COORDINATOR = 'coordinator-harbor'
const AT = '2026-03-03T15:00:00.000Z'
const KEY = { kind: 'ketamine-infusion', givenAt: AT }
const HALF_MG_PER_KG = { dose: { value: 0.5, unit: 'mg/kg' }, route: 'iv' }

let clinic: Clinic
let participant: string
let path: string
beforeEach(async () => {
  clinic = await openClinic('2026-03-02T15:00:00Z')
  participant = await clinic.enrol()
  path = `/api/studies/${STUDY}/participants/${participant}/treatments`
  clinic.advance('P2D')
})

const record = (exposure: object = {}) =>
  clinic.apiConfirmed(COORDINATOR, 'POST', path, { ...KEY, ...exposure })
const change = (step: string, body: object) =>
  clinic.apiConfirmed(COORDINATOR, 'POST', `${path}/${KEY.kind}/${AT}/${step}`, body)
const read = async () =>
  (await (await clinic.api(COORDINATOR, 'GET', path)).json()) as {
    treatments: { dose: object | null; route: string | null }[]
  }
const actions = async () =>
  (await clinic.audit.listChain(`${STUDY}#${participant}`)).flatMap(({ action, about }) =>
    action.startsWith('treatment') ? [[action, about?.dose]] : [],
  )

describe('dose and route of a treatment', () => {
  test.each([
    [{ dose: { value: 0, unit: 'mg' } }],
    [{ dose: { value: 0.5 } }],
    [{ dose: { value: 0.5, unit: 'ml' } }],
    [{ dose: { value: 0.50001, unit: 'mg' } }],
    [{ dose: { value: 10_001, unit: 'mg' } }],
    [{ route: 'by mouth' }],
  ])('%j is refused', async (exposure) => {
    expect((await record(exposure)).status).toBe(422)
    expect((await read()).treatments).toEqual([])
  })

  test('are optional, and shown where they were recorded', async () => {
    expect((await record()).status).toBe(201)
    expect(await read()).toMatchObject({ treatments: [{ dose: null, route: null }] })
  })

  test('are recorded once: again is the same, without them is the same, with others is refused', async () => {
    expect((await record(HALF_MG_PER_KG)).status).toBe(201)
    expect((await record(HALF_MG_PER_KG)).status).toBe(200)
    const without = await record()
    expect([without.status, await without.json()]).toMatchObject([200, HALF_MG_PER_KG])
    const other = await record({ ...HALF_MG_PER_KG, route: 'im' })
    expect(other.status).toBe(409)
    expect(await other.json()).toMatchObject({ type: '/problems/treatment-recorded-otherwise' })
    expect(await read()).toMatchObject({ treatments: [HALF_MG_PER_KG] })
    expect(await actions()).toEqual([['treatment.recorded', '0.5 mg/kg']])
  })

  test('are corrected without moving anything, once, and what stood before is kept', async () => {
    await record({ route: 'iv' })
    clinic.advance('PT1H')
    const corrected = { givenAt: AT, dose: { value: 40, unit: 'mg' } }
    expect((await change('move', corrected)).status).toBe(200)
    expect((await change('move', corrected)).status).toBe(200)
    expect(await read()).toMatchObject({ treatments: [{ dose: corrected.dose, route: 'iv' }] })
    expect(await actions()).toEqual([
      ['treatment.recorded', undefined],
      ['treatment.exposure-corrected', '40 mg'],
    ])
    const reply = await clinic.api(COORDINATOR, 'GET', `/api/studies/${STUDY}/cohort?site=harbor`)
    const file = cohortFileSchema.parse(await reply.json())
    expect(file.participants[0]?.treatments[0]?.exposures).toEqual([
      { recordedAt: '2026-03-04T15:00:00.000Z', route: 'iv' },
      { recordedAt: '2026-03-04T16:00:00.000Z', route: 'iv', dose: corrected.dose },
    ])
  })

  test('go with a treatment that is moved, and come back with one that is restored', async () => {
    await record(HALF_MG_PER_KG)
    expect((await change('void', { reason: 'duplicate' })).status).toBe(200)
    expect((await change('restore', {})).status).toBe(200)
    expect(await read()).toMatchObject({ treatments: [HALF_MG_PER_KG] })
    expect((await change('move', { givenAt: '2026-03-03T16:00:00.000Z' })).status).toBe(200)
    expect(await read()).toMatchObject({
      treatments: [{ givenAt: '2026-03-03T16:00:00.000Z', ...HALF_MG_PER_KG }],
    })
  })

  test('of one that is recorded anew after it was voided are those that are said now', async () => {
    await record(HALF_MG_PER_KG)
    await change('void', { reason: 'wrong-kind' })
    expect((await record({ route: 'oral' })).status).toBe(201)
    expect(await read()).toMatchObject({ treatments: [{ dose: null, route: 'oral' }] })
  })
})
