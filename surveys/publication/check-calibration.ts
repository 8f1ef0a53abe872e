import type { InstrumentDefinition } from '../instrument/definition.ts'
import type { GradedItem } from '../irt/graded-response.ts'
import { compileInstrument } from '../scoring/compile.ts'
import type { DefinitionFault } from '../values/fault.ts'

/**
 * What keeps a calibration from scoring an instrument: items that the instrument does not have, items that are asked
 * for and not there, and numbers of categories that differ. Every fault at once; a pointer is `/items/<id>`.
 */
export function checkCalibration(
  definition: InstrumentDefinition,
  items: readonly GradedItem[],
): readonly DefinitionFault[] {
  const patterns = compileInstrument(definition).patterns
  const wanted = new Map(patterns.map(({ item, values }) => [item, new Set(values).size]))
  if (wanted.size === 0)
    return [{ pointer: '', detail: `no scale of ${definition.id} can be estimated from a calibration` }]
  const given = new Map(items.map(({ item, thresholds }) => [item, thresholds.length + 1]))
  const faults: DefinitionFault[] = []
  for (const [item, categories] of given) {
    const asked = wanted.get(item)
    const addFault = (detail: string) => faults.push({ pointer: `/items/${item}`, detail })
    if (asked === undefined) addFault('the instrument has no such item, or scores it in another way')
    else if (asked !== categories) addFault(`it has ${asked} categories, the calibration ${categories}`)
  }
  for (const item of wanted.keys())
    if (!given.has(item)) faults.push({ pointer: `/items/${item}`, detail: 'the calibration leaves it out' })
  return faults
}
