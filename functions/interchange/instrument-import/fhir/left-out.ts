import type { Remarks } from '../form/form.ts'
import { isScore, SCORE_LEFT_OUT } from '../form/score-item.ts'
import { has } from './extensions.ts'
import { readItemText } from './item-text.ts'
import type { FhirItem } from './types.ts'

/* What of an item cannot be kept: each is a fault, a warning, or a reason why it is not asked. */

/** Expressions that decide what is asked or answered, and in a language that is not read here. */
const DECIDING_EXPRESSIONS = {
  'sdc-questionnaire-enableWhenExpression':
    'it is asked on a condition (enableWhenExpression) that cannot be read',
  'sdc-questionnaire-answerExpression': 'its answers come from an expression that cannot be read',
  'sdc-questionnaire-answerOptionsToggleExpression':
    'which of its answers are offered depends on an expression that cannot be read',
} as const

export function hasUnreadableCondition(item: FhirItem): boolean {
  return has(item, 'sdc-questionnaire-enableWhenExpression')
}

export function refuseExpressions(item: FhirItem, place: string, remarks: Remarks): void {
  for (const [name, detail] of Object.entries(DECIDING_EXPRESSIONS))
    if (has(item, name)) remarks.fault(`${place}/extension`, detail)
  for (const name of ['questionnaire-constraint', 'targetConstraint', 'sdc-questionnaire-sliderStepValue'])
    if (has(item, name)) remarks.warn(`${place}/extension`, `${name} is ignored`)
  if (item.initial !== undefined || item.answerOption?.some(({ initialSelected }) => initialSelected))
    remarks.warn(place, 'its initial answer is ignored: nothing is chosen before the participant chooses')
  if (item.answerConstraint !== undefined && item.answerConstraint !== 'optionsOnly')
    remarks.fault(`${place}/answerConstraint`, 'answers beside the options are not supported')
}

/** Why an item is not asked; `undefined` for one that is. */
export function findExclusionReason(item: FhirItem, locale: string): string | undefined {
  if (has(item, 'questionnaire-hidden')) return 'hidden in the file: left out'
  if (has(item, 'sdc-questionnaire-calculatedExpression')) return 'calculated, not asked: left out'
  if (item.readOnly) return 'read-only in the file: left out'
  const isNumber = ['integer', 'decimal', 'quantity'].includes(item.type)
  if (isNumber && isScore(readItemText(item, locale), ...(item.code ?? []).map(({ display }) => display)))
    return SCORE_LEFT_OUT
  return undefined
}

export function warnAboutMedia(item: FhirItem, place: string, remarks: Remarks): void {
  if (has(item, 'sdc-questionnaire-itemMedia') || has(item, 'itemMedia'))
    remarks.warn(place, 'images and sound are ignored')
  if (item.answerOption?.some((option) => has(option, 'sdc-questionnaire-itemAnswerMedia')))
    remarks.warn(`${place}/answerOption`, 'images and sound are ignored')
}
