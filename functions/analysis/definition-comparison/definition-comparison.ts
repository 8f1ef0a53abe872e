import { type Evidence, refOf } from '../../../surveys/instrument/vocabulary.ts'
import {
  MISSING_POLICIES,
  type MissingPolicy,
  type PublishedResponderDefinition,
} from '../../../surveys/responder/definition.ts'
import type { StudyDefinition } from '../../../surveys/study/definition.ts'
import type { Measures } from '../../../surveys/study/measures.ts'
import type { Cohort } from '../cohort/cohort.ts'
import { type CompletionRow, completionOf } from '../completion/completion.ts'
import { type DisclosedReason, discloseReasons } from '../disclosure/disclose-reasons.ts'
import type { Viewer } from '../disclosure/disclosure.ts'
import { mayShowEach, type Rate, rateOf, ratesOf, type Tally, tally } from '../disclosure/tally.ts'
import { type BaselineSpread, baselineSpread } from '../responder/baseline-spread.ts'
import { type Judge, judgeOf } from '../responder/responder-evaluator.ts'
import { countsOf, type JudgedParticipant, judgeCohort } from './cohort-verdicts.ts'
import { type Comparison, compareDefinitions } from './compare-definitions.ts'
import { type Cut, cutsOf, withCut } from './cuts.ts'
import { type Durability, durability } from './durability.ts'

/** Any set of definitions over the same cohort at one timepoint: what each says, and where they part. */
export type Lab = {
  readonly study: string
  readonly studyVersion: string
  readonly asOf: string
  readonly timepoint: string
  readonly minimumCell: number
  readonly sites: readonly string[]
  /** Who answered and who did not, with every denominator. */
  readonly completion: readonly CompletionRow[]
  readonly definitions: readonly DefinitionInLab[]
  /** Each pair, in the order given. */
  readonly comparisons: readonly Comparison[]
}

export type DefinitionInLab = {
  readonly definition: string
  readonly hash: string
  readonly evidence: Evidence
  /** What stands for the domains that it names. */
  readonly measuredBy: Readonly<Record<string, string>>
  /** Over the sites whose own rate is shown. */
  readonly rate: Rate
  readonly bySite: readonly { readonly site: string; readonly rate: Rate }[]
  /** Empty for a study without arms. */
  readonly byArm: readonly { readonly arm: string; readonly rate: Rate }[]
  readonly notDeterminable: readonly DisclosedReason[]
  readonly durability: Durability
  /** The same under each way of counting missing answers. */
  readonly byMissingPolicy: readonly { readonly policy: MissingPolicy; readonly rate: Rate }[]
  /** The rate against each number of the rule, the others as they are. */
  readonly byCut: readonly (Cut & {
    readonly curve: readonly { readonly value: number; readonly rate: Rate }[]
  })[]
}

export type LabQuestion = {
  readonly study: StudyDefinition
  readonly measures: Measures
  readonly definitions: readonly PublishedResponderDefinition[]
  readonly timepoint: string
}

/** Pure; cost grows with participants × numbers in the rules. */
export function definitionLab(cohort: Cohort, question: LabQuestion, viewer: Viewer): Lab {
  const { study, measures, definitions, timepoint } = question
  const baselines = () =>
    cohort.sites.flatMap(({ participants }) => participants.flatMap(({ course }) => course.baseline ?? []))
  const spread = baselineSpread(baselines, measures)
  const setting = { cohort, study, measures, timepoint, spread, viewer }
  const judged = definitions.map((definition) => {
    const judge = judgeOf(definition, measures, spread)
    const participants = judgeCohort(cohort, timepoint, judge)
    return {
      definition,
      judge,
      ref: refOf(definition),
      participants,
      ...ratesBySite(cohort, participants, viewer),
    }
  })
  return {
    ...{ study: study.id, studyVersion: study.version, asOf: cohort.asOf, timepoint },
    minimumCell: viewer.minimumCell,
    sites: cohort.sites.map(({ site }) => site),
    completion: completionOf(cohort, study, viewer),
    definitions: judged.map((one) => inLab(one, setting)),
    comparisons: judged.flatMap((first, at) =>
      judged.slice(at + 1).map((second) => compareDefinitions(first, second, viewer)),
    ),
  }
}

type Setting = Omit<LabQuestion, 'definitions'> & {
  readonly cohort: Cohort
  readonly spread: BaselineSpread
  readonly viewer: Viewer
}

/** Each site's rate, and the sites whose rate is shown: all sums are over those, so that none of the rest is left over. */
function ratesBySite({ sites }: Cohort, participants: readonly JudgedParticipant[], viewer: Viewer) {
  const bySite = sites.map(({ site }) => {
    const of = rate(
      participants.filter((one) => one.site === site),
      viewer,
    )
    // Nobody who may be told of is not nobody.
    const isHidden = of.kind === 'nobody-determinable' && !viewer.sites.includes(site)
    return { site, rate: isHidden ? WITHHELD : of }
  })
  return {
    bySite,
    shownSites: new Set(bySite.flatMap((one) => (one.rate.kind === 'withheld' ? [] : [one.site]))),
  }
}

type JudgedDefinition = {
  readonly definition: PublishedResponderDefinition
  readonly judge: Judge
  readonly participants: readonly JudgedParticipant[]
} & ReturnType<typeof ratesBySite>

function inLab(
  { definition, judge, participants: all, bySite, shownSites }: JudgedDefinition,
  setting: Setting,
): DefinitionInLab {
  const { cohort, study, measures, viewer } = setting
  const ofShown = (some: readonly JudgedParticipant[]) => some.filter(({ site }) => shownSites.has(site))
  const participants = ofShown(all)
  const under = (changed: PublishedResponderDefinition) =>
    counted(
      ofShown(judgeCohort(cohort, setting.timepoint, judgeOf(changed, measures, setting.spread))),
      viewer,
    )
  // Of nobody who may be told of, nothing is told: not that there is nobody.
  const isHidden = shownSites.size === 0 && cohort.sites.length > 0
  const told = (one: Rate): Rate => (isHidden ? WITHHELD : one)
  // The definition itself first, so that it is what the others must not be told apart from.
  const itself = counted(participants, viewer)
  const held = (changed: readonly PublishedResponderDefinition[]) =>
    ratesOf([itself, ...changed.map(under)], viewer)
      .slice(1)
      .map(told)
  return {
    definition: refOf(definition),
    hash: definition.hash,
    evidence: definition.evidence,
    measuredBy: study.domains as Record<string, string>,
    rate: told(rate(participants, viewer)),
    bySite,
    byArm: ratesByArm(study, participants, viewer).map(({ arm, rate }) => ({ arm, rate: told(rate) })),
    notDeterminable: discloseReasons(
      cohort.sites.map(({ site }) => countsOf(site, all)),
      viewer,
    ),
    durability: durability(cohort, judge, viewer),
    byMissingPolicy: zip(
      MISSING_POLICIES,
      held(MISSING_POLICIES.map((missing) => ({ ...definition, missing }))),
    ).map(([policy, rate]) => ({ policy, rate })),
    byCut: cutsOf(definition.rule, measures).map((cut) => ({
      ...cut,
      curve: zip(
        cut.grid,
        held(cut.grid.map((value) => ({ ...definition, rule: withCut(definition.rule, cut.path, value) }))),
      ).map(([value, rate]) => ({ value, rate })),
    })),
  }
}

const WITHHELD: Rate = { kind: 'withheld' }

function zip<A, B>(as: readonly A[], bs: readonly B[]): (readonly [A, B])[] {
  return as.map((a, at) => [a, bs[at] as B] as const)
}

function rate(participants: readonly JudgedParticipant[], viewer: Viewer): Rate {
  return rateOf(counted(participants, viewer), viewer)
}

/** All of them or none: what one arm hides, the rate of everybody less those of the others would tell. */
function ratesByArm({ arms }: StudyDefinition, participants: readonly JudgedParticipant[], viewer: Viewer) {
  const of = (arm: string | null) =>
    counted(
      participants.filter((one) => one.of.arm === arm),
      viewer,
    )
  const isShown = [...new Set(participants.map((one) => one.of.arm))].every((arm) =>
    mayShowEach(of(arm), viewer),
  )
  return arms.map(({ id: arm }) => ({
    arm,
    rate: isShown ? rateOf(of(arm), viewer) : ({ kind: 'withheld' } as const),
  }))
}

function counted(participants: readonly JudgedParticipant[], viewer: Viewer): Tally<'met' | 'notMet'> {
  const cellOf = ({ judged }: JudgedParticipant) =>
    judged === 'met' ? 'met' : judged === 'not-met' ? 'notMet' : undefined
  return tally(['met', 'notMet'] as const, participants, cellOf, viewer)
}
