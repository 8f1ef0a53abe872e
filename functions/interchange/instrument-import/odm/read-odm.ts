import type { Condition } from '../../../../surveys/instrument/condition.ts'
import { type Localised, localeSchema } from '../../../../surveys/instrument/vocabulary.ts'
import { type ImportedForm, type ImportedItem, type Reading, Remarks } from '../form/form.ts'
import { conditionFrom, type Field } from '../redcap/branching-logic.ts'
import { answerFrom, loincOf } from './answers.ts'
import { type Context, contextOf, inOrder, placeOf, wordsIn } from './metadata.ts'
import { faultOfFieldType, isBookkeeping, redcapField } from './redcap-extension.ts'
import { childrenOf, type Element, readXml } from './xml.ts'

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
  if (childrenOf(root, 'ClinicalData').length > 0) remarks.warn('ClinicalData', 'clinical data is ignored')
  return remarks.conclude(childrenOf(root, 'Study').flatMap((study) => formsOf(study, locale, remarks)))
}

function formsOf(study: Element, locale: string, remarks: Remarks): readonly ImportedForm[] {
  const [version, ...more] = childrenOf(study, 'MetaDataVersion')
  if (!version) return []
  if (more.length > 0) remarks.fault(placeOf(study), 'it has several metadata versions. Keep only one')
  if (childrenOf(version, 'Include').length > 0)
    remarks.fault(placeOf(version), 'it includes definitions from another file')
  const context = contextOf(study, version, locale, remarks)
  if (version.children.some(isMandatory)) remarks.warn(placeOf(version), 'required answers are ignored')
  return childrenOf(version, 'FormDef').map((form) => readForm(form, context))
}

function isMandatory({ children }: Element): boolean {
  return children.some(({ name, attributes }) => name === 'ItemRef' && attributes.Mandatory === 'Yes')
}

const LEFT_OUT: Field = { kind: 'refused', reason: 'it turns on a question that is left out' }
const FAULTY: Field = { kind: 'faulty' }

/** A form while it is read: the items so far, and what conditions may say of them. */
type Draft = { readonly items: ImportedItem[]; readonly known: Map<string, Field> }

function readForm(form: Element, context: Context): ImportedForm {
  const { remarks, locale } = context
  const place = placeOf(form)
  const draft: Draft = { items: [], known: new Map() }
  for (const reference of inOrder(childrenOf(form, 'ItemGroupRef'), place, remarks)) {
    refuseCondition(reference, `${place}, ItemGroupRef`, remarks)
    const group = context.find('ItemGroupDef', reference.attributes.ItemGroupOID, place)
    if (group) readGroup(group, form, draft, context)
  }
  const { OID: oid = '', Name: name } = form.attributes
  return {
    name: oid,
    title: wordsIn(form, 'Description', place, context) ?? { [locale]: name?.trim() || oid || 'Form' },
    source: `CDISC ODM form ${oid}`.trim(),
    copyright: null,
    loinc: loincOf(form),
    items: draft.items,
  }
}

function readGroup(group: Element, form: Element, draft: Draft, context: Context): void {
  const { remarks } = context
  const place = placeOf(group)
  if (group.attributes.Repeating === 'Yes') remarks.fault(place, 'repeating groups are not supported')
  const stem = wordsIn(group, 'Description', place, context)
  if (stem) remarks.warn(place, 'its description is shown above its questions')
  for (const reference of inOrder(childrenOf(group, 'ItemRef'), place, remarks)) {
    const item = context.find('ItemDef', reference.attributes.ItemOID, place)
    if (!item) continue
    const { OID: oid = '' } = item.attributes
    if (draft.known.has(oid)) remarks.fault(placeOf(item), 'it is in the form twice')
    if (isBookkeeping(item, form, context.version)) {
      remarks.warn(placeOf(item), 'it is a REDCap field, not a question, and is ignored')
      draft.known.set(oid, LEFT_OUT)
    } else draft.known.set(oid, readItem(item, reference, stem, draft, context))
  }
}

function readItem(
  item: Element,
  reference: Element,
  stem: Localised | null,
  draft: Draft,
  context: Context,
): Field {
  const { remarks } = context
  const place = placeOf(item)
  const { fieldType, sectionHeader, isIdentifier } = redcapField(item)
  if (reference.attributes.MethodOID !== undefined || fieldType === 'calc') {
    remarks.warn(place, 'it is a calculated field and is ignored')
    return LEFT_OUT
  }
  if (fieldType === 'descriptive') {
    remarks.warn(place, 'it has no question and is ignored')
    return LEFT_OUT
  }
  const faultsBefore = remarks.faults.length
  refuseCondition(reference, place, remarks)
  const unaskable = faultOfFieldType(fieldType)
  if (unaskable) remarks.fault(place, unaskable)
  if (isIdentifier) remarks.fault(place, 'it identifies a person and cannot be imported')
  const text = wordsIn(item, 'Question', place, context)
  if (!text) remarks.fault(place, 'the question has no text')
  const answer = answerFrom(item, text, context)
  const shownWhen = branchingOf(item, draft, remarks)
  if (!text || !answer || remarks.faults.length > faultsBefore) return FAULTY
  const name = item.attributes.OID ?? ''
  const above = sectionHeader === '' ? stem : { [context.locale]: sectionHeader }
  draft.items.push({ place, name, loinc: loincOf(item), stem: above, text, answer, shownWhen })
  return { kind: 'asked', answer }
}

/** ODM leaves it to each sender in which language a condition is written. */
function refuseCondition({ attributes }: Element, place: string, remarks: Remarks): void {
  if (attributes.CollectionExceptionConditionOID !== undefined)
    remarks.fault(place, 'it has a condition. ODM conditions cannot be imported')
}

/** REDCap writes its own branching logic into the ODM files that it makes. */
function branchingOf(item: Element, { known }: Draft, remarks: Remarks): Condition | null {
  const { branchingLogic: written } = redcapField(item)
  if (written === '') return null
  const logic = conditionFrom(
    written,
    (name): Field =>
      known.get(name) ?? { kind: 'refused', reason: 'it depends on a question that does not come before it' },
  )
  if (logic.kind === 'condition') return logic.condition
  for (const detail of logic.faults) remarks.fault(placeOf(item), detail)
  return null
}
