/** `node tests/bench/print-costs.ts`: the rows of the documentation's costs, from the results and prices that are kept. */
import { computeCostRows, computeMonthlyRows } from './cost-table.ts'
import { FIXTURES } from './fixtures.ts'
import { readKeptUse } from './kept-capacity.ts'
import { readPrices } from './prices.ts'

const prices = readPrices()
for (const row of [...computeCostRows(readKeptUse(), prices), ...computeMonthlyRows(FIXTURES, prices)])
  console.log(`| ${row.join(' | ')} |`)
