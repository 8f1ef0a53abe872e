import { readFileSync } from 'node:fs'
import * as z from 'zod'
import type { Capacity } from './capacity-table.ts'

const units = z.object({ requests: z.number(), read: z.number(), write: z.number() })
const kept = z.object({
  steps: z.object({
    text: z.object({ sender: units, delivery: units }),
    byScreens: z.object({ survey: units }),
  }),
})

/** Units of a text and of a survey, from the results that are kept. */
export function readKeptCapacity(): Capacity {
  const { steps } = kept.parse(
    JSON.parse(readFileSync(new URL('./results/kept.json', import.meta.url), 'utf8')),
  )
  return { text: steps.text, survey: steps.byScreens.survey }
}
