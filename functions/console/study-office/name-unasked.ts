import { pickText } from '../../../surveys/instrument/vocabulary.ts'
import type { Instruments } from '../../../surveys/library/library.ts'
import type { UnaskedPart } from '../../../surveys/publication/list-unasked.ts'
import type { StudyDefinition } from '../../../surveys/study/definition.ts'
import type { DraftUnasked } from '../../../web/console/study-office-view.ts'

/**
 * What a draft says of questionnaires that it does not ask, by the titles that people know.
 *
 * @param locale of the titles; domains and ids stay as they are
 */
export function nameUnasked(
  parts: readonly UnaskedPart[],
  study: StudyDefinition | undefined,
  { instruments }: Pick<Instruments, 'instruments'>,
  locale: string,
): readonly DraftUnasked[] {
  const findInstrument = (id: string) =>
    instruments.findLast(({ definition }) => definition.id === id)?.definition
  const nameInstrument = (id: string) => pickText(findInstrument(id)?.title, locale) || id
  return parts.map(({ kind, pointer, name }) => {
    switch (kind) {
      case 'responder-definition':
        return { kind, name: nameDefinition(study, name, locale) }
      case 'secondary-endpoint': {
        const endpoint = study?.endpoints?.secondary[Number(pointer.split('/').at(-1))]
        const timepoint = study?.timepoints.find(({ id }) => id === endpoint?.timepoint)
        const when = pickText(timepoint?.title, locale) || endpoint?.timepoint
        return { kind, name: [nameDefinition(study, name, locale), when].join(', ') }
      }
      case 'reliability': {
        const [id = '', scale] = name.split('/')
        const title = findInstrument(id)?.scales.find((one) => one.id === scale)?.title
        return { kind, name: pickText(title, locale) || name }
      }
      case 'by-text':
      case 'spacing':
      case 'equivalence':
        return { kind, name: nameInstrument(name) }
      default:
        return { kind, name }
    }
  })
}

function nameDefinition(study: StudyDefinition | undefined, id: string, locale: string): string {
  const found = study?.responderDefinitions.find((one) => one.id === id)
  return pickText(found?.title, locale) || id
}
