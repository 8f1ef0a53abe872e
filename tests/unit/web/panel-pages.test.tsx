import { createHash } from 'node:crypto'
import { gzipSync } from 'node:zlib'
import { describe, expect, it } from 'vitest'
import type { PanelProblem } from '../../../web/api/problems/panel-page-problems.ts'
import {
  type FeedbackView,
  PanelDonePage,
  PanelItemPage,
  PanelLeavePage,
  PanelOverviewPage,
  PanelProblemPage,
  PanelStatementsPage,
  PanelWelcomePage,
  panelContentSecurityPolicy,
} from '../../../web/panel/index.ts'
import { feedback, items, overview, panel, rating, statements, welcome } from '../../support/panel-views.ts'

const HOSTILE = `"><script>alert('x')</script><img src=x onerror=alert(1)>`
const KILOBYTE = 1024
const later = items['a later round']
const all = [
  <PanelWelcomePage view={welcome} />,
  <PanelStatementsPage view={statements} />,
  ...Object.values(items).map((view) => <PanelItemPage view={view} />),
  <PanelOverviewPage view={overview} />,
  <PanelDonePage view={{ ...panel, thanks: 'Thank you.', open: 0, isLastRound: true }} />,
  <PanelLeavePage view={panel} />,
].map(String)

/** The radio buttons and boxes that a page has checked. */
function listChecked(page: unknown): readonly string[] {
  return [...String(page).matchAll(/<input type="(?:radio|checkbox)"[^>]*value="([^"]*)"[^>]* checked/g)].map(
    ([, value = '']) => value,
  )
}

describe('a panelist’s page', () => {
  it('is at most 13 kB as sent, so that it comes with its headers in one round trip', () => {
    for (const page of all) expect(gzipSync(page).length).toBeLessThanOrEqual(13 * KILOBYTE)
  })

  it('runs no script, asks nobody for anything else, and has one style, whose hash the policy names', () => {
    for (const page of all) {
      expect(page).not.toMatch(/<script|\son[a-z]+=|\sstyle=|\ssrc=|url\(|@import|https?:/)
      const [, style = ''] = /<style>([\s\S]*?)<\/style>/.exec(page) ?? []
      const hash = createHash('sha256').update(style).digest('base64')
      expect(panelContentSecurityPolicy).toContain(`style-src 'sha256-${hash}'`)
    }
    expect(panelContentSecurityPolicy).not.toContain('script-src')
  })

  it('writes what people wrote as text', () => {
    const page = String(
      <PanelItemPage
        view={{
          ...later,
          ...{ item: HOSTILE, help: HOSTILE, reason: { isAsked: true, text: HOSTILE } },
          asked: { ...later.asked, feedback: { ...feedback, reasons: [{ side: 'between', text: HOSTILE }] } },
        }}
      />,
    )
    expect(page).not.toContain('<script>alert')
    expect(page).not.toContain('<img')
  })
})

describe('an item', () => {
  it('has nothing checked before the panelist has answered in this round', () => {
    for (const [name, view] of Object.entries(items))
      if (view.revision === 0)
        expect(listChecked(<PanelItemPage view={view} />), name).toEqual(
          name === 'final vote' ? ['unsure'] : [],
        )
  })

  it('shows an earlier rating and does not preselect it: keeping it is a button of its own', () => {
    const page = String(<PanelItemPage view={later} />)
    expect(listChecked(page)).toEqual([])
    expect(page).toMatch(
      /<button type="submit" class="outline" name="act" value="keep">Keep my answer: 8 out of 9/,
    )
    const first = String(<PanelItemPage view={items['rating from 1 to 9']} />)
    expect(first).not.toContain('value="keep"')
  })

  it('offers nothing to keep to somebody who did not answer before', () => {
    const page = String(<PanelItemPage view={{ ...later, asked: { ...rating, earlier: null } }} />)
    expect(page).toContain('You did not answer this before.')
    expect(page).not.toContain('value="keep"')
  })

  it('shows the answer of this round, and brings back the revision that the page showed', () => {
    const page = String(<PanelItemPage view={items['a later round, answered']} />)
    expect(listChecked(page)).toEqual(['7'])
    expect(page).toContain('<input type="hidden" name="revision" value="1"/>')
  })

  it('sends by Enter what is chosen, and not a wish to keep the earlier answer', () => {
    const buttons = [...String(<PanelItemPage view={later} />).matchAll(/<button[^>]*>/g)].map(String)
    expect(buttons[0]).not.toContain('keep')
  })

  it('comes back with a fault that takes the focus and leads to the field', () => {
    const page = String(<PanelItemPage view={later} fault="nothing-chosen" />)
    expect(page).toMatch(/class="error" role="alert" tabindex="-1" autofocus/)
    expect(page).toContain('<a href="#answer">Choose an answer</a>')
    expect(page.match(/id="answer"/g)).toHaveLength(1)
    const long = String(<PanelItemPage view={later} fault="reason-too-long" written="What I wrote" />)
    expect(long).toContain('<a href="#reason">')
    expect(long).toContain('What I wrote</textarea>')
  })

  it('describes a change on a profile as better or worse, whichever way the measure runs', () => {
    const page = String(<PanelItemPage view={items.profile} />)
    for (const words of ['3.5 better', '5 worse', 'no change', '0 is worst, 100 is best'])
      expect(page).toContain(words)
  })
})

describe('feedback', () => {
  const show = (view: FeedbackView) =>
    String(<PanelItemPage view={{ ...later, asked: { ...later.asked, feedback: view } }} />)

  it('shows each group with its number, median, shares, and every count in words', () => {
    const page = show(feedback)
    expect(page).toContain('12 ratings, middle rating (median) 3.5')
    // Item 5 of the first round: five of twelve in 7–9, one in 4–6, six in 1–3.
    expect(page).toContain('7–9: 5 of 12 (42%)')
    expect(page).toContain('1–3: 6 of 12 (50%)')
    expect(page).toContain('1: 1; 2: 3; 3: 2; 4: 1; 5: 0; 6: 0; 7: 1; 8: 3; 9: 1')
    expect(page).toContain('1 could not rate it.')
  })

  it('names a group of too few and says no number of it', () => {
    expect(show(feedback)).toContain('Not shown, because too few have rated: Payers.')
  })

  it('gives every side its place, also one from which nobody wrote', () => {
    expect(show(feedback)).toMatch(/From ratings of 4–6<\/h3><p class="quiet">No reasons from this side/)
  })

  it('says nothing of others where the protocol shows nothing', () => {
    const page = show({ kind: 'nothing', because: 'mode' })
    expect(page).not.toContain('How the panel answered')
    expect(page).not.toContain('<svg')
  })
})

describe('the pages around the items', () => {
  it('ask for the two statements before the first answer, and not again', () => {
    expect(String(<PanelWelcomePage view={welcome} />)).toContain(`/panel/${panel.token}/statements"`)
    const signed = String(<PanelWelcomePage view={{ ...welcome, isSigned: true, answered: 2, next: 3 }} />)
    expect(signed).not.toContain('/statements')
    expect(signed).toContain(`href="/panel/${panel.token}/3"`)
    expect(signed).toContain('You have answered 2 of 18.')
  })

  it('say how long a round takes and from which size groups are shown', () => {
    const page = String(<PanelWelcomePage view={welcome} />)
    expect(page).toContain('18 questions, about 11 minutes.')
    expect(page).toContain('never a group of fewer than 5')
  })

  it('lead from the overview to the first open item, else to the end', () => {
    expect(String(<PanelOverviewPage view={overview} />)).toMatch(/class="button" href="[^"]*\/3">Continue/)
    const done = String(<PanelOverviewPage view={{ ...overview, next: null }} />)
    expect(done).toMatch(/class="button" href="[^"]*\/done">I am finished/)
  })

  it('change nothing by being looked at: leaving is a form', () => {
    const page = String(<PanelLeavePage view={panel} />)
    expect(page).toMatch(/<form method="post" action="[^"]*\/leave">/)
  })

  it('say of an unknown link nothing about any panel', () => {
    const page = String(<PanelProblemPage locale="en" problem="unknown-link" />)
    expect(page).not.toContain(panel.title)
    expect(page).not.toContain(panel.token)
  })

  it.each<PanelProblem>(['withdrew', 'panel-ended'])('offer no way out after %s', (problem) => {
    const page = String(<PanelProblemPage locale="en" problem={problem} panel={panel} />)
    expect(page).not.toContain('/leave')
  })
})
