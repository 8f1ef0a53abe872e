import type { ConsensusQuestion } from '../../../surveys/consensus/questions.ts'
import { designProfiles } from '../../analysis/consensus/profiles/profile-design.ts'
import { dealProfiles } from '../../analysis/consensus/profiles/rater-sheets.ts'
import type { ShownProfile } from '../../analysis/consensus/profiles/shown-profile.ts'
import { findNextPair } from '../../analysis/consensus/trade-offs/implied-choices.ts'
import {
  type Choice,
  listQuestionPairs,
  type TradeOffDomain,
  type TradeOffPair,
} from '../../analysis/consensus/trade-offs/pairs.ts'
import type { HeldPanelRound } from '../../records/consensus/panel.ts'
import type { StoredVote } from '../../records/consensus/vote.store.ts'
import type { PanelVisit } from './open-panel-link.ts'

export type ProfileQuestion = Extract<ConsensusQuestion, { type: 'profiles' }>
export type TradeOffQuestion = Extract<ConsensusQuestion, { type: 'trade-offs' }>

/** The second time that a rater sees a profile it is an item of its own, and nothing on the page says so. */
const SECOND_TIME = '.2'

/** What a panelist is shown, one a screen. */
export type PanelScreen = {
  readonly question: ConsensusQuestion
  readonly item: string
  /** Of a question of profiles. */
  readonly profile?: ShownProfile
  /** Of a question of trade-offs. */
  readonly pair?: TradeOffPair
}

/** Everything that an open round asks of this panelist, in order; of trade-offs the pairs that they chose from, and the next one. */
export function listScreens(
  { protocol, voter, panelist }: Pick<PanelVisit, 'protocol' | 'voter' | 'panelist'>,
  round: HeldPanelRound,
  own: readonly StoredVote[],
): readonly PanelScreen[] {
  return round.asked.flatMap((asked): readonly PanelScreen[] => {
    const question = protocol.questions.find(({ id }) => id === asked.question)
    if (question === undefined) return []
    if (question.type === 'profiles') return listProfileScreens(question, panelist.group, voter?.seat ?? 1)
    if (question.type === 'trade-offs') return listPairScreens(question, own)
    return asked.items.map((item) => ({ question, item }))
  })
}

/** Every item that a ballot may name: of trade-offs any pair, since which one comes next depends on what is stored meanwhile. */
export function listBallotItems(
  visit: Pick<PanelVisit, 'protocol' | 'voter' | 'panelist'>,
  round: HeldPanelRound,
): readonly { readonly question: ConsensusQuestion; readonly items: readonly string[] }[] {
  return round.asked.flatMap((asked): { question: ConsensusQuestion; items: readonly string[] }[] => {
    const question = visit.protocol.questions.find(({ id }) => id === asked.question)
    if (question === undefined) return []
    if (question.type === 'trade-offs')
      return [{ question, items: listQuestionPairs(listDomains(question)).map(({ id }) => id) }]
    const items =
      question.type === 'profiles'
        ? listProfileScreens(question, visit.panelist.group, visit.voter?.seat ?? 1).map(({ item }) => item)
        : [...asked.items, ...asked.stopped]
    return [{ question, items }]
  })
}

/** Profiles of a question: the same for everybody who makes them. */
export function listProfiles(question: ProfileQuestion): readonly ShownProfile[] {
  return designProfiles(question)
}

/** A profile’s item as an answer names it. */
export function parseProfileItem(item: string): { readonly profile: string; readonly isRepeat: boolean } {
  const isRepeat = item.endsWith(SECOND_TIME)
  return { profile: isRepeat ? item.slice(0, -SECOND_TIME.length) : item, isRepeat }
}

/** Sheets are dealt by seat, for as many seats as somebody has taken: who comes later changes nobody’s sheet before. */
export function dealSheet(question: ProfileQuestion, group: string, seat: number) {
  const raters = Array.from({ length: seat }, (_, at) => ({
    id: `${group}-${String(at + 1).padStart(5, '0')}`,
    group,
  }))
  return dealProfiles(question, listProfiles(question), raters)[seat - 1]
}

function listProfileScreens(question: ProfileQuestion, group: string, seat: number): readonly PanelScreen[] {
  const profiles = new Map(listProfiles(question).map((profile) => [profile.id, profile]))
  return (dealSheet(question, group, seat)?.shown ?? []).flatMap(({ profile: id, isRepeat }) => {
    const profile = profiles.get(id)
    return profile ? [{ question, profile, item: isRepeat ? `${id}${SECOND_TIME}` : id }] : []
  })
}

export function listDomains({ domains }: TradeOffQuestion): readonly TradeOffDomain[] {
  return domains.map(({ id, levels }) => ({ id, levels: levels.length }))
}

/** Choices of one voter, in the order in which they were made. */
export function listChoices(question: TradeOffQuestion, votes: readonly StoredVote[]): readonly Choice[] {
  const pairs = new Map(listQuestionPairs(listDomains(question)).map((pair) => [pair.id, pair]))
  return votes
    .filter((vote) => vote.question === question.id)
    .toSorted((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : a.item < b.item ? -1 : 1))
    .flatMap(({ item, answer }) => {
      const pair = pairs.get(item)
      return pair && answer.kind === 'choice' ? [{ pair, preferred: answer.preferred }] : []
    })
}

function listPairScreens(question: TradeOffQuestion, own: readonly StoredVote[]): readonly PanelScreen[] {
  const domains = listDomains(question)
  const choices = listChoices(question, own)
  const next = findNextPair(domains, listQuestionPairs(domains), choices)
  return [...choices.map(({ pair }) => pair), ...(next ? [next] : [])].map((pair) => ({
    ...{ question, pair, item: pair.id },
  }))
}
