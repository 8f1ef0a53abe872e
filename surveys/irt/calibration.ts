import * as z from 'zod/mini'
import { instrumentRefSchema } from '../instrument/vocabulary-schema.ts'
import type { DefinitionFault } from '../values/fault.ts'
import type { GradedItem } from './graded-response.ts'

/**
 * A calibration as its holder hands it out: one row per item, `item_id, item_model, a, cb1, cb2, …`. Concord ships
 * none; a site loads what it has the right to use.
 */
export type CalibrationRow = Readonly<Record<string, string>>

/** Wide enough for every published bank, and narrow enough that no likelihood underflows to 0. */
const MAX_DISCRIMINATION = 15
const MAX_THRESHOLD = 15

export const gradedItemSchema: z.ZodMiniType<GradedItem> = z.strictObject({
  item: z.string().check(z.minLength(1), z.maxLength(64)),
  discrimination: z.number().check(z.positive(), z.maximum(MAX_DISCRIMINATION)),
  thresholds: z.array(z.number().check(z.minimum(-MAX_THRESHOLD), z.maximum(MAX_THRESHOLD))).check(
    z.minLength(1),
    z.refine((thresholds) => thresholds.every((b, at) => at === 0 || b > (thresholds[at - 1] as number))),
  ),
})

/** A calibration as it is installed: for one instrument, with where it comes from. */
export const calibrationSchema = z.strictObject({
  instrument: instrumentRefSchema,
  /** Who made it, and on which population: what the scores stand on. */
  source: z.string().check(z.minLength(1), z.maxLength(500)),
  items: z.array(gradedItemSchema).check(z.minLength(1)),
})

export type Calibration = z.infer<typeof calibrationSchema>

export type CalibrationResult =
  | { readonly kind: 'calibration'; readonly items: readonly GradedItem[] }
  | { readonly kind: 'faults'; readonly faults: readonly DefinitionFault[] }

/** Reads every row, or names every fault at once; a pointer is `/row/column`, rows counted from 1 below the header. */
export function readCalibration(rows: readonly CalibrationRow[]): CalibrationResult {
  const faults: DefinitionFault[] = []
  const seen = new Set<string>()
  const items = rows.map((row, at): GradedItem => {
    const addFault = (column: string, detail: string) =>
      faults.push({ pointer: `/${at + 1}/${column}`, detail })
    const parseNumber = (column: string): number => {
      const text = (row[column] ?? '').trim()
      return /^-?(\d+\.?\d*|\.\d+)(e-?\d+)?$/i.test(text) ? Number(text) : Number.NaN
    }
    const item = (row.item_id ?? '').trim()
    if (item === '') addFault('item_id', 'no item is named')
    else if (seen.has(item)) addFault('item_id', `item ${item} stands here twice`)
    seen.add(item)
    const model = (row.item_model ?? '').trim()
    if (model.toUpperCase() !== 'GRM')
      addFault('item_model', 'only the graded response model (GRM) is scored')
    const discrimination = parseNumber('a')
    if (!(discrimination > 0 && discrimination <= MAX_DISCRIMINATION))
      addFault('a', `a discrimination above 0 and at most ${MAX_DISCRIMINATION} is needed`)
    const columns = listThresholdColumns(row)
    const thresholds = columns.map(parseNumber)
    if (columns.length === 0) addFault('cb1', 'no threshold is given')
    columns.forEach((column, index) => {
      const [threshold, before] = [thresholds[index] as number, thresholds[index - 1]]
      if (!(Math.abs(threshold) <= MAX_THRESHOLD))
        addFault(column, `a threshold between −${MAX_THRESHOLD} and ${MAX_THRESHOLD} is needed`)
      else if (before !== undefined && threshold <= before) addFault(column, 'thresholds must rise')
    })
    return { item, discrimination, thresholds }
  })
  if (rows.length === 0) faults.push({ pointer: '', detail: 'the file has no items' })
  return faults.length > 0 ? { kind: 'faults', faults } : { kind: 'calibration', items }
}

/** `cb1` to the last one that is filled in: one that is left out between two others is a fault, not the end. */
function listThresholdColumns(row: CalibrationRow): readonly string[] {
  const filled = Object.keys(row).flatMap((column) => {
    const [, number] = /^cb([1-9]\d?)$/.exec(column) ?? []
    return number !== undefined && (row[column] ?? '').trim() !== '' ? [Number(number)] : []
  })
  return Array.from({ length: Math.max(0, ...filled) }, (_, at) => `cb${at + 1}`)
}
