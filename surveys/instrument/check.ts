import { formatRational } from '../rational.ts'
import { itemOf, scoreInstrument } from '../scoring/score.ts'
import { type InstrumentDefinition, optionsOf } from './definition.ts'

/** One thing that is wrong with a definition, and where (a JSON pointer). */
export type DefinitionFault = { readonly pointer: string; readonly detail: string }

/**
 * What the schema cannot see: items that no scale may name, options that are missing, bands out of order,
 * safety rules that can never fire, worked examples that do not come out. An empty list is a sound definition.
 */
export function checkInstrument(definition: InstrumentDefinition): readonly DefinitionFault[] {
  return [
    ...checkItems(definition),
    ...checkScales(definition),
    ...checkSafety(definition),
    ...checkExamples(definition),
  ]
}

function checkItems(definition: InstrumentDefinition): DefinitionFault[] {
  const faults: DefinitionFault[] = []
  const seen = new Set<string>()
  definition.items.forEach((item, index) => {
    const pointer = `/items/${index}`
    if (seen.has(item.id)) faults.push({ pointer, detail: `item ${item.id} stands twice` })
    seen.add(item.id)
    const options = optionsOf(definition, item)
    if (options.length < 2) faults.push({ pointer, detail: 'an item needs at least two options' })
    const codes = new Set(options.map((option) => option.code))
    if (codes.size !== options.length) faults.push({ pointer, detail: 'two options share a code' })
  })
  return faults
}

function checkScales(definition: InstrumentDefinition): DefinitionFault[] {
  const faults: DefinitionFault[] = []
  const items = new Set(definition.items.map((item) => item.id))
  definition.scales.forEach((scale, index) => {
    const pointer = `/scales/${index}`
    const operands = scale.rule.op === 'value' ? [scale.rule.of] : scale.rule.of
    for (const operand of operands) {
      if (!items.has(itemOf(operand)))
        faults.push({ pointer: `${pointer}/rule`, detail: `no item ${itemOf(operand)}` })
    }
    if (
      scale.rule.op !== 'value' &&
      scale.rule.missing.policy === 'mean-substitute' &&
      scale.rule.missing.minimumAnswered > operands.length
    )
      faults.push({ pointer: `${pointer}/rule/missing`, detail: 'more answers needed than there are items' })
    if (!definition.examples.some(({ scores }) => Object.hasOwn(scores, scale.id)))
      faults.push({ pointer, detail: 'no worked example' })
    for (const operand of operands) {
      const item = definition.items.find(({ id }) => id === itemOf(operand))
      if (!item || typeof operand === 'string' || !('recode' in operand)) continue
      for (const { code } of optionsOf(definition, item))
        if (!Object.hasOwn(operand.recode, code))
          faults.push({ pointer: `${pointer}/rule`, detail: `item ${item.id} has no recode for ${code}` })
    }
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
    const codes = new Set(optionsOf(definition, item).map((option) => option.code))
    return rule.codes
      .filter((code) => !codes.has(code))
      .map((code) => ({ pointer, detail: `code ${code} can never be given` }))
  })
}

function checkExamples(definition: InstrumentDefinition): DefinitionFault[] {
  return definition.examples.flatMap((example, index) => {
    const scores = scoreInstrument(definition, example.answers)
    return Object.entries(example.scores).flatMap(([scale, expected]) => {
      const score = scores.find((candidate) => candidate.scale === scale)
      const found = score?.kind === 'scored' ? formatRational(score.exact) : 'not-scorable'
      const pointer = `/examples/${index}/scores/${scale}`
      if (!score) return [{ pointer, detail: `no scale ${scale}` }]
      return found === expected ? [] : [{ pointer, detail: `expected ${expected}, scored ${found}` }]
    })
  })
}
