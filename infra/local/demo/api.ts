import * as z from 'zod'
import { DEMO_STUDY } from '../demo-users.ts'
import type { LocalStack } from '../stack.ts'
import type { Life } from './life.ts'
import { patientFetch } from './patient-fetch.ts'

const enrolled = z.object({ participant: z.string() })
const list = z.object({ instruments: z.array(z.object({ id: z.string(), version: z.string() })) })
const definition = z.object({
  id: z.string(),
  items: z.array(z.object({ id: z.string(), text: z.record(z.string(), z.string()) })),
})

/** The staff API and the public one, as the demo's coordinators use them. */
export interface DemoApi {
  /** @returns the study id */
  enrol(life: Life): Promise<string>
  recordTreatment(life: Life, participant: string, givenAt: Date): Promise<void>
  /** Which item (`peg/pain`) a question is, by its wording. */
  items(): Promise<ReadonlyMap<string, string>>
}

export function createDemoApi(stack: LocalStack): DemoApi {
  const tokens = new Map<string, Promise<string>>()
  const post = async (site: string, path: string, body: unknown, key?: string): Promise<unknown> => {
    const token = tokens.get(site) ?? stack.token(`coordinator-${site}`)
    tokens.set(site, token)
    const response = await patientFetch(`${stack.url}/api/studies/${DEMO_STUDY}${path}`, {
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
  const get = async (path: string): Promise<unknown> => {
    const response = await patientFetch(`${stack.url}${path}`)
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
      const body = { kind: 'ketamine-infusion', givenAt: givenAt.toISOString() }
      await post(truth.site, `/participants/${participant}/treatments`, body)
    },
    async items() {
      const { instruments } = list.parse(await get('/api/instruments'))
      const found = new Map<string, string>()
      for (const { id, version } of instruments) {
        const { items } = definition.parse(await get(`/api/instruments/${id}/${version}`))
        for (const item of items)
          for (const text of Object.values(item.text)) found.set(text, `${id}/${item.id}`)
      }
      return found
    },
  }
}
