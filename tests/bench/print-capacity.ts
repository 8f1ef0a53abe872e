/** `node tests/bench/print-capacity.ts`: the rows of the documentation's capacity table, from the results that are kept. */
import { readFileSync } from 'node:fs'
import * as z from 'zod'
import { computeCapacityRows } from './capacity-table.ts'

const units = z.object({ requests: z.number(), read: z.number(), write: z.number() })
const kept = z.object({
  steps: z.object({
    text: z.object({ sender: units, delivery: units }),
    byScreens: z.object({ survey: units }),
  }),
})

const { steps } = kept.parse(
  JSON.parse(readFileSync(new URL('./results/kept.json', import.meta.url), 'utf8')),
)
for (const row of computeCapacityRows({ text: steps.text, survey: steps.byScreens.survey }))
  console.log(`| ${row.join(' | ')} |`)
