/** `node tests/bench/print-capacity.ts`: the rows of the documentation's capacity table, from the results that are kept. */
import { computeCapacityRows } from './capacity-table.ts'
import { readKeptCapacity } from './kept-capacity.ts'

for (const row of computeCapacityRows(readKeptCapacity())) console.log(`| ${row.join(' | ')} |`)
