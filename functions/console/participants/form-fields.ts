import type { StudyDefinition } from '../../../surveys/study/definition.ts'
import { platformProblems } from '../../../web/api/problems/platform-problems.ts'
import { ProblemError } from '../../platform/core/problem-error.ts'
import type { FormFields } from '../../platform/http/form.ts'

/** A clinic as forms name it. */
export function findSite(study: StudyDefinition, id: string) {
  const { name = id, timeZone = 'UTC' } = study.sites.find((site) => site.id === id) ?? {}
  return { id, name, timeZone }
}

/** What was typed, without the spaces around it. Of text that no text may hold the API says at which field. */
export function readTypedFields(fields: FormFields): Record<string, string> {
  return Object.fromEntries(Object.entries(fields).map(([name, value]) => [name, value.trim()]))
}

/** What is thrown where the API answered a form with what no form can put right. */
export function buildStatusError(status: number): Error {
  return status === 503
    ? new ProblemError(platformProblems.busy)
    : new Error(`the form was answered with ${status}`)
}

/** With a point or a comma, as either language writes it; `undefined` for what is no number. */
export function parseDecimal(typed = ''): number | undefined {
  return /^\d{1,5}([.,]\d{1,3})?$/.test(typed) ? Number(typed.replace(',', '.')) : undefined
}
