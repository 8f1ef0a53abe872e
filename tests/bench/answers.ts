import * as z from 'zod'
import { JSON_HEADERS, type Load } from './load.ts'
import type { MeasuredServer } from './measured-server.ts'
import { STUDY } from './participants.ts'

const study = z.object({
  definition: z.object({ timepoints: z.array(z.object({ id: z.string(), battery: z.array(z.string()) })) }),
})
const instrument = z.object({
  id: z.string(),
  optionSets: z.record(z.string(), z.array(z.object({ code: z.string() }))).default({}),
  items: z.array(
    z.object({
      id: z.string(),
      type: z.string(),
      options: z.string().optional(),
      minimum: z.number().optional(),
    }),
  ),
  safety: z.array(z.object({ item: z.string(), codes: z.array(z.string()) })).default([]),
})

/** Answers to a whole battery, in its order: `instrument/item` → code. */
export type Answers = Readonly<Record<string, string>>

export interface BaselineAnswers {
  /** One of them fires a safety rule. */
  readonly withAlert: Answers
  readonly withoutAlert: Answers
}

/** The baseline battery answered, by the public definitions; always the second option, unless that fires a rule. */
export async function readBaselineAnswers(server: MeasuredServer, load: Load): Promise<BaselineAnswers> {
  const authorization = `Bearer ${await server.token('coordinator-harbor')}`
  const read = async (path: string): Promise<unknown> => {
    const reply = await load.send(`${server.url}${path}`, { headers: { ...JSON_HEADERS, authorization } })
    if (reply.status !== 200) throw new Error(`GET ${path}: ${reply.status}`)
    return JSON.parse(reply.body.toString())
  }
  const { definition } = study.parse(await read(`/api/studies/${STUDY}`))
  const withAlert: Record<string, string> = {}
  const withoutAlert: Record<string, string> = {}
  for (const reference of definition.timepoints.find(({ id }) => id === 'baseline')?.battery ?? []) {
    const { id, items, optionSets, safety } = instrument.parse(
      await read(`/api/instruments/${reference.replace('@', '/')}`),
    )
    for (const item of items) {
      const codes = optionSets[item.options ?? '']?.map(({ code }) => code)
      const second = codes?.[1] ?? String((item.minimum ?? 0) + 1)
      const fires = safety.some((rule) => rule.item === item.id && rule.codes.includes(second))
      withAlert[`${id}/${item.id}`] = second
      withoutAlert[`${id}/${item.id}`] = fires ? (codes?.[0] ?? second) : second
    }
  }
  return { withAlert, withoutAlert }
}
