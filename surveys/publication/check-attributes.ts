import type { Localised } from '../instrument/vocabulary.ts'
import { MISSING_OPTION } from '../study/attribute.ts'
import type { StudyDefinition } from '../study/definition.ts'
import type { DefinitionFault } from '../values/fault.ts'
import { hasWords } from './check-locales.ts'

/**
 * Attributes and options that stand twice, attributes without an option, an option that could not be told from what is
 * missing, and words that a language of the study lacks.
 */
export function checkAttributes({ attributes, locales }: StudyDefinition): readonly DefinitionFault[] {
  const checkWords = (pointer: string, title: Localised): DefinitionFault[] =>
    locales
      .filter((locale) => !hasWords(title, locale))
      .map((locale) => ({ pointer: `${pointer}/title`, detail: `no words in ${locale}` }))
  return [
    ...listRepeated(
      attributes.map(({ id }) => id),
      (at) => `/attributes/${at}/id`,
    ),
    ...attributes.flatMap(({ title, options }, at) => {
      const pointer = `/attributes/${at}`
      return [
        ...checkWords(pointer, title),
        ...(options.length === 0 ? [{ pointer: `${pointer}/options`, detail: 'there is no option' }] : []),
        ...listRepeated(
          options.map(({ code }) => code),
          (place) => `${pointer}/options/${place}/code`,
        ),
        ...options.flatMap(({ code, title: words }, place) => [
          ...(code === MISSING_OPTION
            ? [
                {
                  pointer: `${pointer}/options/${place}/code`,
                  detail: `${MISSING_OPTION} stands for what nobody has recorded; use unknown for what nobody can say`,
                },
              ]
            : []),
          ...checkWords(`${pointer}/options/${place}`, words),
        ]),
      ]
    }),
  ]
}

function listRepeated(names: readonly string[], buildPointer: (at: number) => string): DefinitionFault[] {
  return names.flatMap((name, at) =>
    names.indexOf(name) === at ? [] : [{ pointer: buildPointer(at), detail: `${name} stands twice` }],
  )
}
