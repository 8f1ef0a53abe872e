import { decideRatings, listConditions } from '../consensus/decide-item.ts'
import type { DecisionRule } from '../consensus/decision-rule.ts'
import type { ProfileQuestion } from '../consensus/profile-question.ts'
import type { ConsensusProtocol } from '../consensus/protocol.ts'
import type { ConsensusQuestion, RatedQuestion } from '../consensus/questions.ts'
import { isRatingOf, listRatings, RATING_SCALES, type RatingScale } from '../consensus/scale.ts'
import type { DefinitionFault } from '../values/fault.ts'
import { checkResponderRule } from './check-responder-rule.ts'

/** Panels larger than this reach what a panel of this size reaches. */
const MAX_VOTERS_TRIED = 40

type Panel = Pick<ConsensusProtocol, 'groups'>

/** What is wrong with a question of a protocol. @param pointer JSON pointer of the question */
export function checkConsensusQuestion(
  question: ConsensusQuestion,
  panel: Panel,
  pointer: string,
): readonly DefinitionFault[] {
  return [
    ...('rule' in question ? checkRule(question, panel, `${pointer}/rule`) : []),
    ...(question.type === 'profiles' ? checkProfiles(question, panel, pointer) : []),
    ...(question.type === 'trade-offs' && hasOnePair(question.domains)
      ? [{ pointer: `${pointer}/domains`, detail: 'two domains of two levels make one pair, and no weights' }]
      : []),
    ...(question.type === 'vetoes'
      ? question.items.flatMap(({ veto }, at) =>
          veto.kind === 'rule' ? checkResponderRule(veto.rule, `${pointer}/items/${at}/veto/rule`) : [],
        )
      : []),
  ]
}

function hasOnePair(domains: readonly { readonly levels: readonly unknown[] }[]): boolean {
  return domains.length === 2 && domains.every(({ levels }) => levels.length === 2)
}

function checkRule({ rule, scale }: RatedQuestion, { groups }: Panel, pointer: string): DefinitionFault[] {
  const unknown = rule.groups.flatMap((group, at) =>
    groups.some(({ id }) => id === group)
      ? []
      : [{ pointer: `${pointer}/groups/${at}`, detail: `no group ${group}` }],
  )
  const fit = checkMethodFit(rule, scale, `${pointer}/method`)
  if (fit.length > 0 || unknown.length > 0) return [...unknown, ...fit]
  const deciding = groups.filter(({ id }) => rule.groups.includes(id))
  const voters = Math.min(MAX_VOTERS_TRIED, Math.max(...deciding.map(({ minimumVoters }) => minimumVoters)))
  return isReachable(rule, scale, voters)
    ? []
    : [{ pointer: `${pointer}/method`, detail: `no vote of ${voters} people can meet this rule` }]
}

/** Bands outside the scale, and measures that the scale does not have. */
function checkMethodFit({ method }: DecisionRule, scale: RatingScale, pointer: string): DefinitionFault[] {
  const conditions = listConditions(method)
  const all = [...conditions.in, ...conditions.out]
  const { lowest, highest } = RATING_SCALES[scale]
  const faults = all.flatMap((condition): string[] => {
    if (condition.measure === 'disagreement-index' || condition.measure === 'no-opposed-thirds')
      return scale === 'one-to-nine' ? [] : ['disagreement is defined from 1 to 9 alone']
    if (condition.measure === 'share')
      return isRatingOf(scale, condition.band.from) && isRatingOf(scale, condition.band.to)
        ? []
        : [
            `the band ${condition.band.from}–${condition.band.to} leaves the scale from ${lowest} to ${highest}`,
          ]
    return scale === 'yes-no' ? ['between yes and no there is no median and no range'] : []
  })
  return [...new Set(faults)].map((detail) => ({ pointer, detail }))
}

/** Whether any two ratings, in any mixture of so many voters, make an item in. */
function isReachable({ method }: DecisionRule, scale: RatingScale, voters: number): boolean {
  const ratings = listRatings(scale)
  return ratings.some((first) =>
    ratings.some((second) =>
      Array.from({ length: voters + 1 }, (_, of) => of).some(
        (ofFirst) =>
          decideRatings(method, [
            ...Array<number>(ofFirst).fill(first),
            ...Array<number>(voters - ofFirst).fill(second),
          ]) === 'in',
      ),
    ),
  )
}

function checkProfiles(question: ProfileQuestion, { groups }: Panel, pointer: string): DefinitionFault[] {
  const { measures, source, perRater, ratersPerGroup, repeats, dominated } = question
  const outside = measures.flatMap(({ score, range: [low, high], baseline, followUps }, at) =>
    [baseline, ...followUps].every((value) => value >= low && value <= high)
      ? []
      : [
          {
            pointer: `${pointer}/measures/${at}`,
            detail: `${score} leaves its range from ${low} to ${high}`,
          },
        ],
  )
  const disordered = measures.flatMap(({ score, direction, followUps }, at) => {
    const sign = direction === 'higher-is-worse' ? -1 : 1
    const isRising = followUps.every(
      (value, i) => i === 0 || sign * (value - (followUps[i - 1] as number)) > 0,
    )
    return isRising
      ? []
      : [
          {
            pointer: `${pointer}/measures/${at}/followUps`,
            detail: `${score} must go from the worst score to the best, each once`,
          },
        ]
  })
  const few = groups.flatMap(({ id, planned }) =>
    planned * Math.min(perRater, source.profiles) >= ratersPerGroup * source.profiles
      ? []
      : [
          {
            pointer: `${pointer}/ratersPerGroup`,
            detail: `${planned} of ${id} cannot rate each of ${source.profiles} profiles ${ratersPerGroup} times`,
          },
        ],
  )
  const sizes =
    repeats > perRater || dominated > perRater
      ? [{ pointer: `${pointer}/perRater`, detail: 'fewer profiles than repeats or dominated ones' }]
      : []
  const combinations = measures.reduce((product, { followUps }) => product * followUps.length, 1)
  const possible =
    source.kind === 'synthetic' && source.profiles > combinations
      ? [
          {
            pointer: `${pointer}/source/profiles`,
            detail: `the levels make ${combinations} profiles, not ${source.profiles}`,
          },
        ]
      : []
  return [...outside, ...disordered, ...few, ...sizes, ...possible]
}
