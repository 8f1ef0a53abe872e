import type { Condition } from '../../../../surveys/instrument/condition.ts'
import type { Localised } from '../../../../surveys/instrument/vocabulary.ts'
import { localeSchema } from '../../../../surveys/instrument/vocabulary-schema.ts'
import { type ImportedForm, type ImportedItem, type Reading, Remarks } from '../form/form.ts'
import { type LogicField, parseBranchingLogic } from '../redcap/branching-logic.ts'
import { findLoinc, readOdmAnswer } from './answers.ts'
import { buildContext, formatPlace, type OdmContext, readWords, sortReferences } from './metadata.ts'
import { findFieldTypeFault, isBookkeeping, readRedcapField } from './redcap-extension.ts'
import { type Element, listChildren, readXml } from './xml.ts'

/**
 * Reads the forms of a CDISC ODM 1.3 file: UTF-8, at most 5 MB, without a document type. A form is put together from its
 * groups, items and code lists by OID; a text without a language is taken to be in `locale`. What is calculated is left
 * out with a warning, as are answers of people, which stand in such files too.
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
  if (version.children.some(isMandatory)) remarks.warn(formatPlace(version), 'required answers are ignored')
  return listChildren(version, 'FormDef').map((form) => readForm(form, context))
}

function isMandatory({ children }: Element): boolean {
  return children.some(({ name, attributes }) => name === 'ItemRef' && attributes.Mandatory === 'Yes')
}

const REFUSED_FIELD: LogicField = { kind: 'refused', reason: 'it turns on a question that is left out' }
const FAULTY_FIELD: LogicField = { kind: 'faulty' }

/** A form while it is read: the items so far, and what conditions may say of them. */
type Draft = { readonly items: ImportedItem[]; readonly known: Map<string, LogicField> }

function readForm(form: Element, context: OdmContext): ImportedForm {
  const { remarks, locale } = context
  const place = formatPlace(form)
  const draft: Draft = { items: [], known: new Map() }
  for (const reference of sortReferences(listChildren(form, 'ItemGroupRef'), place, remarks)) {
    refuseCondition(reference, `${place}, ItemGroupRef`, remarks)
    const group = context.find('ItemGroupDef', reference.attributes.ItemGroupOID, place)
    if (group) readGroup(group, form, draft, context)
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

function readGroup(group: Element, form: Element, draft: Draft, context: OdmContext): void {
  const { remarks } = context
  const place = formatPlace(group)
  if (group.attributes.Repeating === 'Yes') remarks.fault(place, 'repeating groups are not supported')
  const stem = readWords(group, 'Description', place, context)
  if (stem) remarks.warn(place, 'its description is shown above its questions')
  for (const reference of sortReferences(listChildren(group, 'ItemRef'), place, remarks)) {
    const item = context.find('ItemDef', reference.attributes.ItemOID, place)
    if (!item) continue
    const { OID: oid = '' } = item.attributes
    if (draft.known.has(oid)) remarks.fault(formatPlace(item), 'it is in the form twice')
    if (isBookkeeping(item, form, context.version)) {
      remarks.warn(formatPlace(item), 'it is a REDCap field, not a question, and is ignored')
      draft.known.set(oid, REFUSED_FIELD)
    } else draft.known.set(oid, readItem(item, reference, stem, draft, context))
  }
}

function readItem(
  item: Element,
  reference: Element,
  stem: Localised | null,
  draft: Draft,
  context: OdmContext,
): LogicField {
  const { remarks } = context
  const place = formatPlace(item)
  const { fieldType, sectionHeader, isIdentifier } = readRedcapField(item)
  if (reference.attributes.MethodOID !== undefined || fieldType === 'calc') {
    remarks.warn(place, 'it is a calculated field and is ignored')
    return REFUSED_FIELD
  }
  if (fieldType === 'descriptive') {
    remarks.warn(place, 'it has no question and is ignored')
    return REFUSED_FIELD
  }
  const faultsBefore = remarks.faults.length
  refuseCondition(reference, place, remarks)
  const unaskable = findFieldTypeFault(fieldType)
  if (unaskable) remarks.fault(place, unaskable)
  if (isIdentifier) remarks.fault(place, 'it identifies a person and cannot be imported')
  const text = readWords(item, 'Question', place, context)
  if (!text) remarks.fault(place, 'the question has no text')
  const answer = readOdmAnswer(item, text, context)
  const shownWhen = readBranching(item, draft, remarks)
  if (!text || !answer || remarks.faults.length > faultsBefore) return FAULTY_FIELD
  const name = item.attributes.OID ?? ''
  const above = sectionHeader === '' ? stem : { [context.locale]: sectionHeader }
  draft.items.push({ place, name, loinc: findLoinc(item), stem: above, text, answer, shownWhen })
  return { kind: 'asked', answer }
}

/** ODM leaves it to each sender in which language a condition is written. */
function refuseCondition({ attributes }: Element, place: string, remarks: Remarks): void {
  if (attributes.CollectionExceptionConditionOID !== undefined)
    remarks.fault(place, 'it has a condition. ODM conditions cannot be imported')
}

/** REDCap writes its own branching logic into the ODM files that it makes. */
function readBranching(item: Element, { known }: Draft, remarks: Remarks): Condition | null {
  const { branchingLogic: written } = readRedcapField(item)
  if (written === '') return null
  const logic = parseBranchingLogic(
    written,
    (name): LogicField =>
      known.get(name) ?? { kind: 'refused', reason: 'it depends on a question that does not come before it' },
  )
  if (logic.kind === 'condition') return logic.condition
  for (const detail of logic.faults) remarks.fault(formatPlace(item), detail)
  return null
}
