import { readFileSync } from 'node:fs'
import * as z from 'zod'

const price = z.strictObject({
  unit: z.string(),
  dollars: z.number().positive(),
  source: z.url(),
  /** ISO date; `null` for one that is not confirmed. */
  quoted: z.union([z.iso.date(), z.null()]),
})

const NAMES = [
  'dynamoRead',
  'dynamoWrite',
  'lambdaTime',
  'lambdaRequest',
  'httpApi',
  'cloudFrontRequest',
  'cloudFrontData',
  'firewallRequest',
  'firewallRule',
  'queueFifo',
  'queue',
  'topic',
  'textPart',
  'key',
  'secret',
  'alarm',
] as const

export type Price = z.infer<typeof price>
export type Prices = Readonly<Record<(typeof NAMES)[number], Price>>

const file = z.strictObject({ region: z.string(), note: z.string(), prices: z.record(z.enum(NAMES), price) })

/** @throws ZodError for a price without a unit, a source or a date */
export function readPrices(): Prices {
  const text = readFileSync(new URL('./prices.json', import.meta.url), 'utf8')
  return file.parse(JSON.parse(text)).prices
}
