import type { Context } from 'hono'
import { findTextFault } from '../../../surveys/values/text-faults.ts'
import { platformProblems } from '../../../web/api/problems/platform-problems.ts'
import { ProblemError } from '../core/problem-error.ts'
import { buildTextRefusal } from './contract.ts'

export type FormFields = Readonly<Record<string, string>>

/** Whether the request says that its body is a form, in either of the two ways in which a browser sends one. */
export function hasForm(c: Context): boolean {
  const type = c.req.header('content-type')?.split(';')[0]?.trim().toLowerCase()
  return type === 'application/x-www-form-urlencoded' || type === 'multipart/form-data'
}

/**
 * The fields of a form, by name. A file is no field.
 *
 * @throws ProblemError 415 where the body is no form, 400 where it cannot be read as the form that it says to be, 422 where
 * a field holds what no text may hold
 */
export async function readForm(c: Context): Promise<FormFields> {
  const fields = await readFormFields(c)
  const faulty = Object.entries(fields).flatMap(([name, value]) => {
    const fault = findTextFault(name) ?? findTextFault(value)
    // A name may be as private as a value: only one that a form of ours can have is named.
    return fault === undefined ? [] : [{ pointer: /^[\w-]{1,40}$/.test(name) ? `/${name}` : '', fault }]
  })
  if (faulty.length > 0) throw buildTextRefusal(faulty)
  return fields
}

/** The same, where whoever reads a field refuses its text in their own words. @throws ProblemError 415, 400 */
export async function readFormFields(c: Context): Promise<FormFields> {
  const lists = Object.entries(await readFormLists(c))
  return Object.fromEntries(lists.flatMap(([name, values]) => values.slice(-1).map((last) => [name, last])))
}

/** What was sent under each name, in the order in which it stands in the form. @throws ProblemError 415, 400 */
export async function readFormLists(c: Context): Promise<Readonly<Record<string, readonly string[]>>> {
  if (!hasForm(c)) throw new ProblemError(platformProblems.unsupportedMediaType)
  const lists = Object.entries(await parseForm(c)).map(([name, sent]): [string, string[]] => [
    name,
    [sent].flat().filter((value) => typeof value === 'string'),
  ])
  return Object.fromEntries(lists.filter(([, values]) => values.length > 0))
}

async function parseForm(c: Context): Promise<Readonly<Record<string, unknown>>> {
  try {
    return await c.req.parseBody({ all: true })
  } catch (error) {
    // Such as 413, when the body turns out longer than it may be.
    if (error instanceof ProblemError) throw error
    throw new ProblemError(platformProblems.malformedForm)
  }
}
