import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { shippedInstruments } from '../../../surveys/instruments/shipped.ts'
import { openShippedLibrary } from '../../../surveys/library/library.ts'
import { readLibrary } from '../../../surveys/library/read-library.ts'
import registry130 from '../../../surveys/studies/ketamine-infusion-registry-1.3.0.json' with { type: 'json' }
import registry from '../../../surveys/studies/ketamine-infusion-registry-1.4.0.json' with { type: 'json' }
import type { HistoryEntry } from '../../../web/api/worklist/history.ts'
import { type Clinic, openClinic, STUDY } from '../../support/clinic.ts'

const COORDINATOR = 'coordinator-harbor'
const START = '2026-03-02T15:00:00.000Z'
const [mechanism, ageGroup] = registry.attributes
const REQUIRED = readLibrary(shippedInstruments, [
  { ...registry, version: '1.9.0', attributes: [{ ...mechanism, required: true }, ageGroup] },
])
const NEUROPATHIC = { attribute: 'mechanism', option: 'neuropathic' }
const OLD = { attribute: 'age-group', option: '65-and-over' }

let clinic: Clinic
beforeEach(async () => {
  clinic = await openClinic(START)
})
afterEach(() => clinic.tables.drop())

type Errors = { errors?: { pointer: string; code: string }[] }
const readFaults = async (reply: Response) =>
  ((await reply.json()) as Errors).errors?.map(({ pointer, code }) => [pointer, code])
const postEnrolment = (attributes: unknown, of = clinic) =>
  of.postEnrolment({ site: 'harbor', phone: '+12025550123', locale: 'en', smsConsent: true, attributes })
const read = async <T>(participant: string, path = '') => {
  const reply = await clinic.api(
    COORDINATOR,
    'GET',
    `/api/studies/${STUDY}/participants/${participant}${path}`,
  )
  return (await reply.json()) as T
}
const readAttributes = async (participant: string) =>
  (await read<{ attributes: unknown }>(participant)).attributes
const correct = (participant: string, attributes: unknown, who = COORDINATOR) =>
  clinic.api(who, 'PATCH', `/api/studies/${STUDY}/participants/${participant}`, { attributes })
const listChanges = async (participant: string) =>
  (await clinic.audit.listChain(`${STUDY}#${participant}`)).filter(
    ({ action }) => action === 'participant.changed',
  )
const everybody = async () =>
  (await clinic.deps.participants.readPage(clinic.scope('harbor'), undefined, 50)).participants

const REFUSALS: [string, unknown, [string, string][]][] = [
  [
    'an attribute that the study does not have',
    [NEUROPATHIC, { attribute: 'maria-lopez', option: 'yes' }],
    [['/attributes/1/attribute', 'unknown-attribute']],
  ],
  [
    'an option that the attribute does not have',
    [{ attribute: 'mechanism', option: '65-and-over' }],
    [['/attributes/0/option', 'unknown-option']],
  ],
  [
    'an attribute twice',
    [NEUROPATHIC, { ...NEUROPATHIC, option: 'mixed' }],
    [['/attributes/1/attribute', 'repeated']],
  ],
  [
    'what stands for missing',
    [{ attribute: 'mechanism', option: 'missing' }],
    [['/attributes/0/option', 'unknown-option']],
  ],
  [
    'free text',
    [{ attribute: 'mechanism', option: 'Burning feet' }],
    [['/attributes/0/option', 'invalid-format']],
  ],
]

describe('refused, at its place and without a word of what was written, is', () => {
  test.each(REFUSALS)('%s, at enrolment', async (_, attributes, faults) => {
    const reply = await postEnrolment(attributes)
    expect(reply.status).toBe(422)
    const body = JSON.stringify(await reply.clone().json())
    expect(body).not.toMatch(/maria-lopez|Burning/)
    expect(await readFaults(reply)).toEqual(faults)
    expect(await everybody()).toEqual([])
  })

  test.each(REFUSALS)('%s, as a correction', async (_, attributes, faults) => {
    const participant = await clinic.enrol('harbor', '+12025550123', { attributes: [OLD] })
    const reply = await correct(participant, attributes)
    expect(reply.status).toBe(422)
    expect(await readFaults(reply)).toEqual(faults)
    expect(await listChanges(participant)).toEqual([])
  })

  test('nothing recorded, at enrolment', async () => {
    expect(await readFaults(await postEnrolment([{ attribute: 'mechanism', option: null }]))).toEqual([
      ['/attributes/0/option', 'invalid-type'],
    ])
  })

  test('an enrolment without a required attribute, and its removal', async () => {
    const strict = await openClinic(START, undefined, REQUIRED)
    for (const attributes of [undefined, [], [OLD]])
      expect(await readFaults(await postEnrolment(attributes, strict))).toEqual([['/attributes', 'required']])
    const participant = await strict.enrol('harbor', '+12025550123', { attributes: [NEUROPATHIC] })
    const path = `/api/studies/${STUDY}/participants/${participant}`
    const removed = { attributes: [{ attribute: 'mechanism', option: null }] }
    expect(await readFaults(await strict.api(COORDINATOR, 'PATCH', path, removed))).toEqual([
      ['/attributes/0/option', 'required'],
    ])
    await strict.tables.drop()
  })

  test('a correction by another clinic and by a lead', async () => {
    const participant = await clinic.enrol()
    expect((await correct(participant, [NEUROPATHIC], 'coordinator-mesa')).status).toBe(404)
    expect((await correct(participant, [NEUROPATHIC], 'lead')).status).toBe(404)
    expect(await readAttributes(participant)).toEqual([
      { attribute: 'mechanism', option: null },
      { attribute: 'age-group', option: null },
    ])
  })
})

describe('an attribute', () => {
  test('is recorded at enrolment; one that was not given is missing, and unknown is not missing', async () => {
    const participant = await clinic.enrol('harbor', '+12025550123', {
      attributes: [{ attribute: 'mechanism', option: 'unknown' }],
    })
    expect(await readAttributes(participant)).toEqual([
      { attribute: 'mechanism', option: 'unknown' },
      { attribute: 'age-group', option: null },
    ])
  })

  test('is part of what makes a retry the same enrolment', async () => {
    const body = { site: 'harbor', phone: '+12025550123', locale: 'en', smsConsent: true }
    const headers = { 'idempotency-key': 'one-key' }
    const enrol = (attributes: unknown) =>
      clinic.api(COORDINATOR, 'POST', `/api/studies/${STUDY}/participants`, { ...body, attributes }, headers)
    expect((await enrol([NEUROPATHIC])).status).toBe(201)
    expect((await enrol([NEUROPATHIC])).status).toBe(200)
    expect((await enrol([OLD])).status).toBe(409)
    expect(await everybody()).toHaveLength(1)
  })

  test('is corrected with before and after in the audit entry, and the same again writes nothing', async () => {
    const participant = await clinic.enrol('harbor', '+12025550123', { attributes: [NEUROPATHIC] })
    clinic.advance('PT1H')
    const change = [{ attribute: 'mechanism', option: 'nociplastic' }, OLD]
    const reply = await correct(participant, change)
    expect(reply.status).toBe(200)
    expect(((await reply.json()) as { attributes: unknown }).attributes).toEqual([change[0], OLD])
    expect((await correct(participant, change)).status).toBe(200)
    expect(await listChanges(participant)).toMatchObject([
      {
        actor: { kind: 'coordinator', sub: COORDINATOR },
        about: {
          'attribute.mechanism.before': 'neuropathic',
          'attribute.mechanism.after': 'nociplastic',
          'attribute.age-group.before': 'missing',
          'attribute.age-group.after': '65-and-over',
        },
      },
    ])
  })

  test('is removed, and is missing then', async () => {
    const participant = await clinic.enrol('harbor', '+12025550123', { attributes: [NEUROPATHIC] })
    expect((await correct(participant, [{ attribute: 'mechanism', option: null }])).status).toBe(200)
    expect(await readAttributes(participant)).toContainEqual({ attribute: 'mechanism', option: null })
    expect(await listChanges(participant)).toMatchObject([
      { about: { 'attribute.mechanism.after': 'missing' } },
    ])
  })

  test('of two who correct it at once keeps both, one after the other', async () => {
    const participant = await clinic.enrol('harbor', '+12025550123', { attributes: [NEUROPATHIC] })
    const replies = await Promise.all(
      ['mixed', 'nociplastic'].map((option) => correct(participant, [{ attribute: 'mechanism', option }])),
    )
    expect(replies.map(({ status }) => status)).toEqual([200, 200])
    const changes = await listChanges(participant)
    expect(changes.map(({ about }) => about?.['attribute.mechanism.before'])).toEqual([
      'neuropathic',
      changes[0]?.about?.['attribute.mechanism.after'],
    ])
  })

  test('is in the history with what stood before', async () => {
    const participant = await clinic.enrol('harbor', '+12025550123', { attributes: [NEUROPATHIC] })
    clinic.advance('PT1H')
    await correct(participant, [{ attribute: 'mechanism', option: 'mixed' }])
    clinic.advance('PT1H')
    await correct(participant, [{ attribute: 'mechanism', option: null }])
    const { entries } = await read<{ entries: HistoryEntry[] }>(participant, '/history')
    expect(entries.filter(({ kind }) => kind === 'attribute')).toMatchObject([
      { at: '2026-03-02T17:00:00.000Z', before: 'mixed', after: null, by: COORDINATOR },
      { at: '2026-03-02T16:00:00.000Z', before: 'neuropathic', after: 'mixed' },
      { at: START, before: null, after: 'neuropathic', attribute: 'mechanism' },
    ])
  })

  test('of somebody who was enrolled before the study had it is missing, and can be recorded', async () => {
    const old = await openClinic(START, undefined, readLibrary(shippedInstruments, [registry130]))
    const participant = await old.enrol()
    const path = `/api/studies/${STUDY}/participants/${participant}`
    expect(await (await old.api(COORDINATOR, 'GET', path)).json()).toMatchObject({ attributes: [] })
    const newer = await openClinic('2026-03-03T15:00:00.000Z', old.tables, openShippedLibrary())
    const reply = await newer.api(COORDINATOR, 'PATCH', path, { attributes: [OLD] })
    expect(await reply.json()).toMatchObject({
      attributes: [{ attribute: 'mechanism', option: null }, OLD],
    })
    await old.tables.drop()
  })
})
