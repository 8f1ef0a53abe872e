import type { InstrumentDefinition } from '../instrument/definition.ts'
import { type Item, type ItemOption, isValidAnswer, isWrittenIn, listOptions } from '../instrument/item.ts'
import { CODE_SEPARATOR } from '../instrument/several-answer.ts'
import { scoreInstrument } from '../scoring/score.ts'
import type { DefinitionFault } from '../values/fault.ts'
import { formatRational } from '../values/rational.ts'
import { checkReach } from './check-reachability.ts'
import { checkRule } from './check-rule.ts'

/**
 * What the schema cannot see: items that no scale may name or no answer leads to, options that are missing, bands
 * out of order, tables with gaps, ranges that the items do not give, safety rules that can never fire, worked
 * examples that do not come out. An empty list is a sound definition.
 */
export function checkInstrument(definition: InstrumentDefinition): readonly DefinitionFault[] {
  const faults = [
    ...checkItems(definition),
    ...checkReach(definition),
    ...checkTables(definition),
    ...checkScales(definition),
    ...checkAdaptive(definition),
    ...checkSafety(definition),
  ]
  // Only a definition whose rules lead somewhere can be scored.
  return faults.length > 0 ? faults : checkExamples(definition)
}

function checkItems(definition: InstrumentDefinition): DefinitionFault[] {
  const faults: DefinitionFault[] = []
  const seen = new Set<string>()
  definition.items.forEach((item, index) => {
    const pointer = `/items/${index}`
    if (seen.has(item.id)) faults.push({ pointer, detail: `item ${item.id} stands twice` })
    seen.add(item.id)
    if (item.type === 'number' && item.minimum >= item.maximum)
      faults.push({ pointer, detail: 'the range of numbers is empty' })
    if (item.type === 'date' && item.minimum >= item.maximum)
      faults.push({ pointer, detail: 'the range of dates is empty' })
    const options = listOptions(definition, item)
    if (item.type === 'several') faults.push(...checkSeveral(item, options, pointer))
    if (isWrittenIn(item)) return
    if (options.length < 2) faults.push({ pointer, detail: 'an item needs at least two options' })
    const codes = new Set(options.map((option) => option.code))
    if (codes.size !== options.length) faults.push({ pointer, detail: 'two options share a code' })
  })
  return faults
}

/** A stored answer holds every code that may be chosen together, and a coded one a bit for each. */
const MAX_SEVERAL_OPTIONS = 50
const MAX_ANSWER_LENGTH = 500

function checkSeveral(
  item: Extract<Item, { type: 'several' }>,
  options: readonly ItemOption[],
  pointer: string,
): DefinitionFault[] {
  const codes = options.map(({ code }) => code)
  return [
    ...(codes.length > MAX_SEVERAL_OPTIONS
      ? [{ pointer, detail: `at most ${MAX_SEVERAL_OPTIONS} answers can be chosen from` }]
      : []),
    ...(codes.join(CODE_SEPARATOR).length > MAX_ANSWER_LENGTH
      ? [{ pointer, detail: `the codes together have more than ${MAX_ANSWER_LENGTH} characters` }]
      : []),
    ...item.exclusive
      .filter((code) => !codes.includes(code))
      .map((code) => ({ pointer, detail: `${code}, which stands alone, is no option` })),
  ]
}

/** Only items that the scale estimates from can be chosen for it; the others would never be asked. */
function checkAdaptive({ adaptive, scales, items }: InstrumentDefinition): DefinitionFault[] {
  if (!adaptive) return []
  const pointer = '/adaptive'
  const rule = scales.find(({ id }) => id === adaptive.scale)?.rule
  if (rule?.op !== 'response-pattern')
    return [{ pointer, detail: 'an adaptive form needs a scale that is estimated from a response pattern' }]
  const estimated = new Set(
    rule.of.map((part) => (typeof part === 'object' && 'item' in part ? part.item : part)),
  )
  const faults = items
    .filter(({ id, shownWhen }) => !estimated.has(id) || shownWhen)
    .map(({ id }) => ({ pointer, detail: `item ${id} would never be asked, or only under a condition` }))
  if (adaptive.minimumItems > adaptive.maximumItems || adaptive.maximumItems > rule.of.length)
    faults.push({ pointer, detail: 'the fewest and the most items do not fit the bank' })
  if (adaptive.minimumItems < rule.minimumAnswered)
    faults.push({ pointer, detail: 'the form may stop before the scale can be estimated' })
  return faults
}

function checkTables(definition: InstrumentDefinition): DefinitionFault[] {
  return Object.entries(definition.tables).flatMap(([id, { rows }]) =>
    rows.flatMap(([raw], at) => {
      const before = rows[at - 1]
      return before && before[0] >= raw
        ? [{ pointer: `/tables/${id}/rows/${at}`, detail: 'raw values must rise' }]
        : []
    }),
  )
}

function checkScales(definition: InstrumentDefinition): DefinitionFault[] {
  const faults: DefinitionFault[] = []
  const before = new Set<string>()
  definition.scales.forEach((scale, index) => {
    const pointer = `/scales/${index}`
    if (before.has(scale.id)) faults.push({ pointer, detail: `scale ${scale.id} stands twice` })
    faults.push(
      ...checkRule(definition, scale, before).map((fault) => ({
        ...fault,
        pointer: pointer + fault.pointer,
      })),
    )
    before.add(scale.id)
    if (scale.range[0] >= scale.range[1])
      faults.push({ pointer: `${pointer}/range`, detail: 'the range is empty' })
    scale.bands.forEach((band, at) => {
      const next = scale.bands[at + 1]
      if (next && next.from <= band.from)
        faults.push({ pointer: `${pointer}/bands/${at + 1}`, detail: 'bands must rise' })
      if (band.from < scale.range[0] || band.from > scale.range[1])
        faults.push({ pointer: `${pointer}/bands/${at}`, detail: 'the band starts outside the range' })
    })
    const [first] = scale.bands
    if (first && first.from !== scale.range[0])
      faults.push({ pointer: `${pointer}/bands/0`, detail: 'the first band must start at the lowest score' })
  })
  return faults
}

function checkSafety(definition: InstrumentDefinition): DefinitionFault[] {
  return definition.safety.flatMap((rule, index) => {
    const pointer = `/safety/${index}`
    const item = definition.items.find((candidate) => candidate.id === rule.item)
    if (!item) return [{ pointer, detail: `no item ${rule.item}` }]
    return rule.codes
      .filter((code) => !isValidAnswer(definition, item, code))
      .map((code) => ({ pointer, detail: `code ${code} can never be given` }))
  })
}

function checkExamples(definition: InstrumentDefinition): DefinitionFault[] {
  const without = definition.scales.flatMap(({ id, rule }, index) =>
    // No calibration is shipped, so that an estimate has no example to come out.
    rule.op === 'response-pattern' || definition.examples.some(({ scores }) => Object.hasOwn(scores, id))
      ? []
      : [{ pointer: `/scales/${index}`, detail: 'no worked example' }],
  )
  const faults = definition.examples.flatMap((example, index) => {
    const scores = scoreInstrument(definition, example.answers)
    const unknown = Object.keys(example.answers)
      .filter((id) => !definition.items.some((item) => item.id === id))
      .map((id) => ({ pointer: `/examples/${index}/answers/${id}`, detail: `no item ${id}` }))
    const wrong = Object.entries(example.scores).flatMap(([scale, expected]) => {
      const score = scores.find((candidate) => candidate.scale === scale)
      const found = score?.kind === 'scored' ? formatRational(score.exact) : 'not-scorable'
      const pointer = `/examples/${index}/scores/${scale}`
      if (!score) return [{ pointer, detail: `no scale ${scale}` }]
      return found === expected ? [] : [{ pointer, detail: `expected ${expected}, scored ${found}` }]
    })
    return [...unknown, ...wrong]
  })
  return [...without, ...faults]
}
