import { findAttributeOption, type StudyAttribute } from '../../../surveys/study/attribute.ts'
import type { FieldFault } from '../../../web/api/problems/problem.ts'

/** What is said of a participant: the code of an option, or `null` to remove what was recorded. */
export type AttributeChoice = { readonly attribute: string; readonly option: string | null }

type Attributes = { readonly attributes: readonly StudyAttribute[] }

/**
 * What is wrong with choices, each at its place. Nothing that was written is repeated: an attribute that there is none of may
 * be a name.
 */
export function listChoiceFaults(
  study: Attributes,
  choices: readonly AttributeChoice[],
): readonly FieldFault[] {
  return choices.flatMap(({ attribute, option }, at): FieldFault[] => {
    const pointer = `/attributes/${at}`
    const known = study.attributes.find(({ id }) => id === attribute)
    if (!known)
      return [
        {
          pointer: `${pointer}/attribute`,
          code: 'unknown-attribute',
          detail: 'must be an attribute of the study',
        },
      ]
    if (choices.findIndex((other) => other.attribute === attribute) !== at)
      return [{ pointer: `${pointer}/attribute`, code: 'repeated', detail: 'must be given only once' }]
    if (option === null)
      return known.required
        ? [{ pointer: `${pointer}/option`, code: 'required', detail: 'the study requires this attribute' }]
        : []
    return findAttributeOption(study, attribute, option)
      ? []
      : [
          {
            pointer: `${pointer}/option`,
            code: 'unknown-option',
            detail: 'must be an option of the attribute',
          },
        ]
  })
}

/** Attributes without which the study enrolls nobody, and that are not among the choices. */
export function listMissingRequired(
  { attributes }: Attributes,
  choices: readonly AttributeChoice[],
): readonly FieldFault[] {
  const chosen = new Set(choices.map(({ attribute }) => attribute))
  return attributes
    .filter(({ id, required }) => required && !chosen.has(id))
    .map(({ id }) => ({ pointer: '/attributes', code: 'required', detail: `the study requires ${id}` }))
}
