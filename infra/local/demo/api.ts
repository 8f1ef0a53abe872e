import * as z from 'zod'
import { DEMO_STUDY, DEMO_USERS, TRIAL_STUDY } from '../runtime/demo-users.ts'
import type { LocalStack } from '../server/local-stack.ts'
import type { DemoAdverseEvent } from './adverse-events.ts'
import { fetchWithRetry } from './fetch-with-retry.ts'
import type { Life } from './life.ts'
import { mapQuestions } from './questions.ts'

const enrolled = z.object({ participant: z.string() })
const study = z.object({
  definition: z.object({ timepoints: z.array(z.object({ battery: z.array(z.string()) })) }),
})

/** The trial's record of an infusion names no drug and no dose: the arm stands in one place alone. */
const TREATMENTS: Readonly<Record<Life['study'], object>> = {
  [DEMO_STUDY]: { kind: 'ketamine-infusion', dose: { value: 0.5, unit: 'mg/kg' }, route: 'iv' },
  [TRIAL_STUDY]: { kind: 'study-infusion', route: 'iv' },
}

/** The staff API and the public one, as the demo's coordinators use them. */
export interface DemoApi {
  /** @returns the study id */
  enrol(life: Life): Promise<string>
  recordTreatment(life: Life, participant: string, givenAt: Date): Promise<void>
  recordAdverseEvent(life: Life, participant: string, event: DemoAdverseEvent, at: Date): Promise<void>
  /** Withdrawn, for the reason that the life names. */
  endParticipation(life: Life, participant: string, at: Date): Promise<void>
  /** Which item (`peg/pain`) a question of either study is, by its wording. */
  readItems(): Promise<ReadonlyMap<string, string>>
}

export function createDemoApi(stack: LocalStack): DemoApi {
  const tokens = new Map<string, Promise<string>>()
  const send = async (
    method: 'POST' | 'PUT',
    { study, truth: { site } }: Life,
    path: string,
    body: unknown,
    key?: string,
  ): Promise<unknown> => {
    const token = tokens.get(site) ?? stack.createToken(`coordinator-${site}`)
    tokens.set(site, token)
    const response = await fetchWithRetry(`${stack.url}/api/studies/${study}${path}`, {
      method,
      headers: {
        'content-type': 'application/json',
        authorization: `Bearer ${await token}`,
        ...(key && { 'idempotency-key': key }),
      },
      body: JSON.stringify(body),
    })
    if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${await response.text()}`)
    return await response.json()
  }
  const get = async (path: string, token?: string): Promise<unknown> => {
    const response = await fetchWithRetry(`${stack.url}${path}`, {
      headers: token ? { authorization: `Bearer ${token}` } : {},
    })
    if (!response.ok) throw new Error(`GET ${path}: ${response.status}`)
    return await response.json()
  }
  return {
    async enrol(life) {
      const { truth, arm, index, phone, locale, attributes } = life
      const body = {
        ...{ site: truth.site, phone, locale, smsConsent: true, attributes },
        ...(arm && { arm }),
      }
      const reply = await send('POST', life, '/participants', body, `demo-${index}`)
      return enrolled.parse(reply).participant
    },
    async recordTreatment(life, participant, givenAt) {
      const body = { ...TREATMENTS[life.study], givenAt: givenAt.toISOString() }
      await send('POST', life, `/participants/${participant}/treatments`, body)
    },
    async recordAdverseEvent(life, participant, event, at) {
      await send('POST', life, `/participants/${participant}/events`, { at: at.toISOString(), event })
    },
    async endParticipation(life, participant, at) {
      const body = { how: 'withdrawn', at: at.toISOString(), reason: life.withdrawal }
      await send('PUT', life, `/participants/${participant}/disposition`, body)
    },
    async readItems() {
      const batteries = await Promise.all(
        [DEMO_STUDY, TRIAL_STUDY].map(async (id) => {
          const token = await stack.createToken(DEMO_USERS.find((user) => user.study === id)?.sub ?? '')
          const { definition } = study.parse(await get(`/api/studies/${id}`, token))
          return definition.timepoints.flatMap(({ battery }) => battery)
        }),
      )
      const refs = new Set(batteries.flat())
      return mapQuestions(
        await Promise.all([...refs].map((ref) => get(`/api/instruments/${ref.replace('@', '/')}`))),
      )
    },
  }
}
