import {
  type PublishedConsensusProtocol,
  publishedConsensusProtocolSchema,
} from '../../../surveys/consensus/protocol.ts'
import type { ConsensusQuestion } from '../../../surveys/consensus/questions.ts'

type Importance = Extract<ConsensusQuestion, { type: 'importance' }>

/** Items that came of proposals, by question. */
export type AddedItems = readonly {
  readonly question: string
  readonly added: readonly {
    readonly id: string
    readonly domain: string
    readonly title: Readonly<Record<string, string>>
  }[]
}[]

/** A protocol with the items that came of proposals behind its own. The hash stays that of what was locked. */
export function addProposedItems(
  protocol: PublishedConsensusProtocol,
  merges: AddedItems,
): PublishedConsensusProtocol {
  const questions = protocol.questions.map((question) => {
    const added = merges.filter((one) => one.question === question.id).flatMap((one) => one.added)
    if (question.type !== 'importance' || added.length === 0) return question
    return { ...question, items: [...question.items, ...(added as Importance['items'])] }
  })
  return { ...protocol, questions }
}

/** The locked protocol of a panel, as rounds are held by it. @throws when it is none: only what was checked is locked */
export function readLockedProtocol(written: object, merges: AddedItems): PublishedConsensusProtocol {
  return addProposedItems(publishedConsensusProtocolSchema.parse(written), merges)
}
