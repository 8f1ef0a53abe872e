import type { ImportedForm, Remarks } from '../form/form.ts'
import { stripHtml } from '../form/plain-text.ts'
import type { DictionaryColumn, Row } from '../redcap/dictionary.ts'
import { readRedcapForms } from '../redcap/read-redcap.ts'
import { formatPlace, type OdmContext, sortReferences } from './metadata.ts'
import { type Element, listChildren } from './xml.ts'

/*
 * A REDCap project's XML is its data dictionary written as ODM, with what ODM has no place for in attributes of REDCap's
 * own. Each field becomes the row that the dictionary would have, so that both files are read alike. Source: the classes
 * ODM and Project of REDCap 13, which write these files.
 */

/** Whether REDCap made the definitions: it says the type of every field that it asks. */
export function isRedcapProject(version: Element): boolean {
  return listChildren(version, 'ItemDef').some(
    ({ attributes }) => attributes['redcap:FieldType'] !== undefined,
  )
}

/** The forms of a REDCap project, by the names that its data dictionary gives them. */
export function readRedcapProject(context: OdmContext): readonly ImportedForm[] {
  const { version, locale, remarks } = context
  const definitions = listChildren(version, 'FormDef')
  const rows = definitions.flatMap((form) => {
    remarks.enterForm(readFormName(form))
    return buildRows(form, context)
  })
  remarks.enterForm()
  return readRedcapForms(rows, locale, remarks).map((form) => {
    const definition = definitions.find((one) => readFormName(one) === form.name)
    const title = stripHtml(definition?.attributes.Name ?? '')
    return {
      ...form,
      title: title === '' ? form.title : { [locale]: title },
      source: `CDISC ODM form ${definition?.attributes.OID ?? form.name}`,
    }
  })
}

function readFormName({ attributes }: Element): string {
  return attributes['redcap:FormName'] ?? attributes.OID ?? ''
}

/** The fields of a form in the order in which they are asked. */
function buildRows(form: Element, context: OdmContext): readonly Row[] {
  const { remarks } = context
  const place = formatPlace(form)
  const read = new Set<string>()
  return sortReferences(listChildren(form, 'ItemGroupRef'), place, remarks)
    .flatMap((reference) => {
      const group = context.find('ItemGroupDef', reference.attributes.ItemGroupOID, place)
      if (!group) return []
      if (group.attributes.Repeating === 'Yes')
        remarks.fault(formatPlace(group), 'repeating groups are not supported')
      return sortReferences(listChildren(group, 'ItemRef'), formatPlace(group), remarks)
    })
    .flatMap((reference): readonly Row[] => {
      const item = context.find('ItemDef', reference.attributes.ItemOID, place)
      if (!item) return []
      const name = findFieldName(item)
      // A checkbox has an item for each of its boxes.
      const isBox = findFieldType(item) === 'checkbox' && read.has(name)
      read.add(name)
      return isBox ? [] : [buildRow(item, reference, form, context)]
    })
}

const FIELD_TYPES: Readonly<Record<string, string>> = { textarea: 'notes', select: 'dropdown' }
const VALIDATIONS: Readonly<Record<string, string>> = { int: 'integer', float: 'number', date: 'date_ymd' }

function findFieldType({ attributes }: Element): string {
  const type = attributes['redcap:FieldType']?.toLowerCase() ?? ''
  return FIELD_TYPES[type] ?? type
}

function findFieldName({ attributes }: Element): string {
  return attributes['redcap:Variable'] ?? attributes.OID ?? ''
}

function buildRow(item: Element, reference: Element, form: Element, context: OdmContext): Row {
  const place = formatPlace(item)
  const required = item.attributes['redcap:RequiredField'] ?? reference.attributes.Mandatory?.charAt(0)
  const cells = { ...readCells(item, form, context), required }
  return {
    place,
    isTooLong: false,
    hasVideo: item.attributes['redcap:VideoUrl'] !== undefined,
    readCell: (column) => cells[column]?.trim() ?? '',
    formatPlace: () => place,
    choices: readChoices(item, context),
    leaveOut: isBookkeeping(item, form, context.version)
      ? 'it is a REDCap field, not a question, and is ignored'
      : undefined,
  }
}

function readCells(
  item: Element,
  form: Element,
  { remarks }: OdmContext,
): Partial<Record<DictionaryColumn, string | undefined>> {
  const readAttribute = (name: string) => item.attributes[`redcap:${name}`]
  const type = findFieldType(item)
  const validation = readAttribute('TextValidationType')?.toLowerCase() ?? ''
  return {
    field: findFieldName(item),
    form: readFormName(form),
    // That of a status says `Form Status`, and no question follows it.
    section: isStatus(item, form) ? '' : readAttribute('SectionHeader'),
    type,
    label: readLabel(item),
    choices: type === 'slider' ? readAttribute('SliderLabels') : readAttribute('OntologySearch'),
    note: readAttribute('FieldNote'),
    validation: VALIDATIONS[validation] ?? (validation === '' ? findValidation(item) : validation),
    ...readBounds(item, remarks),
    identifier: readAttribute('Identifier'),
    logic: readAttribute('BranchingLogic'),
    matrix: readAttribute('MatrixGroupName'),
    ranking: readAttribute('MatrixRanking'),
    annotation: readAttribute('FieldAnnotation'),
  }
}

/** What ODM itself says of a field whose validation REDCap did not write. */
function findValidation({ attributes }: Element): string {
  switch (attributes.DataType) {
    case 'integer':
      return 'integer'
    case 'float':
    case 'double':
      return 'number'
    case 'date':
    case 'partialDate':
      return 'date_ymd'
    case 'time':
    case 'partialTime':
      return 'time'
    case 'datetime':
    case 'partialDatetime':
      return 'datetime'
    default:
      return ''
  }
}

/** The label with its tags, where REDCap wrote it beside the plain one. */
function readLabel(item: Element): string {
  const question = listChildren(item, 'Question')[0]
  const [formatted] = question ? listChildren(question, 'redcap:FormattedTranslatedText') : []
  const [plain] = question ? listChildren(question, 'TranslatedText') : []
  return (formatted ?? plain)?.text ?? ''
}

/** REDCap warns at a bound and goes on; Concord keeps to it, as with the bounds of a dictionary. */
function readBounds(item: Element, remarks: Remarks): { minimum?: string; maximum?: string } {
  const bounds: { minimum?: string; maximum?: string } = {}
  listChildren(item, 'RangeCheck').forEach((check, index) => {
    const [value, ...more] = listChildren(check, 'CheckValue')
    const { Comparator: comparator } = check.attributes
    if (!value || more.length > 0 || (comparator !== 'GE' && comparator !== 'LE'))
      remarks.warn(`${formatPlace(item)}, RangeCheck ${index + 1}`, 'the check is ignored')
    else if (comparator === 'GE') bounds.minimum = value.text
    else bounds.maximum = value.text
  })
  return bounds
}

/** Choices stand in a code list; those of a checkbox in an attribute of the lists of its boxes. */
function readChoices(item: Element, context: OdmContext): Row['choices'] {
  const type = findFieldType(item)
  if (!['radio', 'dropdown', 'checkbox'].includes(type)) return undefined
  const [reference] = listChildren(item, 'CodeListRef')
  const list = reference && context.find('CodeList', reference.attributes.CodeListOID, formatPlace(item))
  if (!list) return []
  const boxes = list.attributes['redcap:CheckboxChoices']
  if (boxes !== undefined)
    return boxes.split('|').map((choice) => {
      const comma = choice.indexOf(',')
      return { code: choice.slice(0, Math.max(comma, 0)), label: choice.slice(comma + 1) }
    })
  return listChildren(list, 'CodeListItem').map((entry) => ({
    code: entry.attributes.CodedValue ?? '',
    label:
      listChildren(entry, 'Decode').flatMap((decode) => listChildren(decode, 'TranslatedText'))[0]?.text ??
      '',
  }))
}

/** The record's id, which REDCap keeps in the first form, and the status that it adds to every form. */
function isBookkeeping(item: Element, form: Element, version: Element): boolean {
  return findFieldName(item) === version.attributes['redcap:RecordIdField'] || isStatus(item, form)
}

function isStatus(item: Element, { attributes }: Element): boolean {
  const { 'redcap:FormName': formName } = attributes
  return formName !== undefined && findFieldName(item) === `${formName}_complete`
}
