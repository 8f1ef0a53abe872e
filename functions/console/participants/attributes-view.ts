import { pickText } from '../../../surveys/instrument/vocabulary.ts'
import type { StudyDefinition } from '../../../surveys/study/definition.ts'
import { type AttributeView, formatAttributeField, type Typed } from '../../../web/console/index.ts'
import type { Participant } from '../../records/participant/participant.ts'
import { findAttributeCodes } from '../../records/participant/participant-attributes.ts'
import type { AttributeChoice } from '../../rules/attributes/attribute-choices.ts'

/** The attributes of a study in words. @param findChosen the code that a participant has, or a form chose */
function buildAttributes(
  { attributes }: Pick<StudyDefinition, 'attributes'>,
  locale: string,
  findChosen: (id: string) => string | undefined,
): readonly AttributeView[] {
  return attributes.map(({ id, title, options, required }) => ({
    ...{ id, title: pickText(title, locale), isRequired: required },
    options: options.map((option) => ({ id: option.code, title: pickText(option.title, locale) })),
    chosen: findChosen(id) || null,
  }))
}

export function buildAttributesOf(
  study: Pick<StudyDefinition, 'attributes'>,
  { attributes }: Pick<Participant, 'attributes'>,
  locale: string,
): readonly AttributeView[] {
  const codes = findAttributeCodes(attributes)
  return buildAttributes(study, locale, (id) => codes.get(id))
}

export function buildTypedAttributes(
  study: Pick<StudyDefinition, 'attributes'>,
  typed: Typed,
  locale: string,
): readonly AttributeView[] {
  return buildAttributes(study, locale, (id) => typed[formatAttributeField(id)])
}

/** What a form chose of each attribute that it has a field for; an empty one says that it is not recorded. */
export function readAttributeChoices(
  { attributes }: Pick<StudyDefinition, 'attributes'>,
  typed: Typed,
): readonly AttributeChoice[] {
  return attributes.flatMap(({ id }) => {
    const chosen = typed[formatAttributeField(id)]
    return chosen === undefined ? [] : [{ attribute: id, option: chosen === '' ? null : chosen }]
  })
}
