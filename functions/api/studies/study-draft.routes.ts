import {
  createStudyContract,
  discardStudyDraft,
  getStudyDraft,
  listStudyVersions,
  publishStudyDraft,
  saveStudyDraft,
} from '../../../web/api/studies/study-draft.ts'
import { formatIso } from '../../platform/core/clock.ts'
import { createContractRoutes } from '../../platform/http/contract-routes.ts'
import { buildFieldRefusal } from '../../platform/http/request.ts'
import { findInForce } from '../../records/library/stored-library.ts'
import type { LaterSite } from '../../rules/library/study-head.ts'
import { requireDrafter } from '../../workflows/access/require-drafter.ts'
import { buildNotFound, requirePerson, type StaffEnv } from '../../workflows/access/staff-access.ts'
import { type CreateStudyDeps, createStudy } from '../../workflows/library/create-study.ts'
import {
  discardDraft,
  publishDraft,
  type ReviewedDraft,
  reviewDraft,
  saveDraft,
} from '../../workflows/library/study-drafts.ts'

export type StudyDraftRouteDeps = CreateStudyDeps

/** The next version of a study, for its leads; which versions there are, for its members. */
export function createStudyDraftRoutes(deps: StudyDraftRouteDeps) {
  return createContractRoutes<StaffEnv>()
    .answer(createStudyContract, async (c) => {
      requirePerson(c.var.person)
      const { id, title, copyOf, template, organisation } = c.req.valid('json')
      const from = copyOf === undefined ? template && { template } : { copyOf }
      if (from === undefined || (copyOf !== undefined && template !== undefined))
        throw buildFieldRefusal('/copyOf', 'one-needed', 'name either copyOf or template')
      return c.json(
        formatReview(await createStudy(deps, c.var.person, { id, title, organisation, ...from })),
        201,
      )
    })
    .answer(listStudyVersions, async (c) => {
      const { study } = c.req.valid('param')
      const member = await deps.memberships.find(c.var.person.sub, study)
      const head = member && (await deps.heads.find(study))
      if (!member) throw buildNotFound()
      const inForce = head && findInForce(head, formatIso(deps.clock.now()))
      const versions = (head?.versions ?? []).map(({ later, ...one }) => ({
        ...one,
        ...(later && { later: later.map(({ by: _, ...held }) => held) }),
      }))
      return c.json({ ...(inForce && { inForce: inForce.version }), versions }, 200)
    })
    .answer(getStudyDraft, async (c) => {
      const { study } = c.req.valid('param')
      await requireDrafter(deps, c.var.person, study)
      const review = await reviewDraft(deps, study)
      if (!review) throw buildNotFound()
      return c.json(formatReview(review), 200)
    })
    .answer(saveStudyDraft, async (c) => {
      const { study } = c.req.valid('param')
      requirePerson(c.var.person)
      const { sub: by } = await requireDrafter(deps, c.var.person, study)
      const { revision, definition } = c.req.valid('json')
      return c.json(formatReview(await saveDraft(deps, { study, by, revision }, definition)), 200)
    })
    .answer(discardStudyDraft, async (c) => {
      const { study } = c.req.valid('param')
      requirePerson(c.var.person)
      const { sub: by } = await requireDrafter(deps, c.var.person, study)
      const { revision } = c.req.valid('json')
      await discardDraft(deps, { study, by, revision })
      return c.json({ revision: revision + 1 }, 200)
    })
    .answer(publishStudyDraft, async (c) => {
      const { study } = c.req.valid('param')
      requirePerson(c.var.person)
      const member = await requireDrafter(deps, c.var.person, study)
      const by = member.sub
      const { revision, from, later = [] } = c.req.valid('json')
      const instant = from === undefined ? undefined : new Date(from).toISOString()
      const { version, hash } = await publishDraft(
        deps,
        { study, by, revision },
        { from: instant, later: later.map(formatLater), own: member.sites },
      )
      return c.json({ version, hash, ...(instant !== undefined && { from: instant }) }, 201)
    })
}

function formatLater({ site, from }: LaterSite): LaterSite {
  return { site, ...(from !== undefined && { from: new Date(from).toISOString() }) }
}

function formatReview({ revision, draft, problems, changes }: ReviewedDraft) {
  const { source, basedOn, changedAt, changedBy } = draft
  return {
    ...{ revision, changedAt, changedBy, definition: source, problems: [...problems] },
    ...(basedOn !== undefined && { basedOn }),
    ...(changes && { changes: [...changes] }),
  }
}
