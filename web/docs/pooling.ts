import { type DocumentText, list, note, section, table, text } from './document.ts'
import grid from './pooling-grid.json' with { type: 'json' }

type MethodSummary = (typeof grid.methods)[number]

/** Methods as the page calls them. */
const NAMES: Readonly<Record<string, string>> = {
  'clinic-mean': '**Mean over clinics, never narrower than one sample** (headline)',
  'clinic-mean-plain': 'Mean over clinics, t interval alone',
  'clinic-mean-hybrid': 'Mean over clinics, one sample if clinics differ by no more than chance',
  'one-sample': 'All participants as one sample, Wilson',
  'two-stage-hartung-knapp-typical': 'Two-stage logit, Hartung–Knapp, typical clinic (the headline before)',
  'two-stage-hartung-knapp-mean': 'Two-stage logit, Hartung–Knapp, mean',
  'two-stage-modified-typical': 'Two-stage logit, modified Hartung–Knapp, typical clinic',
  'two-stage-modified-mean': 'Two-stage logit, modified Hartung–Knapp, mean',
  'mixed-model-profile-typical': 'Binomial mixed model, profile, typical clinic',
  'mixed-model-profile-mean': 'Binomial mixed model, profile, mean',
  'mixed-model-t(k-1)-mean': 'Binomial mixed model, t(k − 1), mean',
  'mixed-model-t(k-2)-mean': 'Binomial mixed model, t(k − 2), mean',
  'bayesian-half-normal-0.5': 'Bayesian, half-normal prior of τ with scale 0.5',
  'bayesian-half-normal-1': 'Bayesian, half-normal prior of τ with scale 1',
}

const formatPercent = (share: number, digits = 1) => `${(100 * share).toFixed(digits)}%`

function buildRow({ method, lowest, highest, bias, outside, narrower, width }: MethodSummary): string[] {
  return [
    NAMES[method] ?? method,
    `${formatPercent(lowest.coverage)} (${lowest.cell})`,
    `${formatPercent(highest.coverage)} (${highest.cell})`,
    bias.value.toFixed(3),
    `${outside} of ${grid.cells}`,
    formatPercent(narrower, 0),
    width.toFixed(3),
  ]
}

const headline = grid.methods.find(({ method }) => method === grid.headline)

export const pooling: DocumentText = {
  slug: 'pooling',
  title: 'Pooling responder rates',
  lead: 'What the pooled responder rate means, how it is computed, and how the methods did in a simulation.',
  sections: [
    section(
      'What is estimated',
      text(
        'The **study’s responder rate** is the mean of the clinics’ true rates: the chance that a patient responds at a clinic like these, averaged over clinics. On the logit scale with a standard deviation τ between clinics it is ∫ expit(μ + τz)·φ(z) dz. Bias and coverage on this page refer to it.',
      ),
      list(
        'It is not the rate of a *typical* clinic, expit(μ). That lies farther from 50%: at μ = −2.2 and τ = 0.8 it is 10%, and the mean is 12%.',
        'It is not the share among the participants of this study. That share says nothing of other clinics, and its interval is too short as soon as clinics differ.',
      ),
    ),
    section(
      'How it is computed',
      list(
        'Clinics are weighted by n/(1 + (n − 1)ρ), where ρ is the correlation of two participants of one clinic. A clinic’s own rate does not change its weight, so that the estimate is nearly unbiased.',
        'ρ solves Σw(p − π)²/(π(1 − π)) = k − 1 (Kleinman 1973). If clinics differ by no more than chance, ρ is 0 and the rate is the share of all participants.',
        'The interval is that of t with k − 1 degrees of freedom on the log odds, with the standard error √(1/(N·π(1 − π))), where N = Σn/(1 + (n − 1)ρ) is the effective sample size. If clinics differ by less than chance, the standard error is multiplied by the root of the ratio.',
        'It is never narrower than the Wilson interval at N, which is that of all participants as one sample if ρ is 0.',
        'The prediction interval adds the spread between clinics on the log odds, with t(k − 1).',
        'Fewer than three clinics are not pooled.',
      ),
      text(
        'Example: 19 of 46, 15 of 35, 11 of 27 and 19 of 48 give 41% with an interval of 33.6–48.9%, as 64 of 156 would. The t interval alone gives 38.8–43.2%: four clinics that agree by chance do not say more than their 156 participants.',
      ),
      text(
        'Ask for another headline with `rateMethod`: `clinic-mean-plain` (t interval alone) or `two-stage` (typical clinic, by the rules `tau2`, `interval` and `prediction`). The result always holds the mean over clinics, the two-stage rate and the binomial mixed model beside each other.',
      ),
    ),
    section(
      'Simulation',
      text(
        `${grid.cells} cells: 3 to 10 clinics of 15–60 participants, mean rates of 10, 20, 40, 60, 80 and 90%, τ of 0, 0.3 and 0.8 on the logit scale. ${grid.studies.toLocaleString('en-US')} studies a cell, seed ${grid.seed}, by \`tests/simulation/pooling/pooling-grid.ts\`. Accepted: coverage of 93–97% in each cell and never below 92%, a bias of at most 0.01, and no interval that is narrower than all participants as one sample. If no method is accepted in every cell, the one whose worst coverage is least far outside is the headline.`,
      ),
      table(
        'Worst cells of each method',
        [
          'Method',
          'Lowest coverage',
          'Highest coverage',
          'Largest bias',
          'Cells outside 93–97%',
          'Narrower than one sample, at most',
          'Mean width',
        ],
        ...grid.methods.map(buildRow),
      ),
      note(
        `Where the headline does not hold: no method is accepted in every cell. The mean over clinics is never below ${formatPercent(headline?.lowest.coverage ?? 0)}, but with few clinics that hardly differ it covers more than 97%, up to ${formatPercent(headline?.highest.coverage ?? 0)}: its interval is then wider than needed. Its t interval alone stays within 93–97% in every cell. It is not the headline, because in up to a third of the studies without differences between clinics it is narrower than all participants as one sample.`,
      ),
      text(
        `The prediction interval held the rate of one more clinic in ${formatPercent(grid.prediction.lowest, 0)}–${formatPercent(grid.prediction.highest, 0)}. It is too narrow where differences between clinics go unnoticed, mostly at τ of 0.3: read it as a rough range.`,
      ),
    ),
    section(
      'Rates and agreement over clinics elsewhere',
      text(
        'For a share of all participants there is a cluster-adjusted interval: Wilson at the effective sample size with t(k − 1), the variance over clinics k/(k − 1)·Σ(eventsᵢ − nᵢ·rate)²/n², and never narrower than a simple sample. Cohen’s κ and Gwet’s AC1 have intervals by leaving out each clinic, with t(k − 1). With fewer than three clinics both are those of a simple sample.',
      ),
      note(
        'These are functions (`functions/analysis/statistics/clustered-proportion.ts`, `functions/analysis/definition-comparison/clustered-agreement.ts`). The definition comparison still shows the intervals of a simple sample.',
      ),
    ),
  ],
}
