import type { DefinitionFault } from '../../../surveys/values/fault.ts'

/** A panelist’s own words in the open round; whose they are stands elsewhere. */
export type Proposal = { readonly id: string; readonly question: string; readonly text: string }

/** What became of one proposal, so that the report can say so for each. */
export type ProposalTrace =
  | { readonly proposal: string; readonly outcome: 'new-item'; readonly item: string }
  | { readonly proposal: string; readonly outcome: 'merged'; readonly item: string }
  | { readonly proposal: string; readonly outcome: 'not-taken'; readonly reason: string }

/**
 * What is missing before a list of proposals is merged: each has to have exactly one outcome, an item that is there, or a reason.
 *
 * @param items ids of the question’s items after the merge
 */
export function checkProposalTrace(
  proposals: readonly Proposal[],
  trace: readonly ProposalTrace[],
  items: ReadonlySet<string>,
): readonly DefinitionFault[] {
  const counts = Map.groupBy(trace, ({ proposal }) => proposal)
  const known = new Set(proposals.map(({ id }) => id))
  return [
    ...proposals.flatMap(({ id }, at) => {
      const count = counts.get(id)?.length ?? 0
      if (count === 1) return []
      const detail = count === 0 ? 'has no outcome' : 'has more than one outcome'
      return [{ pointer: `/proposals/${at}`, detail }]
    }),
    ...trace.flatMap((one, at) => {
      const pointer = `/trace/${at}`
      if (!known.has(one.proposal)) return [{ pointer, detail: `no proposal ${one.proposal}` }]
      if (one.outcome === 'not-taken')
        return one.reason.trim() === '' ? [{ pointer: `${pointer}/reason`, detail: 'must be filled in' }] : []
      return items.has(one.item) ? [] : [{ pointer: `${pointer}/item`, detail: `no item ${one.item}` }]
    }),
  ]
}
