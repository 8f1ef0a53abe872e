/**
 * How the methods of pooling proportions do, cell by cell of the grid. Writes `pooling-grid.json` beside this file, and what
 * of it /docs/pooling shows to `web/docs/pooling-grid.json`.
 *
 * `node tests/simulation/pooling/pooling-grid.ts` takes about 15 minutes on one core; the same seed gives the same bytes.
 */
import { writeFileSync } from 'node:fs'
import { CELLS } from './grid.ts'
import { simulateCell } from './simulate-cell.ts'
import { summarizeGrid } from './summarize-grid.ts'

const SEED = 20_270_118
const STUDIES = 2000

const started = Date.now()
const cells = CELLS.map((cell, at) => {
  const result = simulateCell(cell, STUDIES, SEED)
  process.stderr.write(`${at + 1}/${CELLS.length} ${Math.round((Date.now() - started) / 1000)} s\n`)
  return result
})
const lines = cells.map((cell) => JSON.stringify(cell))
writeFileSync(
  new URL('pooling-grid.json', import.meta.url),
  `{"seed":${SEED},"studies":${STUDIES},"cells":[\n${lines.join(',\n')}\n]}\n`,
)
const summary = summarizeGrid({ seed: SEED, studies: STUDIES, cells })
writeFileSync(
  new URL('../../../web/docs/pooling-grid.json', import.meta.url),
  `${JSON.stringify(summary, undefined, 1)}\n`,
)
