import { writeFileSync } from 'node:fs'
import { runScenario, SEED } from './run-scenario.ts'
import { SCENARIOS } from './scenarios.ts'

/* Writes web/docs/known-truth.json: `node tests/simulation/known-truth/known-truth.ts`, a few minutes. */

const COHORTS = 500
const results = SCENARIOS.map((scenario) => {
  const began = performance.now()
  const result = runScenario(scenario, COHORTS)
  console.log(scenario.id, `${Math.round((performance.now() - began) / 1000)} s`, JSON.stringify(result))
  return { what: scenario.what, ...result }
})
const file = new URL('../../../web/docs/known-truth.json', import.meta.url)
writeFileSync(file, `${JSON.stringify({ seed: SEED, cohorts: COHORTS, results }, null, 2)}\n`)
