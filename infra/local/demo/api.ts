import * as z from 'zod'
import { DEMO_STUDY, DEMO_USERS } from '../runtime/demo-users.ts'
import type { LocalStack } from '../server/local-stack.ts'
import type { DemoAdverseEvent } from './adverse-events.ts'
import { fetchWithRetry } from './fetch-with-retry.ts'
import type { Life } from './life.ts'
import { mapQuestions } from './questions.ts'

const enrolled = z.object({ participant: z.string() })
const study = z.object({
  definition: z.object({ timepoints: z.array(z.object({ battery: z.array(z.string()) })) }),
})

/** The staff API and the public one, as the demo's coordinators use them. */
export interface DemoApi {
  /** @returns the study id */
  enrol(life: Life): Promise<string>
  recordTreatment(life: Life, participant: string, givenAt: Date): Promise<void>
  recordAdverseEvent(life: Life, participant: string, event: DemoAdverseEvent, at: Date): Promise<void>
  /** Which item (`peg/pain`) a question is, by its wording. */
  readItems(): Promise<ReadonlyMap<string, string>>
}

export function createDemoApi(stack: LocalStack): DemoApi {
  const tokens = new Map<string, Promise<string>>()
  const post = async (site: string, path: string, body: unknown, key?: string): Promise<unknown> => {
    const token = tokens.get(site) ?? stack.createToken(`coordinator-${site}`)
    tokens.set(site, token)
    const response = await fetchWithRetry(`${stack.url}/api/studies/${DEMO_STUDY}${path}`, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        authorization: `Bearer ${await token}`,
        ...(key && { 'idempotency-key': key }),
      },
      body: JSON.stringify(body),
    })
    if (!response.ok) throw new Error(`POST ${path}: ${response.status} ${await response.text()}`)
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
    async enrol({ truth, index, phone }) {
      const body = { site: truth.site, phone, locale: 'en', smsConsent: true }
      const reply = await post(truth.site, '/participants', body, `demo-${index}`)
      return enrolled.parse(reply).participant
    },
    async recordTreatment({ truth }, participant, givenAt) {
      const exposure = { dose: { value: 0.5, unit: 'mg/kg' }, route: 'iv' }
      const body = { kind: 'ketamine-infusion', givenAt: givenAt.toISOString(), ...exposure }
      await post(truth.site, `/participants/${participant}/treatments`, body)
    },
    async recordAdverseEvent({ truth }, participant, event, at) {
      await post(truth.site, `/participants/${participant}/events`, { at: at.toISOString(), event })
    },
    async readItems() {
      const token = await stack.createToken(DEMO_USERS[0]?.sub ?? '')
      const { definition } = study.parse(await get(`/api/studies/${DEMO_STUDY}`, token))
      const refs = new Set(definition.timepoints.flatMap(({ battery }) => battery))
      return mapQuestions(
        await Promise.all([...refs].map((ref) => get(`/api/instruments/${ref.replace('@', '/')}`))),
      )
    },
  }
}
