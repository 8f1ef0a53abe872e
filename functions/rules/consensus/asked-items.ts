import type { PublishedConsensusProtocol } from '../../../surveys/consensus/protocol.ts'
import { type ConsensusQuestion, listItems } from '../../../surveys/consensus/questions.ts'

/** A question of a round with its items, and those that stopped before it. */
export type AskedItems = {
  readonly question: string
  readonly items: readonly string[]
  readonly stopped: readonly string[]
}

/** An item whose result is settled, with the question that asks it. */
export type StoppedItem = { readonly question: string; readonly item: string }

/**
 * What a round asks of everybody: the items of its questions without those that stopped. Profiles and pairs are made for each
 * panelist, so that their lists are empty.
 *
 * @param shortlist ids of candidates, where a question asks them
 */
export function listAskedItems(
  protocol: PublishedConsensusProtocol,
  questions: readonly string[],
  stopped: readonly StoppedItem[],
  shortlist: readonly string[],
): readonly AskedItems[] {
  return questions.flatMap((id) => {
    const question = protocol.questions.find((one) => one.id === id)
    if (question === undefined) return []
    const all = listOwnItems(question, shortlist)
    const out = stopped.filter((one) => one.question === id).map(({ item }) => item)
    return [{ question: id, items: all.filter((item) => !out.includes(item)), stopped: out }]
  })
}

function listOwnItems(question: ConsensusQuestion, shortlist: readonly string[]): readonly string[] {
  return question.type === 'candidates' ? shortlist.slice(0, question.atMost) : listItems(question)
}
