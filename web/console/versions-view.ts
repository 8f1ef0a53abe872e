import type { SiteRollout } from '../api/studies/rollouts.ts'
import type { VersionEffects } from '../api/studies/version-effects.ts'
import type { Named } from './frame.ts'

/** Names of what the pages of versions answer a form with. */
export const VERSION_NOTICES = [
  ...(['published', 'stopped', 'continued', 'moved', 'draft-changed', 'second-person-needed'] as const),
  ...(['past', 'rollout-changed', 'site-follows-version', 'site-decided-by-its-lead'] as const),
] as const
export type VersionNotice = (typeof VERSION_NOTICES)[number]

/** Why there is nothing to preview. */
export type NoPreview = 'noDraft' | 'faulty' | 'notNewer' | 'firstVersion'

export type VersionPreviewView = {
  readonly effects: VersionEffects | NoPreview
  /** Sites and timepoints by their ids, in words. */
  readonly sites: readonly Named[]
  readonly timepoints: readonly Named[]
  /** Of a draft: with the form that publishes it, for which sites first. */
  readonly publishable?:
    | {
        readonly revision: number
        readonly needsSecondPerson: boolean
        /** Sites that stay held back from this version too, until they are moved. */
        readonly held: readonly string[]
      }
    | undefined
}

export type VersionsView = {
  readonly rollouts: readonly SiteRollout[]
  readonly sites: readonly Named[]
  readonly timepoints: readonly Named[]
  readonly firstVersion: string
}
