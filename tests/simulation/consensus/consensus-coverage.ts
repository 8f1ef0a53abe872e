import { writeFileSync } from 'node:fs'
import { measureCoverage, measureDetection } from './coverage.ts'
import { PANELS, SEED } from './panels.ts'
import { measureWeights } from './weights.ts'

/* Writes web/docs/consensus-coverage.json: `node tests/simulation/consensus/consensus-coverage.ts`, some minutes. */

const PANEL_COUNT = 1000
const results = PANELS.map((scenario) => {
  const began = performance.now()
  const result = measureCoverage(scenario, PANEL_COUNT)
  console.log(`${Math.round((performance.now() - began) / 1000)} s`, JSON.stringify(result))
  return result
})
const [first] = PANELS
if (first === undefined) throw new Error('no scenario')
const detection = measureDetection({ ...first, id: 'careless', careless: 4 }, 200)
console.log(JSON.stringify(detection))
const weights = {
  raters: 24,
  asked: measureWeights(PANEL_COUNT, 24),
  withImplied: measureWeights(PANEL_COUNT, 24, true),
}
console.log(JSON.stringify(weights))
const file = new URL('../../../web/docs/consensus-coverage.json', import.meta.url)
const table = { seed: SEED, panels: PANEL_COUNT, results, detection, weights }
writeFileSync(file, `${JSON.stringify(table, null, 2)}\n`)
