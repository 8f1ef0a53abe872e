import { consensusCoverage, listCoverageRows } from './consensus-coverage.ts'
import { type DocumentText, list, section, table, text } from './document.ts'

const { panels, detection, weights } = consensusCoverage
const percent = (share: number) => `${Math.round(100 * share)}%`
const formatCoverage = ({ rows }: { readonly rows: readonly { readonly coverage: number }[] }) => {
  const sorted = rows.map(({ coverage }) => coverage).sort((a, b) => a - b)
  return `${percent(sorted[0] ?? 0)}–${percent(sorted.at(-1) ?? 0)}`
}

export const consensus: DocumentText = {
  slug: 'consensus',
  title: 'Consensus methods',
  lead: 'How the votes of a panel become a responder definition: rules, statistics, thresholds from judged profiles, candidates.',
  sections: [
    section(
      'The protocol',
      text(
        'A protocol is data (`surveys/consensus/protocol.ts`): aim, groups and whose perspective they rate from, questions with their items, rounds or real time, feedback, decision and stopping rules, statements, texts. It is versioned and hashed like every definition, and locked before the first round. What is done otherwise later is a deviation with a reason, and the protocol stays as it is.',
      ),
      text(
        'A protocol with a problem does not open, and the problem is named at its field: a group that is planned smaller than it needs to decide, a rule that no vote can meet, a round of more than 25 items, a text that is missing in a language.',
      ),
    ),
    section(
      'Decision rules',
      text(
        'The same ratings give other sets under other published rules (Webbe 2023), and a scale of five points lets about twice as many items agree as one of nine (Remus 2021). So the rule is locked with the protocol, and each result shows beside it what published rules would have decided.',
      ),
      table(
        'Methods of a rule',
        ['Method', 'In', 'Source'],
        [
          '`shares`',
          'at least 70% rate 7–9 and fewer than 15% rate 1–3; out, the other way round',
          'COMET, COS-STAD',
        ],
        [
          '`rand-ucla`',
          'median of at least 6.5 without disagreement; out, at most 3',
          'Fitch 2001; Ophthalmology 116:710, table 3',
        ],
        ['`median-and-spread`', 'median in the accepted band and a small interquartile range', ''],
        ['`own`', 'conditions on shares, median, interquartile range, disagreement', ''],
      ),
      list(
        'Each deciding group agrees for itself, or all their voters are one group. Nobody is weighted silently: the mean of the groups’ shares stands beside, and decides nothing.',
        'A group with fewer voters than the protocol asks for (8 by default) decides nothing.',
        'Abstentions, and those who gave nothing in a round, are in the denominator or not, as the rule says. For a missing round the last rating may stand, or only those count who rated in each round. Who withdrew is in no later denominator.',
        'Shares and quantiles of a rule are compared as fractions: 7 of 10 are 70%.',
      ),
      text(
        'Disagreement: IPR = P70 − P30; AI = |5 − (P30 + P70)/2|; IPRAS = 2.35 + 1.5·AI; the index IPR/IPRAS is above 1. The older definition is a third of the panel in 1–3 and another in 7–9. Quantiles are R’s type 7. SPSS and Stata use type 6, which gives another interquartile range for small panels, so both are shown.',
      ),
    ),
    section(
      'Statistics of an item',
      table(
        'What is shown, and what it says',
        ['Quantity', 'Definition', 'Source'],
        ['Shares of the bands', 'with Wilson intervals', 'Wilson 1927'],
        ['Mean deviation', 'mean distance from the median', ''],
        ['Coefficient of variation', 'SD/mean', ''],
        ['κ of two rounds', 'unweighted, linear 1 − d/(k − 1), quadratic 1 − d²/(k − 1)²', 'Cohen 1968'],
        ['Group change', 'Σ|f₂ − f₁|/2 over those who rated twice', 'Scheibe 1975'],
        ['Crossings', 'McNemar, exact and with continuity correction', 'McNemar 1947'],
        ['Kendall’s W', '12S/(m²(k³ − k) − mΣT): whether panelists rank items alike', 'Kendall 1939'],
        ['Fleiss’ κ', 'over the bands, items as subjects', 'Fleiss 1971'],
      ),
      list(
        '**Polarized**: the disagreement index is above 1; on other scales at least 30% stand on each side. Mean and median then say what nobody thinks.',
        '**Prevalence paradox**: at least 85% keep their band, and unweighted κ is below 0.4. Where nearly all rate alike, κ is low however stable they are. Nothing stops on κ.',
        '**Attrition**: earlier ratings of those who left against those who stayed, and the verdict with the leavers’ last ratings.',
        'W is about ranking and no measure of agreement on an item. Neither W nor κ decides anything.',
      ),
      text(
        'An item stops when its verdict is settled and stable in each deciding group: at least 85% of those who rated twice moved by at most a point, and fewer than 15% changed the band. An undecided item is settled if it would stay undecided even if everybody moved by a point. The numbers are this project’s choice and part of the protocol.',
      ),
    ),
    section(
      'Feedback',
      text(
        'A panelist sees their own rating beside each group’s distribution, as the protocol says. A group of fewer than five who rated is not shown while a round runs, and all together are never shown beside single groups, since the rest would follow. In real time nobody sees others before rating, and what is shown moves only when at least five people have voted since, so that no two views differ by one person. Keeping an answer is a press of a button; nothing is preselected.',
      ),
    ),
    section(
      'Thresholds from profiles',
      text(
        'Each rater judges about 20 profiles, before and after treatment: is this response adequate to repeat the treatment? Profiles are synthetic, two thirds from the half of all combinations near the expected border, with the levels of each measure about equally often; or those of participants, rounded, without clinic and arm, and only where at least 11 participants look alike. Three profiles come twice, and two pairs have one that is worse in everything.',
      ),
      text(
        'Votes are modeled by logistic regression with a random intercept for each rater and a line for each group (adaptive Gauss–Hermite quadrature, as lme4). The threshold is where a stated share of the *population of raters* says yes: ∫ logistic(η + σu)φ(u)du = p. At p = 0.5 that is where the average rater is undecided; at 0.7, farther than the average rater’s 0.7. Between 30% and 70% the panel is called undecided. Over all groups, each group counts alike.',
      ),
      list(
        'Intervals: delta method and Fieller’s, with t and raters − groups degrees of freedom; bootstrap of raters within groups; the largest shift when one rater is left out.',
        'Careless raters: votes that go with those of others in fewer than 70% of pairs of a yes and a no, or a violated dominance together with half of the repeats answered otherwise. It is a reason to look, and takes nobody’s vote away.',
      ),
      table(
        `${panels} simulated panels for each scenario: thresholds of pain in percent, and how often 95% intervals hold the truth`,
        ['Panel', 'Share', 'True threshold', 'Bias', 'Delta', 'Fieller'],
        ...listCoverageRows(),
      ),
      text(
        `Raters who vote by a coin are found in ${percent(detection.careless)} of cases, and ${percent(detection.careful)} of the others are pointed at too. With 15 raters the delta interval is a little short. Written by \`tests/simulation/consensus/consensus-coverage.ts\`.`,
      ),
    ),
    section(
      'Trade-offs',
      text(
        'Raters choose between part profiles that differ in two domains, so that neither is better in both. A pair whose answer follows from earlier choices is not asked: its difference is a sum of differences that were chosen and of better levels (transitivity, and sums of choices). Where every domain has two levels, pairs of three domains are asked too, since choices between two say which counts more and not how much.',
      ),
      text(
        'Weights come from a logistic model in which each step up of a domain adds to the log odds of being chosen (Bradley and Terry 1952), with errors by rater (sandwich) and t intervals, for each group. PAPRIKA’s linear program (Hansen and Ombler 2008) fits choices without error and gives no interval. Unanimous choices have no finite weights: half a vote is then added to each side of each pair, and the result says so. Weights propose which measures come first in candidates. They are never a score.',
      ),
      text(
        `In ${panels} simulated panels of ${weights.raters} raters, who were asked ${percent(weights.asked.askedShare)} of the pairs, 95% intervals hold the true weights in ${formatCoverage(weights.asked)}. Where answers that follow from others are counted as votes, they hold them in ${formatCoverage(weights.withImplied)}; so they are not counted.`,
      ),
    ),
    section(
      'Candidates',
      text(
        'Rules of the responder language are listed near the thresholds, at whole steps such as 5%: one measure; two by *all* or *any*; the heaviest with one of the others; at least two of three. At most 200, the simplest first. Adopted vetoes stand before each rule. Vetoes that are events, such as a serious adverse event, have no operation in the language; they are named in the definition’s provenance and read by people.',
      ),
      list(
        '**All votes**: the share of votes that a candidate agrees with, in all and by group, patients and clinicians apart. This chooses.',
        '**Profiles with consensus** (70% alike): a check. They lie away from the border, so that many candidates agree with all of them.',
        '**The study’s own data**, blind to arms: rate, worst and best case of what is missing, agreement with other candidates and with the participants’ global rating.',
      ),
      text(
        'The short list has at most eight candidates, none of them worse than another in everything: agreement with all groups alike, with participants, with clinicians, with the global rating, and few conditions. Candidates that say the same of every profile are named, since votes cannot tell them apart. What a candidate makes of a profile comes from the same evaluator that judges participants.',
      ),
    ),
    section(
      'Checked against R',
      table(
        'R scripts in tests/published/',
        ['Script', 'What it checks', 'R packages'],
        ['`tests/published/consensus.R`', 'every statistic of an item and of a panel', 'psych'],
        [
          '`tests/published/consensus-thresholds.R`',
          'logistic and mixed logistic regression, thresholds, Fieller',
          'lme4',
        ],
        ['`tests/published/trade-offs.R`', 'weights and their errors', 'base R'],
      ),
      text(
        'Golden checks: 11 of 12 are 64.6–98.5% (Wilson). A published RAND/UCLA example (BMJ Open 2:e001431, table 1: 15 panelists, P30 7, P70 8) gives IPRAS 6.1 and no disagreement. psych’s error of a weighted κ sums over the wrong margin (version 2.2.9), so that it is compared with the delta method.',
      ),
    ),
  ],
}
