import type { DenominatorCounts, DenominatorRates } from '../../../web/api/analyses/denominators.ts'
import type { ResponderRateReply, SiteRate } from '../../../web/api/analyses/responder-rate.ts'
import {
  chooseCoarse,
  computeFineRates,
  FINE,
  type FineRates,
  type Precision,
  roundRates,
} from './coarse-rates.ts'
import { type ArmSource, discloseArms } from './disclose-arms.ts'
import { type HiddenSite, hasPossibleCounts } from './possible-counts.ts'
import { chooseSuppressedSites, isApartFromShown } from './suppressed-sites.ts'
import { changeCounts, requireCounts, sumCounts, type WholeCounts, type WholeSite } from './whole-counts.ts'

/** So many counts of a suppressed clinic must agree with everything published; fewer where the minimum is smaller. */
const MIN_POSSIBLE_COUNTS = 5
/** Clinics that are suppressed together, and how many of them are so for the others' sake alone. */
const MIN_SUPPRESSED_SITES = 3
const MIN_LARGE_SITES = 2

/** Met and not met of a site, as they were shown. */
export type ShownCells = readonly [met: number, notMet: number]

/** What else was shown of each site that a row could be compared with. */
export type ShownBefore = ReadonlyMap<string, readonly ShownCells[]>

/**
 * A responder rate as a release shows it: the same for everybody, whatever clinic they belong to.
 *
 * A site's row shows due and met where met and not met both reach the minimum, and where neither differs from what was shown
 * of the site before by a smaller group. Rates of all sites are in whole percent; where a site is suppressed in steps of five or ten,
 * without intervals, and not at all where a count could be worked out even so. Whole-study counts stand only where no site is suppressed. Left out are weights, τ², results without each site, and every other count.
 *
 * @param whole over all sites, with nothing suppressed
 * @param shownBefore rows of the same sites that this one could be subtracted from: of earlier releases, and of definitions
 *   that this one contains or is contained in
 * @param arms of a study that has several
 * @throws Error where something of it is suppressed already
 */
export function discloseResponderRate(
  whole: ResponderRateReply,
  minimumCellSize: number,
  shownBefore: ShownBefore = new Map(),
  arms: ArmSource | null = null,
): ResponderRateReply {
  const sites = whole.sites.map(requireWhole)
  // That there are no arms to compare is no result.
  const multiplicity = whole.multiplicity?.kind === 'nothing-tested' ? whole.multiplicity : null
  const about = { ...whole, minimumCellSize, failedBy: [], missing: [], byArm: null, multiplicity }
  if (whole.noRate !== null)
    return {
      ...about,
      ...{ counts: NO_COUNTS, rates: NO_RATES, pooled: { kind: 'not-pooled', reason: 'no-rate' } },
      sites: whole.sites.map(suppressSite),
    }
  const isSmall = ({ met, due }: Pick<WholeCounts, 'met' | 'due'>) =>
    Math.min(met, due - met) < minimumCellSize
  const isApart = (site: string, { met, due }: Pick<WholeCounts, 'met' | 'due'>) =>
    isApartFromShown([met, due - met], shownBefore.get(site) ?? [], minimumCellSize)
  const candidates = sites.map(({ site, counts }) => ({
    ...{ site, size: counts.due },
    mustHide: isSmall(counts) || !isApart(site, counts),
  }))
  const secrets = new Set(candidates.flatMap(({ site, mustHide }) => (mustHide ? [site] : [])))
  const needed = Math.min(MIN_POSSIBLE_COUNTS, minimumCellSize)
  const publish = createPublisher(sites, whole)
  const { suppressed } = chooseSuppressedSites(candidates, (chosen) => isSeveral(chosen, secrets))
  const { met, due } = sumCounts(sites)
  const precision = suppressed.size === 0 ? FINE : chooseCoarse(due)
  const hidden = sites
    .filter(({ site }) => suppressed.has(site))
    .map((one) => buildHiddenSite(one, isSmall, isApart))
  const isProtected = hidden.every(
    (one) =>
      !secrets.has(one.site) ||
      hasPossibleCounts(one, hidden, (changes) => publish(changes, precision), needed),
  )
  const isExact = suppressed.size === 0
  return {
    ...about,
    byArm: whole.byArm === null || arms === null ? null : discloseArms(arms, isExact, minimumCellSize),
    counts: isExact ? { ...NO_COUNTS, due, met } : NO_COUNTS,
    ...(isProtected
      ? roundRates(computeFineRates(sites, met), whole, precision)
      : {
          ...{ rates: NO_RATES, pooled: { kind: 'suppressed' } },
          imputed: { kind: 'not-imputed', reason: 'suppressed' },
        }),
    sites: whole.sites.map((site) => (suppressed.has(site.site) ? suppressSite(site) : showSite(site))),
  }
}

const NO_COUNTS: DenominatorCounts = {
  ...{ due: null, notYetDue: null, met: null, observed: null, observedMet: null, bestMet: null },
}
const NO_RATES: DenominatorRates = { primary: null, observed: null, worst: null, best: null }

function requireWhole({ site, ...of }: SiteRate): WholeSite {
  if (of.kind !== 'shown') throw new Error('a release is made from rows of which nothing is suppressed')
  return { site, counts: requireCounts(of.counts) }
}

/**
 * Whether so many are suppressed that someone of one of them knows neither of two others, one of which is large enough to make
 * up for what a small one could have been.
 */
function isSeveral(suppressed: ReadonlySet<string>, secrets: ReadonlySet<string>): boolean {
  return suppressed.size >= MIN_SUPPRESSED_SITES && suppressed.size - secrets.size >= MIN_LARGE_SITES
}

function suppressSite({ site, name }: SiteRate): SiteRate {
  return { kind: 'suppressed', site, name, rate: null, interval: null }
}

function showSite(of: SiteRate): SiteRate {
  if (of.kind !== 'shown') return of
  const { due, met } = of.counts
  return { ...of, counts: { ...NO_COUNTS, due, met } }
}

/**
 * A site whose count of met could be another: somebody who answered everything had met and not met instead, or the other way
 * round. It is small, or too near to what was shown, all the same, since how sites are chosen is no secret.
 */
function buildHiddenSite(
  { site, counts }: WholeSite,
  isSmall: (counts: Pick<WholeCounts, 'met' | 'due'>) => boolean,
  isApart: (site: string, counts: Pick<WholeCounts, 'met' | 'due'>) => boolean,
): HiddenSite {
  const { due, met, observed, observedMet } = counts
  return {
    site,
    room: [-observedMet, observed - observedMet],
    staysHidden: (change) => {
      const changed = { due, met: met + change }
      return isSmall(changed) === isSmall(counts) && isApart(site, changed) === isApart(site, counts)
    },
  }
}

/** Rates of all sites as they would be published with other counts, computed once for each. */
function createPublisher(sites: readonly WholeSite[], whole: ResponderRateReply) {
  const { met } = sumCounts(sites)
  const known = new Map<string, FineRates>()
  return (changes: ReadonlyMap<string, number>, precision: Precision): string => {
    const key = sites.map(({ site }) => changes.get(site) ?? 0).join()
    const fine = known.get(key) ?? computeFineRates(changeCounts(sites, changes), met)
    known.set(key, fine)
    return JSON.stringify(roundRates(fine, whole, precision))
  }
}
