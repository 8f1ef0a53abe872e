import type { Condition } from '../../../../surveys/instrument/condition.ts'
import { countDays } from '../../../../surveys/instrument/written-answer.ts'
import type { ImportedItem } from '../form/form.ts'
import type { FhirContext } from './context.ts'
import type { FhirEnableWhen, FhirItem } from './types.ts'

/**
 * `enableWhen` as conditions over link ids, all of which must hold. As in FHIR R4, a comparison with a question that has
 * no answer is false; `!=` too.
 */
export function parseConditions(item: FhirItem, place: string, context: FhirContext): readonly Condition[] {
  const rules = item.enableWhen ?? []
  if (rules.length > 1 && !item.enableBehavior)
    context.remarks.fault(`${place}/enableBehavior`, 'all or any is required with more than one condition')
  const conditions = rules.flatMap((rule, at) => {
    const condition = parseCondition(rule, `${place}/enableWhen/${at}`, context)
    return condition ? [condition] : []
  })
  if (conditions.length < 2 || item.enableBehavior !== 'any') return conditions
  return [{ any: mergeEqualities(conditions) }]
}

/** FHIR names one answer a rule; of alternatives that follow each other, those of one question are one list. */
function mergeEqualities(conditions: readonly Condition[]): Condition[] {
  const merged: Condition[] = []
  for (const condition of conditions) {
    const last = merged.at(-1)
    if (last && 'is' in last && 'is' in condition && last.item === condition.item)
      merged[merged.length - 1] = { item: last.item, is: [...last.is, ...condition.is] }
    else merged.push(condition)
  }
  return merged
}

function parseCondition(rule: FhirEnableWhen, place: string, context: FhirContext): Condition | undefined {
  const addFault = (detail: string): undefined => {
    context.remarks.fault(place, detail)
    return undefined
  }
  if (rule.modifierExtension) return addFault('it has an unknown modifier extension')
  const asked = context.asked.get(rule.question)
  if (!asked) return addFault('it depends on a question that does not come before this one')
  const item = rule.question
  if (rule.operator === 'exists')
    return rule.answerBoolean === undefined
      ? addFault('exists requires a boolean')
      : { item, answered: rule.answerBoolean }
  if (rule.operator === '=' || rule.operator === '!=') {
    const code = findAnswerCode(rule, asked)
    if (code === undefined) return addFault('it refers to an answer that the question does not have')
    const is: Condition = { item, is: [code] }
    return rule.operator === '=' ? is : { all: [{ item, answered: true }, { not: is }] }
  }
  const bound = parseBound(rule)
  if (bound === undefined || !isOrdered(asked)) return addFault('the two values cannot be compared')
  switch (rule.operator) {
    case '>=':
      return { item, atLeast: bound }
    case '<=':
      return { item, atMost: bound }
    case '>':
      return { not: { item, atMost: bound } }
    case '<':
      return { not: { item, atLeast: bound } }
  }
}

/** The code of the answer that a rule names, if the question can have it. */
function findAnswerCode(rule: FhirEnableWhen, { answer }: ImportedItem): string | undefined {
  const { answerCoding, answerString, answerBoolean, answerInteger, answerDecimal } = rule
  const named =
    answerCoding?.code ??
    answerString ??
    (answerBoolean ?? answerInteger ?? answerDecimal)?.toString() ??
    rule.answerTime?.slice(0, 5) ??
    rule.answerDate
  if (named === undefined) return undefined
  switch (answer.type) {
    case 'choice':
    case 'several':
      return answer.options.some(({ code }) => code === named) ? named : undefined
    case 'numeric-scale':
    case 'number':
      return Number(named) >= answer.minimum && Number(named) <= answer.maximum ? named : undefined
    case 'time':
    case 'date':
    case 'text':
      return named
  }
}

/** An instant of the day counts in minutes, a day in days after 1900-01-01, as answers do. */
function parseBound({
  answerInteger,
  answerDecimal,
  answerQuantity,
  answerTime,
  answerDate,
}: FhirEnableWhen): number | undefined {
  if (answerTime !== undefined) {
    const [, hours, minutes] = /^(\d\d):(\d\d)/.exec(answerTime) ?? []
    return hours === undefined ? undefined : Number(hours) * 60 + Number(minutes)
  }
  if (answerDate !== undefined) return countDays(answerDate)
  return answerInteger ?? answerDecimal ?? answerQuantity?.value
}

function isOrdered({ answer }: ImportedItem): boolean {
  return answer.type !== 'text' && answer.type !== 'several'
}
