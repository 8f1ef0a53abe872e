import { buildStudyMeasures } from '../../../surveys/study/measures.ts'
import {
  getResponderDefinition,
  listResponderDefinitions as listContract,
  publishResponderDefinitionContract,
  retireResponderDefinitionContract,
  useResponderDefinitionContract,
} from '../../../web/api/responder-definitions/responder-definition.ts'
import { describeInEachLanguage } from '../../../web/responder/describe-responder-rule.ts'
import { createContractRoutes } from '../../platform/http/contract-routes.ts'
import type { Person } from '../../platform/http/tokens.ts'
import type { MembershipStore } from '../../records/membership/membership.store.ts'
import {
  type AuthoriseDeps,
  buildNotFound,
  requirePerson,
  type StaffEnv,
} from '../../workflows/access/staff-access.ts'
import {
  type ListDefinitionsDeps,
  listResponderDefinitions,
} from '../../workflows/library/list-responder-definitions.ts'
import {
  type OpenStudyDeps,
  requireOfficeLead,
  requireOfficeMember,
} from '../../workflows/library/open-draft-study.ts'
import {
  type PublishDefinitionDeps,
  publishResponderDefinition,
} from '../../workflows/library/publish-responder-definition.ts'
import { retireResponderDefinition } from '../../workflows/library/retire-responder-definition.ts'
import type { DraftDeps } from '../../workflows/library/study-drafts.ts'
import { useDefinition } from '../../workflows/library/use-definition.ts'

export type ResponderDefinitionRouteDeps = AuthoriseDeps &
  PublishDefinitionDeps &
  DraftDeps &
  ListDefinitionsDeps & { readonly memberships: MembershipStore }

/** Published responder definitions, for the members of a study; publishing, retiring and using them, for its leads. */
export function createResponderDefinitionRoutes(deps: ResponderDefinitionRouteDeps) {
  return createContractRoutes<StaffEnv>()
    .answer(listContract, async (c) => {
      const membership = await requireOfficeMember(deps, c.var.person, c.req.valid('param').study)
      const measures = buildStudyMeasures(membership.study, membership.library)
      const definitions = (await listResponderDefinitions(deps, membership)).map(
        ({ entry, definition, isOwn, faults, usedBy }) => ({
          ...{ id: entry.id, version: entry.version, hash: entry.hash },
          ...{ title: definition.title, summary: definition.summary },
          ...{ evidence: definition.evidence, source: definition.source },
          ...{ origin: entry.origin, publishedAt: entry.publishedAt, isOwn },
          ...(entry.retired && { retired: entry.retired }),
          rule: describeInEachLanguage(definition.rule, measures),
          problems: faults.map((fault) => ({ ...fault, code: 'does-not-fit' })),
          usedBy: [...usedBy],
        }),
      )
      return c.json({ definitions }, 200)
    })
    .answer(getResponderDefinition, async (c) => {
      const { study, definition: id, version } = c.req.valid('param')
      await requireOfficeMember(deps, c.var.person, study)
      const entry = (await deps.definitions.listEntries('responder-definition')).find(
        (one) => one.id === id && one.version === version,
      )
      if (!entry) throw buildNotFound()
      const [definition] = await deps.definitions.readSources([entry.hash])
      return c.json({ hash: entry.hash, definition: definition as Record<string, unknown> }, 200)
    })
    .answer(publishResponderDefinitionContract, async (c) => {
      requirePerson(c.var.person)
      const by = await requireLeadOf(deps, c.var.person, c.req.valid('param').study)
      const { isNew, ...published } = await publishResponderDefinition(
        deps,
        by,
        c.req.valid('json').definition,
      )
      return c.json(published, isNew ? 201 : 200)
    })
    .answer(retireResponderDefinitionContract, async (c) => {
      requirePerson(c.var.person)
      const { study, definition: id, version } = c.req.valid('param')
      const by = await requireLeadOf(deps, c.var.person, study)
      const { reason } = c.req.valid('json')
      return c.json(await retireResponderDefinition(deps, by, { id, version, reason }), 200)
    })
    .answer(useResponderDefinitionContract, async (c) => {
      requirePerson(c.var.person)
      const { study, definition, version } = c.req.valid('param')
      const { sub: by } = await requireLeadOf(deps, c.var.person, study)
      const { revision, ...use } = c.req.valid('json')
      const ref = `${definition}@${version}`
      const review = await useDefinition(deps, { study, by, revision }, { ...use, ref })
      return c.json({ revision: review.revision, problems: [...review.problems] }, 200)
    })
}

async function requireLeadOf(
  deps: OpenStudyDeps,
  person: Person,
  study: string,
): Promise<{ readonly sub: string; readonly study: string }> {
  const { member } = await requireOfficeLead(deps, person, study)
  return { sub: member.sub, study }
}
