import { type DocumentText, list, section, table, text } from './document.ts'

export const methods: DocumentText = {
  slug: 'methods',
  title: 'Methods',
  lead: 'Formulas, estimands and sources, as implemented. Facts that were not checked against a source are marked *unconfirmed*.',
  sections: [
    section(
      'Scores',
      text(
        'A score is a rule over answers, written as data (`surveys/instrument/rule.ts`) and computed in exact fractions. Numbers are rounded only when they are shown. A score that cannot be computed is *not scorable* with a reason. It is never blank and never 0.',
      ),
      list(
        'Each instrument states its own rule for missing answers. The half rule: at least half of the items answered, then the mean times the number of items.',
        'PROMIS T-scores come from the printed tables, with their standard errors.',
        'Graded response model, with a calibration that a site installs: P*ₖ = 1/(1 + exp(−a(θ − bₖ))), EAP on a grid from −4.5 to 4.5 in steps of 0.1, standard normal prior, T = 50 + 10θ.',
        'Every score carries the definition’s hash, the algorithm’s name, the answers used and missing, and the days since the last treatment.',
      ),
    ),
    section(
      'Change of one participant',
      table(
        'Formulas (B baseline, F follow-up, SD and r of the score)',
        ['Quantity', 'Formula', 'Source'],
        ['Change', 'F − B', ''],
        ['Percent change', '100·(F − B)/B, undefined at B = 0', ''],
        ['SEM', 'SD·√(1 − r)', ''],
        ['MDC at 95%', '1.96·√2·SEM', 'de Vet 2006'],
        ['Reliable change index', '(F − B)/(√2·SEM), reliable beyond ±1.96', 'Jacobson and Truax 1991'],
        [
          'Area under the change',
          'trapezoids from the baseline to the last score, nothing carried forward',
          'Pruessner 2003',
        ],
      ),
      text(
        'A study gives SD and r with their evidence in `reliability`. Where it gives none, no change of that score is called more or less than error. Golden check: SD 2 and r 0.80 give SEM 0.8944 and MDC95 2.4792.',
      ),
    ),
    section(
      'What counts as baseline',
      text(
        'Baseline is before treatment. The answers to the baseline timepoint are the baseline if they were submitted before the first treatment was given, of whatever kind that was. Voided treatments, and treatments whose time has not come, do not count. Answers submitted at that instant or after it are shown as a score after treatment, and no analysis uses them as a baseline.',
      ),
      list(
        'The window of the baseline closes when the first treatment is given, even if someone has begun to answer. It opens again if that treatment is voided, and moves if its time is corrected.',
        'If the treatment is recorded after the answers arrived, the time at which it was given decides. If it is corrected, the next analysis decides anew. An analysis as of an instant uses the treatments known at that instant.',
        'The time of the answers is when they reached the server, not what a phone claims.',
        'Without a baseline, change is not computed, and a verdict that needs it is not assessable: `baseline-after-treatment`. Models and standard deviations at baseline leave these participants out. A filter by attribute leaves standard deviations at baseline those of everybody.',
        'The rule holds for `baseline-timepoint` and for `last-before-treatment`.',
      ),
    ),
    section(
      'Courses of treatment',
      text(
        'Treatments of whatever kind make one course as long as each follows the one before within `courses.gapDays` local calendar days. A later one begins a further course. The default of 60 days is this project’s choice, *unconfirmed*: no source was found that says when a series is over.',
      ),
      list(
        'A course lasts from its first treatment to before the next course. Follow-ups in between belong to it, by when they were answered, or were due if they were not.',
        'Its baseline is, for each score, the last one before its first treatment and at most `courses.baselineDays` local calendar days before it (default 30, this project’s choice). Scores of one baseline may come from several assessments. Without one, change is not computed and verdicts are not assessable: `no-baseline`.',
        'Change, percent change and verdicts count from that baseline, days from the course’s first treatment. Rules on treatments and time since treatment see the course’s treatments alone.',
        'The baseline of the first course is not always the study’s baseline: a score nearer to the treatment takes its place. Rates and models use the study’s baseline as before.',
        'Trough of a treatment: the last score before it and since the treatment before; of the first treatment, the baseline of the course. Peak: the best score from a treatment to before the next one; of two as good, the first. A score at the very instant of a treatment is after it.',
        'Every score carries the days since the last treatment, of whichever course. A service that asks just before each infusion sees troughs only.',
      ),
    ),
    section(
      'Clinical events',
      text(
        'Rescue treatment, other treatment, and stopping for want of benefit or for side effects are intercurrent events from the first treatment on, and so is each further course. A completed course, another reason for stopping, an adverse event and an opioid dose are none by themselves. The list of adverse event terms is this project’s, in plain words and *unconfirmed*; it is no coded vocabulary.',
      ),
      list(
        'Each event keeps when it was recorded and voided. An analysis as of an instant uses the events known at that instant.',
        'Adverse events are counted in participants who were treated at least once, from the first treatment on. Each participant counts once for each term, by the worst severity. *Serious* is recorded apart from severity (ICH E2A). *May be related*: possible, probable or definite.',
        'Opioid doses are recorded in oral morphine milligram equivalents a day as the clinic computes them. Concord converts no drug.',
      ),
    ),
    section(
      'Answers that were never sent',
      text(
        'A window closes when its last day ends where the participant lives. If someone answered and never sent, the assessment is then *partly answered*. The answers are kept, scored where the instrument’s own rule for missing answers allows it, and marked `not-submitted` in exports, scores and cohort files.',
      ),
      list(
        'By default they do not count: a verdict that needs them is not assessable with the reason `not-submitted`, and change, models and pooled results leave them out. A study that sets `unsubmittedAnswers` to `counted` uses their scores as answers, at the time of the last answer.',
        'Completion never counts them as completed, whatever the study says. They have a column of their own, and a reason can be recorded as for a missed assessment.',
        'Safety rules on single answers have raised their alerts when the answers were given. Rules on scores are applied when the window closes.',
        'Answers that a phone without network sends after the window are kept apart, with the phone’s own time, if that time lies inside the window. A coordinator takes them in or leaves them out. Taken in, they are laid over the earlier answers and scored anew, and stay marked `not-submitted`; exports show the phone’s time beside each. Until then, and left out, they are in no score and no export.',
        'If the window opens again, such as a baseline whose treatment was voided, the participant goes on, and what is sent then is what counts.',
      ),
    ),
    section(
      'Estimand of a responder rate',
      text(
        'Every rate is under an estimand of the study: population, endpoint, what each intercurrent event does. [Estimands and denominators](/docs/estimands) has the choices, every denominator, and ten participants to recount.',
      ),
      text(
        'The interval of an imputed rate is Wilson’s, with the variance inflated by Rubin’s rules and Barnard–Rubin degrees of freedom. Its Monte Carlo error is the square root of the variance between data sets over their number.',
      ),
      text(
        'The rate of one clinic has a Wilson 95% interval. Rates, shares, κ and AC1 over three or more clinics have intervals that allow for differences between clinics; see [Pooling](/docs/pooling). The mean change of a measure uses everyone with both scores. Clinic means have t intervals, and differences between arms use Welch.',
      ),
    ),
    section(
      'Pooling clinics',
      text(
        'The pooled responder rate is the **mean of the clinics’ true rates**, with an interval that is never narrower than all participants as one sample. It was chosen by a simulation: see [Pooling responder rates](/docs/pooling). At least three clinics are needed.',
      ),
      text(
        'Beside it, and for means: random effects on the logit of the rate, or on the mean, wᵢ = 1/(vᵢ + τ²). On the logit scale this is the rate of a typical clinic, not the mean. One half is added to both counts of a clinic where one of them is 0. REML takes the highest top of the restricted likelihood, which may have several.',
      ),
      table(
        'Choices',
        ['Part', 'Default', 'Others', 'Source'],
        ['τ²', 'REML', 'DerSimonian–Laird, Paule–Mandel', 'Viechtbauer 2005, Veroniki 2016'],
        ['τ² interval', 'Q-profile', '', ''],
        [
          'Interval of the effect',
          'Hartung–Knapp: SE² times q = Σw(y − μ)²/(k − 1), t with k − 1',
          'modified: q at least 1',
          'Röver 2015',
        ],
        [
          'Prediction interval',
          'Hartung–Knapp SE, t with k − 1, as metafor',
          'conventional SE, t with k − 2',
          'Higgins 2009',
        ],
        [
          'One model',
          'binomial mixed model: logit, random clinic intercept, maximum likelihood, Wald and profile intervals',
          '',
          '',
        ],
        ['Sensitivity', 'without each clinic in turn', '', ''],
      ),
      text(
        'Golden check (metafor): y = −1.9, −2.6, −0.8, −2.1, −1.2 with SE 0.45, 0.60, 0.38, 0.52, 0.30 give REML μ = −1.613247 and τ² = 0.2856599. DerSimonian–Laird gives −1.608683 and 0.2648388, Paule–Mandel −1.615669 and 0.2974639.',
      ),
    ),
    section(
      'Mean change of all participants',
      text(
        'Beside the pooled mean of a typical clinic stands the mean change of all participants together. From three clinics on its variance is k/(k − 1)·Σ(sumᵢ − nᵢ·mean)²/n², as clubSandwich’s CR1, with t and k − 1 degrees of freedom. The interval is never narrower than that of a simple sample, sd/√n with n − 1.',
      ),
    ),
    section(
      'Arms',
      text(
        'The primary rate of each arm is of everyone due in it. Every pair of arms is compared twice. Within clinics: risk difference (Sato, Greenland and Robins 1989), risk ratio (Greenland and Robins 1985) and odds ratio (Robins, Breslow and Greenland 1986) by Mantel–Haenszel, with the Cochran–Mantel–Haenszel test without continuity correction. Adjusted: a logistic regression on arm, clinic and the baseline of every score in the definition, standardized over all participants of the pair, with errors by the delta method (Ge 2011). p values of several pairs are adjusted by Holm.',
      ),
      text(
        'A study whose `endpoints.adjustment` is `holm` has the p values of its secondary endpoints adjusted together, over every endpoint and pair of arms. The page shows the raw p and the adjusted one, “adjusted over 3 secondary endpoints (Holm)”. An endpoint that cannot be tested yet keeps its place with p = 1, so that the family is the declared one from the start. In a study without arms nothing is tested, and the page says so.',
      ),
      text('Without randomization, a difference between arms is an association.'),
    ),
    section(
      'Repeated measures',
      text(
        'Mixed model by REML: visit × arm, baseline × visit, clinics as fixed effects, as a random intercept, or none. One covariance within participants. Structures are tried in the declared order: unstructured, heterogeneous Toeplitz, heterogeneous AR(1), compound symmetry. The first that converges is used, and the result names the rejected ones.',
      ),
      text(
        'Degrees of freedom and standard errors are Kenward–Roger by default below 100 participants, and Satterthwaite from there: with five visits the correction is 5% of 20 participants, 3% of 40 and 1% of 100. Kenward–Roger is for unstructured and compound symmetry without random clinics; elsewhere Satterthwaite is used, and the result says so. Means are at the mean baseline with equally weighted clinics. Participants with some visits missing stay in. That is unbiased if answers are missing at random.',
      ),
      text(
        'The search is Fisher scoring, and Newton’s method with the observed information where scoring is slow. A visit that nobody has keeps its place for AR(1) and Toeplitz. Compound symmetry needs no variance of each visit, so that it fits where a visit has few participants.',
      ),
      text(
        'With several arms every pair is compared at each visit. `holmP` is adjusted by Holm over the pairs of that visit. Visits are not adjusted for: name the visit that matters in advance.',
      ),
      text(
        'Whether the difference between arms differs between clinics is examined with clinics as fixed effects: the model once more with clinic × arm, the same at every visit, by the same covariance and degrees of freedom. The F test has (clinics − 1)·(arms − 1) numerator degrees of freedom; the denominator is by Kenward and Roger (1997), or by Fai and Cornelius (1996) with Satterthwaite. Each clinic’s difference is the mean over the visits. A clinic where an arm was not measured is left out and named. Members of every clinic see it; a release does not show it.',
      ),
      text(
        'The log-likelihood is the restricted one with all its constants, as in nlme and SAS. AIC and BIC count the parameters of the covariance only, BIC with the number of participants, as SAS does. They compare covariance structures of the same means. nlme counts the means too, and takes the observations less the means for BIC.',
      ),
      text(
        'With `imputations` of 2 or more and at least two arms: multiple imputation by data augmentation from a multivariate normal model, pooled by Rubin’s rules with Barnard–Rubin degrees of freedom. Assumptions after the last answers: missing at random, jump to reference, copy increments in reference, copy reference (Carpenter 2013). The tipping point shifts imputed scores until the result changes.',
      ),
    ),
    section(
      'Meaningful change',
      text('Several methods stand side by side. No single one is sufficient.'),
      list(
        '**Anchor**: mean change of the minimally improved group, and minus that of the unchanged group. A warning appears if the rank correlation with the anchor is below 0.30.',
        '**ROC**: the cutoff with the highest sensitivity + specificity − 1, with the area under the curve.',
        '**Predictive modeling**: logit P(improved) = b₀ + b₁·Δ, MIC = (ln(p/(1 − p)) − b₀)/b₁.',
        '**Adjusted predictive modeling** (2017), *unconfirmed*: MIC − (0.090 + 0.103·r)·SD·ln(p/(1 − p)) (Terluin, Eekhout and Terwee, J Clin Epidemiol 83:90). The constants are those of a public R implementation that cites the paper; the paper itself was not read.',
        '**Distribution**: half a baseline SD, SEM, MDC at 90% and 95%. They show what is more than noise, not what matters.',
        'Cumulative curves of improvement with pointwise bands, missing answers counted both ways (Wyrwich 2013).',
      ),
      text(
        'ROC and predictive intervals are percentiles of bootstrap resamples with a seed. If more than 10% of the resamples give no estimate, there is no interval. A warning appears if the share who improved is outside 0.3–0.7.',
      ),
    ),
    section(
      'Time to response and agreement',
      text(
        'How soon a response comes and how long it lasts: Kaplan–Meier with Greenwood variance and log-log intervals. An event counts on the day of the answers that show it, so times are known only up to the gap between visits. Participants who stop answering are censored at their last answer. In these curves death and withdrawal are censoring. Beside them stands the probability of having responded where they compete: Aalen–Johansen, with the variance of Marubini and Valsecchi. Loss to follow-up is censoring in both. Arms are compared by a log-rank test within clinics, and by the mean days without a response up to the day to which every arm is followed.',
      ),
      text(
        'Agreement of two definitions: Cohen’s κ (Fleiss, Cohen and Everitt 1969) and Gwet’s AC1 (Gwet 2008), on the observed cases of both.',
      ),
    ),
    section(
      'Items by group',
      text(
        'Differential item functioning asks whether people of two groups with the same total answer an item differently, by language, by mode (web, text, phone) and by clinic. For each item three proportional odds models of the answer are fitted by maximum likelihood: on the total of the items, with the group, and with group × total. Likelihood-ratio tests compare them (Swaminathan and Rogers 1990; Zumbo 1999): uniform, non-uniform, and both at once, the last adjusted by Holm over the items. The size is the change in Nagelkerke’s R², and the odds ratio of a higher answer at the same total against the largest group.',
      ),
      text(
        'The total contains the item and is not purified of items that differ. A group needs 30 participants who answered every item, or the study’s minimum cell size where that is more; smaller ones are left out and named. The language is that in which the questions were shown. No cutoff says what is large: published ones differ. Clinics are not modeled as clusters in the comparison of languages and modes. It is computed from the clinics whose participants the reader sees, and is in no release.',
      ),
    ),
    section(
      'Checked against R',
      text(
        'Expected numbers in the tests come from print or from R scripts in `tests/published/`, never from Concord itself. [Reanalysis of published data](/docs/reanalyses) recomputes published results on every request.',
      ),
      table(
        'R scripts in tests/published/',
        ['Script', 'What it checks', 'R packages'],
        ['`tests/published/pooling.R`', 'τ², intervals, prediction', 'metafor'],
        ['`tests/published/binomial-mixed-model.R`', 'the binomial mixed model', 'lme4, metafor'],
        ['`tests/published/repeated-measures-visits.R`', 'visits that nobody or few have, AIC, BIC', 'nlme'],
        [
          '`tests/published/bayesian-pooling.R`',
          'the Bayesian candidate of the pooling simulation',
          'base R',
        ],
        [
          '`tests/published/clinics.R`',
          'mean over clinics, intervals over clinics, REML tops',
          'clubSandwich',
        ],
        [
          '`tests/published/repeated-measures.R`',
          'MMRM, degrees of freedom',
          'nlme, lme4, lmerTest, pbkrtest',
        ],
        [
          '`tests/published/site-by-arm.R`',
          'clinic × arm, every pair of arms, tails of F',
          'lmerTest, pbkrtest, emmeans, nlme',
        ],
        ['`tests/published/item-functioning.R`', 'proportional odds, items by group', 'ordinal, MASS'],
        ['`tests/published/clustered-mean.R`', 'mean of all participants over clinics', 'clubSandwich'],
        ['`tests/published/imputation.R`', 'Rubin’s rules', 'mice'],
        ['`tests/published/thresholds.R`', 'ROC, logistic fit', 'pROC'],
        ['`tests/published/survival.R`', 'Kaplan–Meier, medians', 'survival'],
        ['`tests/published/agreement.R`', 'κ and AC1', 'psych'],
        ['`tests/published/instruments.R`', 'every instrument, 400 random responses each', 'base R'],
      ),
      text(
        'Simulations with a seed check interval coverage: `tests/simulation/interval-coverage.test.ts`. Where a number changes between versions, the changelog lists it under *Scores changed*.',
      ),
    ),
  ],
}
