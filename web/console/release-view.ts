import type { Named } from './frame.ts'

/** The release that an analysis is shown of; left out: live numbers. */
export type ReleaseQuery = { readonly release?: number | undefined }

/** Which numbers a page of analyses shows, and what else it could show. */
export type ReleaseChoice = {
  readonly shown: { readonly number: number; readonly name: string; readonly asOf: string } | null
  /** Numbers of releases with what they are called, the newest first. */
  readonly releases: readonly Named[]
}
