import { expect, test } from 'vitest'
import { operators } from '../../../web/docs/operators.ts'
import { computeCapacityRows } from '../../bench/capacity-table.ts'
import { readKeptCapacity } from '../../bench/kept-capacity.ts'

test('the capacity table follows from the units of a text and of a survey', () => {
  const rows = computeCapacityRows({
    text: {
      sender: { requests: 9, read: 6, write: 17 },
      delivery: { requests: 2, read: 1, write: 1 },
    },
    survey: { requests: 19, read: 3, write: 21.5 },
  })
  expect(Object.fromEntries(rows.map(([part, load]) => [part, load]))).toMatchObject({
    'a partition of the due index': '31 texts/s, about 63 write units/s',
    'a tick, each minute': '60,000 keys in 60 pages, about 1,099 read units',
    'the sender': 'about 15 functions at a time',
    'texts, in all tables': '7,000 read and 18,000 write units/s',
    'surveys, if every text is answered at once': '3,000 read and 21,500 write units/s',
    'one survey of everybody': '30 million read and 215 million write units',
  })
})

test('the operators’ page shows the table of the results that are kept', () => {
  const page = JSON.stringify(operators)
  for (const row of computeCapacityRows(readKeptCapacity())) expect(page).toContain(JSON.stringify(row))
})
