import { type DocumentText, list, note, section, table, text } from './document.ts'
import { EXAMPLE_ESTIMANDS, EXAMPLE_PARTICIPANTS, type ExampleParticipant } from './estimand-example.ts'
import { knownTruth, listKnownTruthRows } from './known-truth.ts'

/** What rates are rates of, with an example that a reader recounts by hand. */
export const estimands: DocumentText = {
  slug: 'estimands',
  title: 'Estimands and denominators',
  lead: 'What a responder rate is a rate of, who is in the denominator, and what becomes of those who left.',
  sections: [
    section(
      'An estimand is data',
      text(
        'Each study declares its `estimands`, and every rate names the one it was computed under, in words: on the page, in the API, in the CSV. It has the parts of ICH E9(R1).',
      ),
      list(
        '**Population**: everyone enrolled, allocated, treated, or assessed.',
        '**Endpoint**: a responder definition with its version, at a timepoint.',
        '**Intercurrent events**, each with a strategy: death; withdrawal for lack of benefit, for side effects, for another reason; loss to follow-up; rescue or other treatment; stopping treatment; a further course.',
        '**Summary**: the proportion who met; of the continuous analyses the mean change, or the adjusted mean.',
      ),
      table(
        'Strategies',
        ['Strategy', 'What the event does'],
        ['`composite-not-met`', 'It is a failure: not met, whatever is answered.'],
        ['`treatment-policy`', 'Nothing. What is answered counts, what is not is missing.'],
        ['`while-on-treatment`', 'The last answers before it count in place of those at the endpoint.'],
        ['`hypothetical`', 'Answers after it are set aside and treated as missing.'],
      ),
      text(
        'A study that declares no estimand has one all the same: everyone allocated where there are arms, everyone treated where there are treatments, everyone enrolled otherwise. Death, rescue, and leaving or stopping for lack of benefit or side effects are failures.',
      ),
      text(
        'Mean change and repeated measures have an estimand of their own, whatever the study declares, and the pages say it. Both take participants with a baseline score, treated or not: mean change those with a score at the timepoint, the model those with a score at any follow-up, and with arms only those allocated. Rescue, other treatment, stopping treatment and a further course change nothing: what is answered afterward counts. After death, withdrawal or loss to follow-up there is no score. Mean change leaves such participants out. The model estimates them as if they had stayed, which for death is no outcome anyone can have: read it beside the responder rate.',
      ),
      text(
        '`endpoints` names one primary endpoint and the secondary ones. Everything else is exploratory, and the page says how many combinations could have been looked at. With `adjustment: holm`, p values of the secondary endpoints are adjusted together; no endpoint may be named twice.',
      ),
    ),
    section(
      'Who is in the denominator',
      list(
        'Everyone of the population whose window at the timepoint is over. Someone who answers early waits for their own window, so that early answers are not counted before those that never come.',
        'No one leaves by leaving. Someone who withdrew or died before the timepoint was planned counts at once.',
        '**Main rate**: missing answers are not met.',
        '**Observed cases**: all measures that the definition may need are there, whatever they say. Biased unless answers are missing completely at random.',
        '**Worst and best case**: no one, or everyone, whose measures are missing met.',
        '**Multiple imputation**: scores are imputed under missing at random from a multivariate normal model of the definition’s scores at baseline and follow-ups, the rule is applied to each imputed data set, and Rubin’s rules pool them. An imputed score becomes the nearest one that someone had. Data sets are added until the Monte Carlo error is below half a percentage point, at most 200.',
      ),
      text(
        'There is no rate where only failures could be known: before a response could have been held long enough by anyone, and where the definition needs a score that the timepoint does not ask for.',
      ),
    ),
    section(
      'Cohorts of known truth',
      text(
        `In a simulation, ${knownTruth.cohorts} cohorts of each kind are drawn of which the truth is known, and the numbers of the page are held against it. Each cell is the bias in percentage points, with the share of 95% intervals that hold the truth in parentheses.`,
      ),
      table(
        'Bias and coverage',
        ['What is lost', 'Truth', 'Main rate', 'Imputed', 'Observed cases', 'Worst to best'],
        ...listKnownTruthRows(),
      ),
      text(
        'The main rate is compared with the share who met and answered, which is what it says it is; the others with the share who would have met had everybody answered. The last column is how often the truth lies between the worst and the best case with their intervals. Where answers are missing because of what they would have said, imputation is off too: no method repairs that.',
      ),
      text('The program is `tests/simulation/known-truth/`; the table is its committed result.'),
    ),
    section(
      'Ten participants',
      text(
        'Pain from 0 to 10, everyone at 8 before treatment. The definition is 30% less pain than at baseline, which is 5 or less. The endpoint is week 4.',
      ),
      table(
        'What is known of each',
        ['Participant', 'Baseline', 'Week 1', 'Week 4', 'What happened'],
        ...EXAMPLE_PARTICIPANTS.map((one) => [
          one.id,
          String(one.baseline),
          one.week1 === null ? '–' : String(one.week1),
          one.week4 === null ? '–' : String(one.week4),
          describeEvent(one),
        ]),
      ),
      table(
        'The rates under each estimand',
        ['Estimand', 'Everyone', 'Observed', 'Worst', 'Best', 'Why'],
        ...EXAMPLE_ESTIMANDS.map(({ title, rates, why }) => [
          title,
          ...rates.map(([met, of]) => `${met}/${of} = ${Math.round((100 * met) / of)}%`),
          why,
        ]),
      ),
      note(
        'Without randomization, a difference between groups of participants is an association, whatever the estimand.',
      ),
    ),
  ],
}

function describeEvent({ event, isTreated }: ExampleParticipant): string {
  if (event === null) return ''
  if (event.kind === 'died') return `Died on day ${event.day}`
  const reason = {
    'no-benefit': 'for lack of benefit',
    moved: 'because they moved',
    'own-wish': 'by their own wish',
  }
  return isTreated
    ? `Withdrew on day ${event.day} ${reason[event.reason]}`
    : `Withdrew ${reason[event.reason]} before any treatment`
}
