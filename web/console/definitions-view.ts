import type { Evidence } from '../../surveys/instrument/vocabulary.ts'
import type { EndpointRole } from '../../surveys/study/estimand.ts'
import type { DefinitionPreviewReply } from '../api/responder-definitions/definition-preview.ts'
import type { RuleDescription } from '../responder/describe-responder-rule.ts'
import type { Named } from './frame.ts'

/** Names of what the pages of responder definitions answer a form with. */
export const DEFINITION_NOTICES = [
  ...(['saved', 'published', 'discarded', 'retired', 'used', 'draft-changed', 'draft-faulty'] as const),
  ...(['invalid', 'of-others', 'too-many', 'no-reason', 'already-retired', 'no-endpoint'] as const),
] as const
export type DefinitionNotice = (typeof DEFINITION_NOTICES)[number]

export const GOOD_NOTICES: readonly DefinitionNotice[] = [
  ...(['saved', 'published', 'discarded', 'retired', 'used'] as const),
]

/** A problem at its field, by JSON pointer. */
export type DefinitionProblem = { readonly pointer: string; readonly detail: string }

export type DefinitionUse = {
  readonly title: string
  readonly version: string
  readonly role: EndpointRole
}

/** A published version. */
export type DefinitionRow = {
  readonly id: string
  readonly version: string
  readonly title: string
  readonly summary: string
  readonly rule: readonly RuleDescription[]
  readonly source: string
  readonly evidence: Evidence
  readonly belongsTo: 'nobody' | 'this-study' | 'another-study'
  readonly retired: { readonly at: string; readonly reason: string } | undefined
  readonly faults: readonly DefinitionProblem[]
  readonly usedBy: readonly DefinitionUse[]
}

export type DefinitionDraftRow = {
  readonly id: string
  readonly changedAt: string
  readonly isMine: boolean
}

export type DefinitionsView = {
  readonly definitions: readonly DefinitionRow[]
  /** `undefined` for who does not write any. */
  readonly drafts: readonly DefinitionDraftRow[] | undefined
}

/** A line of a rule in words, kept, removed or added against another version. */
export type SentenceChange = {
  readonly kind: 'kept' | 'removed' | 'added'
  readonly text: string
  /** How deep it stands within other lines. */
  readonly depth: number
}

/** What a new version says otherwise. */
export type DefinitionChanges = {
  readonly since: string
  readonly rule: readonly SentenceChange[]
  readonly others: readonly { readonly field: string; readonly before: string; readonly after: string }[]
}

export type DefinitionVersionView = {
  readonly row: DefinitionRow
  readonly hash: string
  readonly publishedAt: string
  readonly changes: DefinitionChanges | undefined
  /** What leads choose an endpoint from; `undefined` for everybody else. */
  readonly lead:
    | {
        readonly timepoints: readonly Named[]
        readonly estimands: readonly Named[]
        /** Of the study's draft. */
        readonly revision: number
      }
    | undefined
}

/** A field of a condition, which the form sends under its pointer. */
export type RuleField = {
  readonly name: string
  readonly pointer: string
  readonly kind: 'choice' | 'number' | 'checks'
  /** What stands there; of `checks` everything that is chosen. */
  readonly values: readonly string[]
  readonly choices: readonly Named[]
  readonly hint: string | undefined
  readonly faults: readonly string[]
}

/** A condition of a rule as it is edited: it may not be one yet. */
export type RuleNode = {
  readonly pointer: string
  /** Its number within the rule: 2.1 is the first within the second; empty for the whole. */
  readonly place: string
  readonly op: string
  readonly fields: readonly RuleField[]
  readonly parts: readonly RuleNode[]
  /** Whether it joins any number of conditions, holds one, or is one. */
  readonly shape: 'group' | 'wrapper' | 'leaf'
  readonly faults: readonly string[]
  /** The measure by which `much` leads on to how much change matters. */
  readonly measure: string | undefined
}

export type DefinitionBuilderView = {
  readonly id: string
  readonly revision: number
  readonly basedOn: string | undefined
  readonly changedAt: string
  readonly isMine: boolean
  /** Texts by their pointers. */
  readonly texts: ReadonlyMap<string, string>
  readonly rule: RuleNode
  /** In the page's language, and in the other one. */
  readonly words: readonly RuleDescription[]
  readonly otherWords: readonly RuleDescription[]
  readonly otherLocale: string
  readonly problems: readonly DefinitionProblem[]
  readonly changes: DefinitionChanges | undefined
  readonly json: string
  readonly preview: DefinitionPreviewView
}

/** What the draft gives on the present data, and what it is asked for. */
export type DefinitionPreviewView = {
  /** `undefined` while the rule has a problem. */
  readonly result: DefinitionPreviewReply | undefined
  /** Whether the study is not published yet: then nobody has answered. */
  readonly isWithoutData: boolean
  readonly timepoints: readonly Named[]
  readonly estimands: readonly Named[]
  readonly cuts: readonly Named[]
  /** Titles by `id@version`. */
  readonly titles: ReadonlyMap<string, string>
  readonly chosen: { readonly timepoint: string; readonly estimand: string; readonly cut: string }
}
