import type { InstrumentDefinition } from '../../../surveys/instrument/definition.ts'
import { applyWording, findFirstLocale, listWording } from '../../../surveys/publication/wording.ts'
import type { BuilderView } from '../../../web/console/instrument-builder-view.ts'
import {
  applyExample,
  applyLocales,
  applyScale,
  type FormLists,
  listLocales,
  readTypedExample,
  readTypedScale,
  removeScale,
  showScale,
} from './instrument-form.ts'

/** What a step leaves typed in the forms, and what of it is wrong. */
export type BuilderPart = Partial<Omit<BuilderView, 'definition' | 'changeable'>>

export type BuilderStep = { readonly definition: InstrumentDefinition; readonly part: BuilderPart }

/**
 * What a button of the forms does to a definition; `undefined` for a button that there is not. Pure.
 * @param source where the wording of a language that is added is from
 */
export function takeBuilderStep(
  definition: InstrumentDefinition,
  button: string,
  lists: FormLists,
  source = '',
): BuilderStep | undefined {
  const [step, which = ''] = button.split(':')
  switch (step) {
    case 'look':
      return { definition, part: {} }
    case 'languages':
      return { definition: applyLocales(definition, lists), part: {} }
    case 'wording': {
      const words = listWording(definition, which)
      const typed = words.map(({ text }, at) => [text, lists[`wording.${at}`]?.at(-1)?.trim() ?? ''] as const)
      if (which === '' || which === findFirstLocale(definition)) return undefined
      return { definition: applyWording(definition, which, new Map(typed), source), part: {} }
    }
    case 'scale': {
      const scale = readTypedScale(lists, listLocales(definition))
      const applied = applyScale(definition, scale)
      return 'faults' in applied
        ? { definition, part: { scale, scaleFaults: applied.faults } }
        : { definition: applied.definition, part: {} }
    }
    case 'change-scale': {
      const scale = definition.scales.find(({ id }) => id === which)
      const typed = scale && showScale(scale)
      return typed && { definition, part: { scale: typed } }
    }
    case 'remove-scale':
      return { definition: removeScale(definition, which), part: {} }
    case 'example': {
      const example = readTypedExample(lists, definition)
      const applied = applyExample(definition, example)
      return 'faults' in applied
        ? { definition, part: { example, exampleFaults: applied.faults } }
        : { definition: applied.definition, part: {} }
    }
    case 'remove-example': {
      const examples = definition.examples.filter((_, at) => String(at) !== which)
      return { definition: { ...definition, examples }, part: {} }
    }
    default:
      return undefined
  }
}
