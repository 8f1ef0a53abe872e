import type { InstrumentDefinition } from '../../surveys/instrument/definition.ts'
import { pickText } from '../../surveys/instrument/vocabulary.ts'
import { findInstrumentBuilderText } from '../text/instrument-builder-text.ts'
import { formatLanguage } from './draft-words.ts'

/**
 * What a problem of a questionnaire is about, by the names on its page: `Scale “Day burden”`, `Question 2`.
 * @param pointer JSON pointer into the definition; returned as it is where the page has no name for it
 */
export function formatInstrumentPlace(
  { items, scales }: Pick<InstrumentDefinition, 'items' | 'scales'>,
  pointer: string,
  locale: string,
): string {
  const text = findInstrumentBuilderText(locale)
  const { places } = text
  const [, part = '', which = '', , scaleId] = pointer.split('/')
  const nameScale = (scale: InstrumentDefinition['scales'][number] | undefined) =>
    scale && places.scale(pickText(scale.title, locale) || scale.id)
  switch (part) {
    case 'scales':
      return nameScale(scales[Number(which)]) ?? pointer
    case 'examples': {
      const scale = nameScale(scales.find(({ id }) => id === scaleId))
      return [places.example(Number(which) + 1), ...(scale === undefined ? [] : [scale])].join(', ')
    }
    case 'items':
      return items[Number(which)] ? places.question(Number(which) + 1) : pointer
    case 'locales':
      return which === ''
        ? text.languages.heading
        : `${text.languages.heading}: ${formatLanguage(which, locale)}`
    default:
      return pointer
  }
}
