import type { Localised } from '../../../../surveys/instrument/vocabulary.ts'
import { localeSchema } from '../../../../surveys/instrument/vocabulary-schema.ts'
import { type ImportedForm, type ImportedItem, type Reading, Remarks } from '../form/form.ts'
import { isScore, SCORE_LEFT_OUT } from '../form/score-item.ts'
import { findLoinc, readOdmAnswer } from './answers.ts'
import { buildContext, formatPlace, type OdmContext, readWords, sortReferences } from './metadata.ts'
import { isRedcapProject, readRedcapProject } from './redcap-rows.ts'
import { type Element, listChildren, readXml } from './xml.ts'

/**
 * Reads the forms of a CDISC ODM 1.3 file: UTF-8, at most 5 MB, without a document type. A form is put together from its
 * groups, items and code lists by OID; a text without a language is taken to be in `locale`. What is calculated is left
 * out with a warning, as are answers of people, which stand in such files too. A REDCap project’s file is read as its data
 * dictionary would be.
 *
 * A place is a definition and its OID, such as `ItemDef I.PAIN`. Pure; never throws. Source: CDISC ODM 1.3.2.
 */
export function readOdm(
  bytes: Uint8Array,
  { locale = 'en' }: { readonly locale?: string | undefined } = {},
): Reading {
  const remarks = new Remarks()
  if (!localeSchema.safeParse(locale).success)
    remarks.fault('', 'the language is not a BCP 47 tag such as en or es-MX')
  const root = readXml(bytes, remarks)
  if (!root) return remarks.conclude([])
  if (root.name !== 'ODM') remarks.fault('', 'the root element is not ODM')
  else if (!/^1\.[23]/.test(root.attributes.ODMVersion ?? '1.3'))
    remarks.fault('', 'only ODM version 1.3 is supported')
  if (remarks.faults.length > 0) return remarks.conclude([])
  if (listChildren(root, 'ClinicalData').length > 0) remarks.warn('ClinicalData', 'clinical data is ignored')
  return remarks.conclude(listChildren(root, 'Study').flatMap((study) => readForms(study, locale, remarks)))
}

function readForms(study: Element, locale: string, remarks: Remarks): readonly ImportedForm[] {
  const [version, ...more] = listChildren(study, 'MetaDataVersion')
  if (!version) return []
  if (more.length > 0) remarks.fault(formatPlace(study), 'it has several metadata versions. Keep only one')
  if (listChildren(version, 'Include').length > 0)
    remarks.fault(formatPlace(version), 'it includes definitions from another file')
  const context = buildContext(study, version, locale, remarks)
  if (isRedcapProject(version)) return readRedcapProject(context)
  if (version.children.some(isMandatory)) remarks.warn(formatPlace(version), 'required answers are ignored')
  const forms = listChildren(version, 'FormDef').map((form) => {
    remarks.enterForm(form.attributes.OID ?? '')
    return readForm(form, context)
  })
  remarks.enterForm()
  return forms
}

function isMandatory({ children }: Element): boolean {
  return children.some(({ name, attributes }) => name === 'ItemRef' && attributes.Mandatory === 'Yes')
}

/** A form while it is read. */
type Draft = { readonly items: ImportedItem[]; readonly known: Set<string> }

function readForm(form: Element, context: OdmContext): ImportedForm {
  const { remarks, locale } = context
  const place = formatPlace(form)
  const draft: Draft = { items: [], known: new Set() }
  for (const reference of sortReferences(listChildren(form, 'ItemGroupRef'), place, remarks)) {
    refuseCondition(reference, `${place}, ItemGroupRef`, remarks)
    const group = context.find('ItemGroupDef', reference.attributes.ItemGroupOID, place)
    if (group) readGroup(group, draft, context)
  }
  const { OID: oid = '', Name: name } = form.attributes
  return {
    name: oid,
    title: readWords(form, 'Description', place, context) ?? { [locale]: name?.trim() || oid || 'Form' },
    source: `CDISC ODM form ${oid}`.trim(),
    copyright: null,
    loinc: findLoinc(form),
    items: draft.items,
  }
}

function readGroup(group: Element, { items, known }: Draft, context: OdmContext): void {
  const { remarks } = context
  const place = formatPlace(group)
  if (group.attributes.Repeating === 'Yes') remarks.fault(place, 'repeating groups are not supported')
  const stem = readWords(group, 'Description', place, context)
  if (stem) remarks.warn(place, 'its description is shown above its questions')
  for (const reference of sortReferences(listChildren(group, 'ItemRef'), place, remarks)) {
    const item = context.find('ItemDef', reference.attributes.ItemOID, place)
    if (!item) continue
    const { OID: oid = '' } = item.attributes
    if (known.has(oid)) remarks.fault(formatPlace(item), 'it is in the form twice')
    known.add(oid)
    const read = readItem(item, reference, stem, context)
    if (read) items.push(read)
  }
}

function readItem(
  item: Element,
  reference: Element,
  stem: Localised | null,
  context: OdmContext,
): ImportedItem | undefined {
  const { remarks } = context
  const place = formatPlace(item)
  if (reference.attributes.MethodOID !== undefined) {
    remarks.warn(place, 'it is a calculated field and is ignored')
    return undefined
  }
  const text = readWords(item, 'Question', place, context)
  if (isNumber(item) && isScore(text)) {
    remarks.warn(place, SCORE_LEFT_OUT)
    return undefined
  }
  const faultsBefore = remarks.faults.length
  refuseCondition(reference, place, remarks)
  if (!text) remarks.fault(place, 'the question has no text')
  const answer = readOdmAnswer(item, text, context)
  if (!text || !answer || remarks.faults.length > faultsBefore) return undefined
  const name = item.attributes.OID ?? ''
  return { place, name, loinc: findLoinc(item), stem, text, answer, shownWhen: null }
}

function isNumber(item: Element): boolean {
  const { DataType: type = '' } = item.attributes
  return (
    ['integer', 'float', 'double', 'decimal'].includes(type) && listChildren(item, 'CodeListRef').length === 0
  )
}

/** ODM leaves it to each sender in which language a condition is written. */
function refuseCondition({ attributes }: Element, place: string, remarks: Remarks): void {
  if (attributes.CollectionExceptionConditionOID !== undefined)
    remarks.fault(place, 'it has a condition. ODM conditions cannot be imported')
}
