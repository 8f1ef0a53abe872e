import type {
  EndpointRole,
  IntercurrentEventKind,
  Population,
  Strategy,
} from '../../../surveys/study/estimand.ts'
import type { IMPUTATION_REFUSALS, NO_RATE_REASONS } from '../../api/analyses/denominators.ts'

/** What a rate is a rate of, in words, and its denominators. */
export const estimandText = {
  choose: 'Estimand',
  heading: 'What this rate means',
  population: {
    enrolled: 'everyone enrolled',
    allocated: 'everyone allocated to an arm, treated or not',
    treated: 'everyone treated at least once',
    assessed: 'everyone with a baseline and at least one follow-up answer',
  } satisfies Record<Population, string>,
  events: {
    death: 'death',
    'withdrawal-no-benefit': 'withdrawal for lack of benefit',
    'withdrawal-side-effects': 'withdrawal for side effects',
    'withdrawal-other': 'withdrawal for another reason',
    'lost-to-follow-up': 'loss to follow-up',
    'rescue-treatment': 'rescue treatment',
    'concomitant-treatment': 'other treatment at the same time',
    'stopped-no-benefit': 'stopping treatment for lack of benefit',
    'stopped-side-effects': 'stopping treatment for side effects',
    'further-course': 'a further course of treatment',
  } satisfies Record<IntercurrentEventKind, string>,
  sentence: (definition: string, timepoint: string, population: string) =>
    `The share who meet “${definition}” at ${timepoint}, out of ${population} whose assessment window has closed. Missing answers count as not met.`,
  strategies: {
    'composite-not-met': (events: string) => `Counted as not met: ${events}.`,
    'treatment-policy': (events: string) => `Makes no difference to what counts: ${events}.`,
    'while-on-treatment': (events: string) => `The last answers before it count: ${events}.`,
    hypothetical: (events: string) => `Answers after it are set aside and treated as missing: ${events}.`,
  } satisfies Record<Strategy, (events: string) => string>,
  roles: {
    primary: () => 'Primary endpoint of this study.',
    secondary: (comparisons: number) => `Secondary endpoint, one of ${comparisons}.`,
    exploratory: (comparisons: number) =>
      `Exploratory: one of ${comparisons} combinations of definition, timepoint and estimand. Some will look good by chance.`,
  } satisfies Record<EndpointRole, (comparisons: number) => string>,
  ownSites: 'These numbers cover your clinics only.',
  denominators: 'Every way of counting',
  denominator: 'Counted',
  rate: 'Rate',
  interval: '95% interval',
  of: 'Met / of',
  primary: 'Everyone; missing is not met (main rate)',
  imputed: 'Everyone; missing scores imputed',
  observed: 'Observed cases only (possibly biased)',
  worst: 'Worst case: no one with missing answers met',
  best: 'Best case: everyone with missing answers met',
  imputedNote: (imputations: number, participants: number | null, error: string) =>
    `${participants === null ? 'Missing scores' : `${participants} participants`} imputed ${imputations} times under missing at random; Monte Carlo error ${error}.`,
  notImputed: {
    'nothing-to-impute': 'Nothing to impute: no one’s answers are missing.',
    'too-few-participants': 'Not imputed: too few participants for the number of scores.',
    'a-score-without-values': 'Not imputed: no one has one of the scores.',
    'too-many-participants': 'Not imputed on this page: more than 20,000 participants.',
    'no-rate': 'Not imputed: there is no rate at this timepoint.',
    suppressed: 'The imputed rate is suppressed: it would reveal a small group at a clinic.',
  } satisfies Record<(typeof IMPUTATION_REFUSALS)[number], string>,
  noRate: {
    'nobody-due': 'No one’s assessment window has closed at this timepoint yet.',
    'too-early': 'Too early for a rate: no one could have held the response long enough by this timepoint.',
    'never-asked': 'No rate: the definition needs a score that this timepoint does not ask for.',
  } satisfies Record<(typeof NO_RATE_REASONS)[number], string>,
  failedBy: 'Not met because of an event',
  event: 'Event',
  missing: 'Why answers are missing',
  due: 'Due',
  notYetDue: 'Window open',
  met: 'Responders',
  observedCases: 'Observed',
}
