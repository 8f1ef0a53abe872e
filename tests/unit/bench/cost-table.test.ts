import { expect, test } from 'vitest'
import { costsSection } from '../../../web/docs/costs.ts'
import { operators } from '../../../web/docs/operators.ts'
import { computeCostRows, computeMonthlyRows } from '../../bench/cost-table.ts'
import { FIXTURES } from '../../bench/fixtures.ts'
import { readKeptUse } from '../../bench/kept-capacity.ts'
import { type Price, type Prices, readPrices } from '../../bench/prices.ts'

/** Every price is a dollar, so that what is charged is what is counted. */
const ones = Object.fromEntries(
  Object.keys(readPrices()).map((name): [string, Price] => [
    name,
    { unit: 'x', dollars: 1, source: 'https://aws.amazon.com/', quoted: '2026-08-09' },
  ]),
) as Prices

test('what is charged for 1,000 surveys follows from their units, their time and their bytes', () => {
  const rows = computeCostRows(
    {
      items: 7,
      survey: { requests: 10, read: 2, write: 8 },
      text: {
        sender: { requests: 5, read: 1, write: 1 },
        delivery: { requests: 5, read: 1, write: 1 },
      },
      cpuSeconds: { surveys: 1, texts: 0.024 },
      pageBytes: 10_000,
    },
    ones,
  )
  expect(rows.map(([part, used, , dollars]) => `${part}: ${used} ${dollars}`)).toEqual([
    'DynamoDB, reads: 4,000 read units $0.0040',
    'DynamoDB, writes: 10,000 write units $0.0100',
    // 1.024 s × 1769/1024, 20,000 requests of 5 ms, and 1,000 texts of 150 ms.
    'Lambda, time: 252 GB-seconds $0.0003',
    // 10,000 requests, 1,000 texts and 2,000 reports.
    'Lambda, calls: 13,000 calls $0.0130',
    'API Gateway: 10,000 requests $0.0100',
    'CloudFront, requests: 10,000 requests $0.0100',
    // 1,000 pages of 10 kB and 9,000 replies of 2.5 kB.
    'CloudFront, data: 33 MB $0.0325',
    'WAF: 10,000 requests $0.0100',
    'SQS, texts that are due: 3,000 requests $0.0030',
    'SQS, delivery reports: 6,000 requests $0.0060',
    'SNS: 2,000 messages $0.0020',
    'all of this:  $0.10',
    'texts: 1,000 texts of one part $1000.00',
  ])
})

test('what is charged each month follows from what there is', () => {
  const rows = computeMonthlyRows({ alarms: 10, keys: 3, secrets: 2, firewallRules: 5 }, ones)
  expect(rows.map(([part, used, , dollars]) => `${part}: ${used} ${dollars}`)).toEqual([
    'CloudWatch: 10 alarms $10.00',
    'KMS: 3 keys $3.00',
    'Secrets Manager: 2 secrets $2.00',
    'WAF: 5 rules of one web ACL, which counts as five $10.00',
  ])
})

test('a price that nobody confirmed is marked', () => {
  const doubtful = { ...ones, textPart: { ...ones.textPart, quoted: null } }
  const find = (prices: Prices) => computeCostRows(readKeptUse(), prices).at(-1)?.[2]
  expect(find(doubtful)).toBe('$1 per x (*unconfirmed*)')
  expect(find(ones)).toBe('$1 per x (2026-08-09)')
})

test('the operators’ page shows the costs of the results and prices that are kept', () => {
  expect(operators.sections).toContain(costsSection)
  const page = JSON.stringify(costsSection)
  const prices = readPrices()
  const rows = [...computeCostRows(readKeptUse(), prices), ...computeMonthlyRows(FIXTURES, prices)]
  for (const row of rows) expect(page).toContain(JSON.stringify(row))
})

test('every price names a page of AWS, and the day on which it was quoted is no day to come', () => {
  for (const { source, quoted } of Object.values(readPrices())) {
    expect(source).toMatch(/^https:\/\/aws\.amazon\.com\/[a-z0-9/-]+\/$/)
    expect((quoted ?? '') <= '2026-11-30').toBe(true)
  }
})
