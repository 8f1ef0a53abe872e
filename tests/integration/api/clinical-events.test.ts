import { beforeEach, describe, expect, test } from 'vitest'
import { findFirstBrokenEntry } from '../../../functions/records/audit/audit.ts'
import { cohortFileSchema } from '../../../web/api/analyses/cohort-file.ts'
import {
  type ClinicalEventList,
  listClinicalEvents,
  recordClinicalEventContract,
} from '../../../web/api/clinical-events/clinical-event.ts'
import { formatClinicalEventId } from '../../../web/api/clinical-events/clinical-events.ts'
import { type Clinic, openClinic, STUDY } from '../../support/clinic.ts'
import { decideErasure, enrolSomebody, openErasingClinic } from '../../support/erasing-clinic.ts'
import { findWords } from '../../support/scan-table.ts'

const COORDINATOR = 'coordinator-harbor'
const AT = '2026-03-03T14:00:00.000Z'
const NAUSEA = {
  kind: 'adverse-event',
  term: 'nausea',
  severity: 'mild',
  serious: false,
  relation: 'probable',
} as const
const RESCUE = { kind: 'rescue-treatment', treatment: 'opioid' } as const

let clinic: Clinic
let participant: string
let path: string
beforeEach(async () => {
  clinic = await openClinic('2026-03-02T15:00:00Z')
  participant = await clinic.enrol()
  path = `/api/studies/${STUDY}/participants/${participant}/events`
  clinic.advance('P2D')
})

const record = (event: object, at = AT, who: string | undefined = COORDINATOR) =>
  clinic.api(who, 'POST', path, { at, event })
const read = async () => {
  const reply = await clinic.api(COORDINATOR, 'GET', path)
  return listClinicalEvents.reply.parse(await reply.json()) as ClinicalEventList
}
const voidEvent = (event: string, reason: unknown = 'not-happened', who = COORDINATOR) =>
  clinic.api(who, 'POST', `${path}/${event}/void`, { reason })
const readAudit = async () => {
  const chain = await clinic.audit.listChain(`${STUDY}#${participant}`)
  expect(findFirstBrokenEntry(chain)).toBeUndefined()
  return chain.filter(({ action }) => action.startsWith('clinical-event'))
}

describe('an event is refused', () => {
  test('to whoever is not a coordinator of the site, who sees none either', async () => {
    expect((await clinic.api(undefined, 'POST', path, { at: AT, event: NAUSEA })).status).toBe(401)
    expect((await record(NAUSEA, AT, 'coordinator-mesa')).status).toBe(404)
    expect((await record(NAUSEA, AT, 'lead')).status).toBe(404)
    await record(NAUSEA)
    expect((await clinic.api('coordinator-mesa', 'GET', path)).status).toBe(404)
    const id = formatClinicalEventId(NAUSEA, AT)
    expect((await voidEvent(id, 'other', 'coordinator-mesa')).status).toBe(404)
    expect((await read()).events).toHaveLength(1)
  })

  test('of nobody', async () => {
    path = path.replace(participant, 'harbor-00000000')
    expect((await record(NAUSEA)).status).toBe(404)
    expect((await voidEvent('adverse-event.nausea.1')).status).toBe(404)
  })

  test.each([
    ['in the future', '2026-03-04T15:00:00.001Z', 'clinical-event-in-future'],
    ['in 1926', '1926-03-03T15:00:00Z', 'clinical-event-too-early'],
  ])('%s', async (_name, at, code) => {
    const reply = await record(NAUSEA, at)
    expect(reply.status).toBe(422)
    expect(await reply.json()).toMatchObject({ type: `/problems/${code}` })
  })

  test.each([
    [{ kind: 'headache' }],
    [{ ...NAUSEA, term: 'Jane fell ill' }],
    [{ ...NAUSEA, note: 'anything' }],
    [{ ...NAUSEA, severity: 'worst' }],
    [{ kind: 'treatment-stopped' }],
    [{ kind: 'opioid-dose', morphineEquivalent: -1 }],
    [{ kind: 'opioid-dose', morphineEquivalent: 5000.1 }],
    [{ kind: 'opioid-dose', morphineEquivalent: 30.25 }],
    [{ kind: 'opioid-dose', morphineEquivalent: '30' }],
  ])('that is %j', async (event) => {
    expect((await record(event)).status).toBe(422)
    expect((await read()).events).toEqual([])
    expect(await readAudit()).toEqual([])
  })

  test('of a kind that the study does not record', async () => {
    const library = clinic.deps.instruments
    const found = library.findStudy(STUDY)
    if (!found) throw new Error('no study')
    const definition = { ...found.definition, events: { kinds: ['opioid-dose' as const] } }
    const other = await openClinic('2026-03-02T15:00:00Z', clinic.tables, {
      ...library,
      findStudy: () => ({ ...found, definition }),
    })
    other.advance('P2D')
    const reply = await other.api(COORDINATOR, 'POST', path, { at: AT, event: NAUSEA })
    expect(reply.status).toBe(422)
    expect(await reply.json()).toMatchObject({ type: '/problems/clinical-event-kind-not-recorded' })
    const dose = { kind: 'opioid-dose', morphineEquivalent: 45.5 }
    expect((await other.api(COORDINATOR, 'POST', path, { at: AT, event: dose })).status).toBe(201)
  })
})

describe('an event', () => {
  test('is recorded with who and when, listed in time order, and is written to the audit trail', async () => {
    const reply = await record(NAUSEA)
    expect(reply.status).toBe(201)
    const id = `adverse-event.nausea.${Date.parse(AT)}`
    expect(recordClinicalEventContract.reply.parse(await reply.json())).toEqual({
      ...{ id, at: AT, event: NAUSEA, recordedAt: '2026-03-04T15:00:00.000Z', by: COORDINATOR },
    })
    await record(RESCUE, '2026-03-03T10:00:00+00:00')
    expect((await read()).events.map(({ event }) => event.kind)).toEqual([
      'rescue-treatment',
      'adverse-event',
    ])
    const [first, ...others] = await readAudit()
    expect(first).toMatchObject({
      action: 'clinical-event.recorded',
      actor: { kind: 'coordinator', sub: COORDINATOR },
      about: { event: id },
    })
    expect(others).toHaveLength(1)
  })

  test.each([
    [{ kind: 'concomitant-treatment', treatment: 'gabapentinoid' }],
    [{ kind: 'treatment-stopped', reason: 'side-effects' }],
    [{ kind: 'opioid-dose', morphineEquivalent: 0 }],
    [{ kind: 'opioid-dose', morphineEquivalent: 37.5 }],
  ])('can be %j', async (event) => {
    expect((await record(event)).status).toBe(201)
    expect((await read()).events).toMatchObject([{ event }])
  })

  test('is recorded once, however often it is sent, and a dozen at once leave one', async () => {
    const replies = await Promise.all(Array.from({ length: 12 }, () => record(NAUSEA)))
    expect(replies.map(({ status }) => status).sort()).toEqual([...Array(11).fill(200), 201])
    expect((await record(NAUSEA)).status).toBe(200)
    expect((await read()).events).toHaveLength(1)
    expect(await readAudit()).toHaveLength(1)
  })

  test('is not two at one time: other details are refused, and another term is another event', async () => {
    const replies = await Promise.all(
      (['mild', 'severe'] as const).map((severity) => record({ ...NAUSEA, severity })),
    )
    expect(replies.map(({ status }) => status).sort()).toEqual([201, 409])
    expect((await record({ ...NAUSEA, term: 'dissociation' })).status).toBe(201)
    expect((await read()).events).toHaveLength(2)
  })

  test('can be recorded after the participation ended', async () => {
    const end = { how: 'withdrawn', at: '2026-03-03T10:00:00.000Z', reason: 'side-effects' }
    const of = path.replace('/events', '/disposition')
    expect((await clinic.apiConfirmed(COORDINATOR, 'PUT', of, end)).status).toBe(200)
    expect((await record(NAUSEA)).status).toBe(201)
  })
})

describe('an event that was voided', () => {
  const id = formatClinicalEventId(NAUSEA, AT)

  test('asks for a reason from the list, and for an event that is there', async () => {
    await record(NAUSEA)
    for (const reason of [3, null, 'because Jane said so'])
      expect((await voidEvent(id, reason)).status).toBe(422)
    expect((await voidEvent('opioid-dose.1')).status).toBe(404)
    expect((await voidEvent('nausea')).status).toBe(404)
    expect((await read()).events).toHaveLength(1)
  })

  test('is kept with who, when and why, once, and can be recorded again with other details', async () => {
    await record(NAUSEA)
    clinic.advance('PT1H')
    const replies = await Promise.all([voidEvent(id), voidEvent(id), voidEvent(id, 'duplicate')])
    expect(replies.map(({ status }) => status)).toEqual([200, 200, 200])
    const { events, voided } = await read()
    expect(events).toEqual([])
    expect(voided).toMatchObject([
      { ...{ id, event: NAUSEA, voidedBy: COORDINATOR, voidedAt: '2026-03-04T16:00:00.000Z' } },
    ])
    expect((await readAudit()).map(({ action }) => action)).toEqual([
      'clinical-event.recorded',
      'clinical-event.voided',
    ])
    const worse = { ...NAUSEA, severity: 'severe' }
    expect((await record(worse)).status).toBe(201)
    expect(await read()).toMatchObject({ events: [{ event: worse }], voided: [] })
  })

  test('stands in the exported file with its whole history, and without who', async () => {
    await record(NAUSEA)
    clinic.advance('PT1H')
    await voidEvent(id)
    const reply = await clinic.api(COORDINATOR, 'GET', `/api/studies/${STUDY}/cohort?site=harbor`)
    const file = cohortFileSchema.parse(await reply.json())
    expect(file.participants[0]?.events).toEqual([
      {
        at: AT,
        entries: [
          { recordedAt: '2026-03-04T15:00:00.000Z', event: NAUSEA },
          { recordedAt: '2026-03-04T16:00:00.000Z', voided: 'not-happened' },
        ],
      },
    ])
  })
})

describe('an erasure', () => {
  const eraseAfterEvent = async (studyData: 'delete' | 'detach', grade = 'erase') => {
    clinic = await openErasingClinic(studyData)
    participant = await enrolSomebody(clinic)
    path = `/api/studies/${STUDY}/participants/${participant}/events`
    clinic.advance('P2D')
    expect((await record(NAUSEA, '2026-03-03T14:00:00.000Z')).status).toBe(201)
    await decideErasure(clinic, participant, grade)
    await clinic.tick()
  }

  test('that deletes study data deletes events, and none can be recorded any more', async () => {
    await eraseAfterEvent('delete')
    const left = await findWords(clinic.tables, 'nausea')
    expect(left.every((where) => !JSON.stringify(where).includes('PARTICIPANT#'))).toBe(true)
    expect(
      await clinic.deps.clinicalEvents.listByParticipant(clinic.participantScope('harbor', participant)),
    ).toEqual([])
    expect((await record(RESCUE)).status).toBe(404)
  })

  test('that detaches study data keeps them', async () => {
    await eraseAfterEvent('detach')
    expect((await read()).events).toHaveLength(1)
    expect((await record(RESCUE)).status).toBe(409)
  })

  test('that stops data has nothing more recorded, and what is there can still be voided', async () => {
    await eraseAfterEvent('detach', 'stop-data')
    const refused = await record(RESCUE)
    expect(refused.status).toBe(409)
    expect(await refused.json()).toMatchObject({ type: '/problems/clinical-event-data-stopped' })
    expect((await voidEvent(formatClinicalEventId(NAUSEA, AT))).status).toBe(200)
  })

  test('that stops contact alone changes nothing about events', async () => {
    await eraseAfterEvent('detach', 'stop-contact')
    expect((await record(RESCUE)).status).toBe(201)
  })
})
