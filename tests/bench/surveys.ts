import * as z from 'zod'
import type { MeasuredServer } from './measured-server.ts'
import { runAll } from './run-all.ts'

/** Area codes whose numbers 555-0100 to 555-0199 belong to nobody: a hundred participants each. */
/** Of the hundred that nobody has, without 0199, which the simulated carrier never reaches. */
const IN_AREA = 99
const AREAS = [212, 213, 214, 215, 216, 217, 218, 219, 301, 302, 303, 304]
const STUDY = 'ketamine-infusion-registry'
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
})

/** Answers to a whole battery: `instrument/item` → code. */
export type Answers = Readonly<Record<string, string>>

/** The baseline battery answered, by the public definitions; always the first option but one. */
export async function baselineAnswers(server: MeasuredServer): Promise<Answers> {
  const authorization = `Bearer ${await server.token('coordinator-harbor')}`
  const get = async (path: string): Promise<unknown> => {
    const response = await fetch(`${server.url}${path}`, { headers: { authorization } })
    if (!response.ok) throw new Error(`GET ${path}: ${response.status}`)
    return await response.json()
  }
  const { definition } = study.parse(await get(`/api/studies/${STUDY}`))
  const answers: Record<string, string> = {}
  for (const reference of definition.timepoints.find(({ id }) => id === 'baseline')?.battery ?? []) {
    const { id, items, optionSets } = instrument.parse(
      await get(`/api/instruments/${reference.replace('@', '/')}`),
    )
    for (const item of items) {
      const codes = optionSets[item.options ?? '']?.map(({ code }) => code)
      answers[`${id}/${item.id}`] = codes?.[1] ?? String((item.minimum ?? 0) + 1)
    }
  }
  return answers
}

/** Enrols participants and waits for their texts. @returns their survey links */
export async function enrol(server: MeasuredServer, count: number): Promise<string[]> {
  const authorization = `Bearer ${await server.token('coordinator-harbor')}`
  const textedBefore = (await server.texts()).length
  const phones = Array.from({ length: count }, (_, i) => {
    const area = AREAS[Math.floor(i / IN_AREA) % AREAS.length]
    return `+1${area}55501${String(i % IN_AREA).padStart(2, '0')}`
  })
  await runAll(phones, 16, async (phone) => {
    const response = await fetch(`${server.url}/api/studies/${STUDY}/participants`, {
      method: 'POST',
      headers: { authorization, 'content-type': 'application/json' },
      body: JSON.stringify({ site: 'harbor', phone, locale: 'en', smsConsent: true }),
    })
    if (response.status !== 201) throw new Error(`enrolment: ${response.status} ${await response.text()}`)
  })
  await server.tick()
  const texts = (await server.texts()).slice(textedBefore)
  const links = texts.flatMap(({ body }) => /https?:\/\/\S+\/s\/[0-9A-Za-z]+/.exec(body)?.[0] ?? [])
  if (links.length < count) throw new Error(`${count} were enrolled and ${links.length} texted`)
  return links
}

/** Sends a whole battery at once, as a program does. @throws Error unless it was taken */
export async function submit(link: string, answers: Answers): Promise<void> {
  const response = await fetch(`${link}/submit`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', accept: 'application/json' },
    body: JSON.stringify({ answers }),
  })
  if (response.status !== 200) throw new Error(`submission: ${response.status} ${await response.text()}`)
  await response.arrayBuffer()
}
