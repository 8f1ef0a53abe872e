import { responderDefinitionProblems } from '../../../web/api/problems/responder-definition-problems.ts'
import { ProblemError } from '../../platform/core/problem-error.ts'
import type { CatalogueEntry } from '../../records/library/catalogue.ts'
import { isOfStudy } from './publish-responder-definition.ts'
import { type RetireDeps, retireDefinition } from './retire-definition.ts'

/**
 * Retires a version of a responder definition, for the study that published it.
 *
 * @throws ProblemError 404; 409 `responder-definition-of-others`, `already-retired`
 */
export function retireResponderDefinition(
  deps: RetireDeps,
  by: { readonly sub: string; readonly study: string },
  { id, version, reason }: { readonly id: string; readonly version: string; readonly reason: string },
): Promise<NonNullable<CatalogueEntry['retired']>> {
  const what = { kind: 'responder-definition', id, version } as const
  return retireDefinition(deps, by.sub, what, reason, async (entry) => {
    if (!isOfStudy(entry, by.study)) throw new ProblemError(responderDefinitionProblems.ofOthers)
  })
}
