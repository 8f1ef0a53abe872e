import { readFileSync } from 'node:fs'
import * as z from 'zod'
import type { Capacity } from './capacity-table.ts'
import type { SurveyUse } from './cost-table.ts'

const units = z.object({ requests: z.number(), read: z.number(), write: z.number() })
const cpu = z.object({ cpuSecondsPer1000: z.object({ functions: z.number() }) })
const page = z.object({ bytes: z.object({ brotli: z.number() }), headerBytes: z.number() })
const kept = z.object({
  surveysByScreens: cpu,
  dispatch: z.object({ due1000: cpu }),
  steps: z.object({
    items: z.number(),
    text: z.object({ sender: units, delivery: units }),
    byScreens: z.object({ survey: units }),
    pages: z.object({ survey: page }),
  }),
})

function readKept() {
  return kept.parse(JSON.parse(readFileSync(new URL('./results/kept.json', import.meta.url), 'utf8')))
}

/** Units of a text and of a survey, from the results that are kept. */
export function readKeptCapacity(): Capacity {
  const { steps } = readKept()
  return { text: steps.text, survey: steps.byScreens.survey }
}

/** What a survey and its text use of AWS, from the results that are kept. */
export function readKeptUse(): SurveyUse {
  const { steps, surveysByScreens, dispatch } = readKept()
  const { bytes, headerBytes } = steps.pages.survey
  return {
    ...{ items: steps.items, survey: steps.byScreens.survey, text: steps.text },
    cpuSeconds: {
      surveys: surveysByScreens.cpuSecondsPer1000.functions,
      texts: dispatch.due1000.cpuSecondsPer1000.functions,
    },
    pageBytes: bytes.brotli + headerBytes,
  }
}
