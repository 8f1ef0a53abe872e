import type { MeanEstimand, MeanStrategy } from '../../api/analyses/mean-estimand.ts'

/** What a mean is a mean of, in words. */
export const meanEstimandText = {
  heading: 'What these numbers mean',
  population: {
    'with-both-scores': 'participants with a score at baseline and at this timepoint, treated or not',
    'with-a-follow-up-score':
      'participants with a score at baseline and at one follow-up or more, treated or not',
  } satisfies Record<MeanEstimand['population'], string>,
  allocated: 'Only participants allocated to an arm are in the model.',
  summaries: {
    'mean-change': (measure: string, population: string) =>
      `The mean change in ${measure}, follow-up minus baseline, of ${population}. Missing scores are not filled in.`,
    'adjusted-mean': (measure: string, population: string) =>
      `The mean of ${measure} at each follow-up, at the mean baseline, of ${population}.`,
  } satisfies Record<MeanEstimand['summary'], (measure: string, population: string) => string>,
  strategies: {
    'treatment-policy': (events: string) => `Makes no difference to what counts: ${events}.`,
    'left-out': (events: string) =>
      `No score afterward, so left out: ${events}. If those who leave do worse, the mean looks better than it is.`,
    'modeled-as-staying': (events: string) =>
      `No score afterward. The model estimates it as if they had stayed and gone on like others with the same scores: ${events}.`,
  } satisfies Record<MeanStrategy, (events: string) => string>,
  afterDeath:
    'A score after death does not exist. The responder rate can count death as not met: read both together.',
  differences: {
    'mean-change': 'Arms are compared by the difference of their mean changes.',
    'adjusted-mean': 'Arms are compared by the difference of their means at each follow-up.',
  } satisfies Record<MeanEstimand['summary'], string>,
}
