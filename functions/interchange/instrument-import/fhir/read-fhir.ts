import type { Condition } from '../../../../surveys/instrument/condition.ts'
import type { Localised } from '../../../../surveys/instrument/vocabulary.ts'
import { localeSchema } from '../../../../surveys/instrument/vocabulary-schema.ts'
import { findUnstorable } from '../../../../surveys/values/text-faults.ts'
import { listFaultyTexts, parseStrictJson } from '../../../platform/core/json.ts'
import { type ImportedForm, type ImportedItem, type Reading, Remarks } from '../form/form.ts'
import { joinTexts, LeadIn } from '../form/lead-in.ts'
import { readText } from '../form/read-text.ts'
import { findScaleEnd, readAnswer } from './answers.ts'
import { parseConditions } from './conditions.ts'
import type { FhirContext } from './context.ts'
import { buildLocalised, LOINC } from './extensions.ts'
import { readItemText } from './item-text.ts'
import { findExclusionReason, hasUnreadableCondition, refuseExpressions, warnAboutMedia } from './left-out.ts'
import { type FhirItem, type FhirQuestionnaire, questionnaireSchema } from './types.ts'

const MAX_GROUP_DEPTH = 20

/**
 * Reads a FHIR R4 Questionnaire, or a Bundle of them, from JSON. Groups become stems and conditions of the questions in
 * them; what is hidden, read-only or calculated is left out with a warning, as is media. Pure; never throws.
 */
export function readFhir(
  bytes: Uint8Array,
  { locale }: { readonly locale?: string | undefined } = {},
): Reading {
  const remarks = new Remarks()
  const json = parseJson(bytes, remarks)
  if (json === undefined) return remarks.conclude([])
  const forms = listQuestionnaires(json, remarks).map(({ place, questionnaire }) =>
    readQuestionnaire(place, questionnaire, locale, remarks),
  )
  return remarks.conclude(forms)
}

function parseJson(bytes: Uint8Array, remarks: Remarks): unknown {
  const text = readText(bytes, remarks)
  if (text === undefined) return undefined
  try {
    return refuseFaultyTexts(parseStrictJson(text), remarks)
  } catch {
    remarks.fault('', 'the file is not JSON, names a member twice, or is nested too deeply')
    return undefined
  }
}

/** JSON can spell by escapes what no text may hold. */
function refuseFaultyTexts(json: unknown, remarks: Remarks): unknown {
  const faulty = listFaultyTexts(json, findUnstorable)
  for (const { pointer, fault } of faulty)
    remarks.fault(pointer, `the text holds what none may hold: ${fault}`)
  return faulty.length === 0 ? json : undefined
}

type PlacedQuestionnaire = { readonly place: string; readonly questionnaire: FhirQuestionnaire }

function listQuestionnaires(json: unknown, remarks: Remarks): readonly PlacedQuestionnaire[] {
  const kind = readResourceType(json)
  if (kind === 'Bundle') {
    const entries = (json as { entry?: unknown }).entry
    const found = (Array.isArray(entries) ? entries : []).flatMap(
      (entry: unknown, at): readonly PlacedQuestionnaire[] => {
        const resource = (entry as { resource?: unknown } | null)?.resource
        return readResourceType(resource) === 'Questionnaire'
          ? readResource(`/entry/${at}/resource`, resource, remarks)
          : []
      },
    )
    if (found.length === 0 && remarks.faults.length === 0)
      remarks.fault('/entry', 'the bundle has no questionnaire')
    return found
  }
  if (kind === 'Questionnaire') return readResource('', json, remarks)
  remarks.fault('/resourceType', 'a Questionnaire or a Bundle of Questionnaires is required')
  return []
}

function readResourceType(json: unknown): unknown {
  return typeof json === 'object' && json !== null ? (json as { resourceType?: unknown }).resourceType : null
}

function readResource(place: string, json: unknown, remarks: Remarks): readonly PlacedQuestionnaire[] {
  const parsed = questionnaireSchema.safeParse(json)
  if (parsed.success) return [{ place, questionnaire: parsed.data }]
  for (const { path, message } of parsed.error.issues)
    remarks.fault(`${place}/${path.join('/')}`, message.toLowerCase())
  return []
}

function readQuestionnaire(
  place: string,
  file: FhirQuestionnaire,
  given: string | undefined,
  remarks: Remarks,
): ImportedForm {
  const name = file.name ?? file.id ?? file.title ?? 'questionnaire'
  remarks.enterForm(name)
  const locale = localeSchema.safeParse(file.language ?? given ?? 'en')
  if (!locale.success)
    remarks.fault(`${place}/language`, 'the language is not a BCP 47 tag such as en or es-MX')
  const context: FhirContext = {
    file,
    locale: locale.data ?? 'en',
    remarks,
    asked: new Map(),
    seen: new Set(),
  }
  if (file.modifierExtension)
    remarks.fault(`${place}/modifierExtension`, 'it has an unknown modifier extension')
  if (hasRequired(file.item)) remarks.warn(place, 'required answers are ignored')
  const items = readItems(file.item, { place, stem: null, conditions: [], depth: 0 }, context)
  return {
    name,
    title: buildLocalised(file.title ?? file.name ?? 'Questionnaire', file._title, context.locale),
    source: `FHIR Questionnaire ${[file.url, file.version].filter(Boolean).join(' version ')}`.trim(),
    copyright: file.copyright ?? null,
    loinc: file.code?.find(({ system }) => system === LOINC)?.code ?? null,
    items,
  }
}

function hasRequired(items: readonly FhirItem[]): boolean {
  return items.some(({ required, item = [] }) => required || hasRequired(item))
}

type GroupContext = {
  readonly place: string
  readonly stem: Localised | null
  readonly conditions: readonly Condition[]
  readonly depth: number
}

function readItems(
  items: readonly FhirItem[],
  around: GroupContext,
  context: FhirContext,
): readonly ImportedItem[] {
  const { remarks } = context
  const leadIn = new LeadIn()
  const read = items.flatMap((item, at): readonly ImportedItem[] => {
    const place = `${around.place}/item/${at}`
    if (context.seen.has(item.linkId)) remarks.fault(`${place}/linkId`, 'the link ID is not unique')
    context.seen.add(item.linkId)
    if (item.modifierExtension)
      remarks.fault(`${place}/modifierExtension`, 'it has an unknown modifier extension')
    const leftOut = findExclusionReason(item, context.locale)
    if (leftOut) {
      remarks.warn(place, leftOut)
      return []
    }
    warnAboutMedia(item, place, remarks)
    const words = readItemText(item, context.locale)
    if (item.type === 'display') {
      // The words at the ends of a scale are read with the scale.
      if (findScaleEnd(item)) return []
      if (item.enableWhen || hasUnreadableCondition(item))
        remarks.warn(place, 'the condition of this text is ignored')
      if (words) leadIn.begin({ place, words }, remarks)
      return []
    }
    refuseExpressions(item, place, remarks)
    const conditions = [...around.conditions, ...parseConditions(item, place, context)]
    const stem = joinTexts(around.stem, leadIn.read())
    if (item.type === 'group') {
      if (item.repeats) remarks.fault(`${place}/repeats`, 'repeating groups are not supported')
      const inGroup = readChildren(
        item,
        { place, stem: joinTexts(stem, words), conditions, depth: around.depth + 1 },
        context,
      )
      leadIn.countQuestions(inGroup.length)
      return inGroup
    }
    const question = readQuestion(item, place, stem, conditions, context)
    const questions = [
      ...(question ? [question] : []),
      ...readChildren(item, { place, stem, conditions, depth: around.depth + 1 }, context),
    ]
    leadIn.countQuestions(questions.length)
    return questions
  })
  leadIn.end(remarks)
  return read
}

function readChildren(item: FhirItem, around: GroupContext, context: FhirContext): readonly ImportedItem[] {
  if (!item.item) return []
  if (around.depth > MAX_GROUP_DEPTH) {
    context.remarks.fault(around.place, 'groups are nested too deeply')
    return []
  }
  return readItems(item.item, around, context)
}

function readQuestion(
  item: FhirItem,
  place: string,
  stem: Localised | null,
  conditions: readonly Condition[],
  context: FhirContext,
): ImportedItem | undefined {
  const { remarks } = context
  const text = readItemText(item, context.locale)
  if (!text) remarks.fault(`${place}/text`, 'the question has no text')
  if (item.repeats && item.type !== 'choice' && item.type !== 'coding')
    remarks.fault(`${place}/repeats`, 'only a choice can have more than one answer')
  const answer = readAnswer(item, place, context)
  if (!text || !answer) return undefined
  const [only, ...more] = conditions
  const question: ImportedItem = {
    place,
    name: item.linkId,
    loinc: item.code?.find(({ system }) => system === LOINC)?.code ?? null,
    stem,
    text,
    answer,
    shownWhen: only === undefined ? null : more.length === 0 ? only : { all: [...conditions] },
  }
  context.asked.set(item.linkId, question)
  return question
}
