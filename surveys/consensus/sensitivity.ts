import { decideItem, type GroupVotes, type ItemDecision } from './decide-item.ts'
import type { DecisionRule } from './decision-rule.ts'
import { listPublishedMethods, type PublishedMethod } from './published-methods.ts'
import type { RatingScale } from './scale.ts'

/** An item under its locked rule and under every published one: the same ratings, groups and denominators. */
export type SensitivityStrip = {
  readonly locked: ItemDecision
  readonly published: readonly {
    readonly method: PublishedMethod
    readonly decision: ItemDecision
    /** Whether the verdict is another than under the locked rule. */
    readonly differs: boolean
  }[]
}

/** @param minimumVoters by group, as the protocol says */
export function buildSensitivityStrip(
  rule: DecisionRule,
  scale: RatingScale,
  votes: readonly GroupVotes[],
  minimumVoters: ReadonlyMap<string, number>,
): SensitivityStrip {
  const locked = decideItem(rule, votes, minimumVoters)
  const published = listPublishedMethods(scale).map(({ id, method }) => {
    const decision = decideItem({ ...rule, method }, votes, minimumVoters)
    return { method: id, decision, differs: decision.verdict !== locked.verdict }
  })
  return { locked, published }
}
