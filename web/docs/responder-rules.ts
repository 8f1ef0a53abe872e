import { code, type DocumentText, list, section, table, text } from './document.ts'

export const responderRules: DocumentText = {
  slug: 'responder-rules',
  title: 'Responder rules',
  lead: 'What a study agrees to call an adequate response, written as data and evaluated exactly, in three values.',
  sections: [
    section(
      'A definition',
      text(
        'A responder definition is a versioned JSON file in `surveys/responder/definitions/`, with a rule, its source and the state of its evidence. A published version never changes. Its SHA-256 hash stands with every number that is made with it.',
      ),
      code(
        '{',
        '  "id": "pain-relief-30",',
        '  "version": "1.0.0",',
        '  "evidence": "established",',
        '  "rule": { "op": "percent-improvement", "score": "pain", "atLeast": 30 }',
        '}',
      ),
      text(
        'A rule names a score, `phq-9/total`, or a domain such as `pain`. Each study says in `domains` which score measures a domain. Improvement always means in the direction that is better, whichever way the scale runs.',
      ),
    ),
    section(
      'Operations',
      table(
        'The closed language, as in surveys/responder/rule.ts',
        ['Operation', 'Holds when', 'Fields'],
        ['`all`, `any`', 'all, or at least one, of the rules hold', '`rules`'],
        ['`at-least`', 'at least so many of the rules hold', '`count`, `rules`'],
        ['`not`', 'the rule does not hold', '`rule`'],
        [
          '`percent-improvement`',
          'improvement reaches so many percent of the baseline; with `of: "distance-from-best"`, of how far the baseline is from the best score',
          '`score`, `atLeast`, `of`, `baselineAtLeast`',
        ],
        [
          '`improvement`',
          'improvement reaches so much, in points, percent of the scale’s range, or standard deviations of the baselines',
          '`score`, `atLeast`, `unit`',
        ],
        [
          '`level`',
          'the score is at most, at least, below or above a value. A prorated 4.5 is below 5, and not at most 4',
          '`score`, `atMost`, `atLeast`, `below`, `above`',
        ],
        ['`band`', 'the score is in one of the scale’s bands', '`score`, `in`'],
        [
          '`global-rating`',
          'a global rating of change is in that band or a better one',
          '`score`, `atLeast`',
        ],
        [
          '`own-goal`',
          'the participant reaches what they named as success before treatment',
          '`attainment`, `criterion`',
        ],
        [
          '`sustained`',
          'the rule held at every follow-up that asked for it, over so many calendar days that end here. Before they could have been covered: `too-early`, for everyone',
          '`days`, `rule`',
        ],
        [
          '`held-since-treatment`',
          'the rule held at every follow-up that asked for it since the last treatment, at least so many calendar days ago. Before that: `too-early`, for everyone',
          '`days`, `rule`',
        ],
        [
          '`days-since-treatment`',
          'so many calendar days passed since the last treatment before the answers, on the clinic’s calendar',
          '`atLeast`, `atMost`',
        ],
        [
          '`treatments`',
          'so many treatments were given before the answers',
          '`atLeast`, `atMost`, `withinDays`',
        ],
      ),
    ),
    section(
      'Three values',
      text(
        'The result is `met`, `not-met`, or `not-assessable` with reasons. Kleene logic joins the parts: a rule that is settled by the parts that are known is settled, even if another part is unknown.',
      ),
      list(
        '`not-yet-answered`, `missed`, `not-asked`: there is no answer at this timepoint.',
        '`not-submitted`: it was answered and never sent, and the study does not count such answers.',
        '`no-baseline`, `baseline-after-treatment`, `baseline-not-scorable`, `baseline-is-zero`, `baseline-below-floor`: there is nothing to count change from.',
        '`not-scorable`: the score cannot be computed from the answers.',
        '`too-early`: the response could not have lasted long enough yet. `gap-in-follow-up`: an assessment in between is missing.',
        '`not-treated`, `answered-late`, `versions-differ`, `no-spread-at-baseline`: what their names say.',
      ),
      text(
        'A study is refused if it counts percent where percent means nothing: of a T score, of a score whose 0 is not the best, of a range that does not begin at 0.',
      ),
      text(
        'Arithmetic is exact. Scores are compared as fractions, so a PEG sum that falls from 20 to 14 is a 30% improvement, and not 29.999…%.',
      ),
    ),
    section(
      'Missing and late answers',
      text(
        'Each definition has a policy `missing`. It applies to answers that could have been there: missed, late where late answers are left out, not scorable, or a gap in follow-up. What was never asked or is still awaited is left out under every policy.',
      ),
      table(
        'Policies for missing answers',
        ['Policy', 'Effect'],
        ['`not-assessable` (default)', 'left out of the rate, with the reason counted'],
        ['`counted-as-not-met`', 'counted as no response'],
        ['`counted-as-met`', 'counted as a response: the other end of what the missing answers could be'],
      ),
      text(
        '`lateAnswers` is `counted` by default, or `left-out`. The policy `missing` speaks of one person’s result. Rates do not use it: they give every denominator side by side, see [Estimands](/docs/estimands).',
      ),
    ),
    section(
      'Definitions that ship',
      table(
        'surveys/responder/definitions/',
        ['Definition', 'Rule in words', 'Evidence'],
        [
          '`pain-relief-30`',
          'Pain at least 30% lower than before treatment (IMMPACT, moderate)',
          'established',
        ],
        ['`pain-relief-50`', 'Pain at least 50% lower (IMMPACT, substantial)', 'established'],
        ['`depression-response`', 'Depression at least 50% lower', 'established'],
        ['`much-improved`', 'Own rating “much improved” or better (IMMPACT)', 'established'],
        ['`phq-9-remission`', 'PHQ-9 total below 5', '*unconfirmed*'],
        [
          '`omeract-oarsi`',
          'OMERACT-OARSI response. The logic is confirmed, the numbers are not',
          '*unconfirmed*',
        ],
        [
          '`half-sd-on-four-of-five`',
          'Half a standard deviation better on four of five domains',
          '*unconfirmed*',
        ],
        [
          '`ketamine-guideline-candidate`',
          'After the 2018 US ketamine guideline: 30% less pain with satisfaction or function, lasting over 3 or 6 weeks',
          '*unconfirmed*',
        ],
        [
          '`four-domain-candidate`',
          'Pain and one of function, sleep, quality of life, held for 21 days',
          '*unconfirmed*',
        ],
        ['`own-goal-reached`', 'The participant’s own goal is reached', '*unvalidated*'],
      ),
      text(
        'The demo study adds one of its own, `lasting-pain-relief-candidate`: a candidate whose numbers are *unconfirmed*.',
      ),
      text(
        '*Unconfirmed* means that the numbers were not checked against the source. *Unvalidated* means that nobody has tested the measure. Pages, downloads and the API say so next to every result.',
      ),
    ),
    section(
      'Add a definition',
      text(
        'Write the file, name it in `surveys/responder/shipped.ts`, and list it in a study’s `responderDefinitions`, such as `pain-relief-30@1.0.0`. A definition can also stand in the study file itself. A change is a new version.',
      ),
    ),
  ],
}
