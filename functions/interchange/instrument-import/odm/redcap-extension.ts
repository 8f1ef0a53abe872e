import type { Localised } from '../../../../surveys/instrument/vocabulary.ts'
import type { ImportedAnswer } from '../form/form.ts'
import { stripHtml } from '../form/plain-text.ts'
import { buildYesNoOptions } from '../form/yes-no-options.ts'
import type { Element } from './xml.ts'

/** What REDCap says of a field in the ODM files that it makes, beyond ODM itself. */
export type RedcapField = {
  readonly fieldType: string
  readonly branchingLogic: string
  readonly sectionHeader: string
  readonly isIdentifier: boolean
}

export function readRedcapField({ attributes }: Element): RedcapField {
  return {
    fieldType: attributes['redcap:FieldType']?.toLowerCase() ?? '',
    branchingLogic: attributes['redcap:BranchingLogic']?.trim() ?? '',
    sectionHeader: stripHtml(attributes['redcap:SectionHeader'] ?? ''),
    isIdentifier: /^(y|1)/i.test(attributes['redcap:Identifier'] ?? ''),
  }
}

/** The record's id, which REDCap keeps in the first form, and the status that it adds to every form. */
export function isBookkeeping(item: Element, form: Element, version: Element): boolean {
  const { OID: oid } = item.attributes
  const { 'redcap:FormName': name } = form.attributes
  return (
    oid !== undefined &&
    (oid === version.attributes['redcap:RecordIdField'] || (name !== undefined && oid === `${name}_complete`))
  )
}

/** The answer that a field type stands for where the item itself says only that it is text. */
export function readFieldTypeAnswer(
  fieldType: string,
  question: Localised | null,
): ImportedAnswer | undefined {
  switch (fieldType) {
    case 'slider':
      return { type: 'numeric-scale', minimum: 0, maximum: 100, minimumLabel: null, maximumLabel: null }
    case 'yesno':
    case 'truefalse': {
      const [yes, no] = buildYesNoOptions(question)
      return (
        yes &&
        no && {
          type: 'choice',
          options: [
            { ...yes, code: '1' },
            { ...no, code: '0' },
          ],
        }
      )
    }
    default:
      return undefined
  }
}

/** Why a field of this type cannot be asked. */
export function findFieldTypeFault(fieldType: string): string | undefined {
  if (fieldType === 'checkbox') return 'questions with more than one answer are not supported'
  if (['file', 'signature', 'sql'].includes(fieldType))
    return 'files, signatures and queries are not supported'
  return undefined
}
