import type { Endpoint } from '../../../surveys/study/estimand.ts'
import { computeNextVersion } from '../../../surveys/versions/publication.ts'
import { platformProblems } from '../../../web/api/problems/platform-problems.ts'
import { ProblemError } from '../../platform/core/problem-error.ts'
import { buildNotFound } from '../access/staff-access.ts'
import { type DraftDeps, type ReviewedDraft, saveDraft } from './study-drafts.ts'

/** What a definition becomes in a study. */
export type DefinitionUse = {
  /** `id@version` of what is published. */
  readonly ref: string
  readonly role: 'primary' | 'secondary' | 'exploratory'
  readonly timepoint?: string | undefined
  readonly estimand?: string | undefined
}

/**
 * Names a published definition in the draft of a study, which begins from the version in force where there is none. What the
 * draft then lacks, or what is wrong with it, is said with it.
 *
 * @param revision of the study's draft: 0 where there was never one
 * @throws ProblemError 404 for what is not published; 422 for an endpoint without timepoint or estimand; `draft-changed`
 */
export async function useDefinition(
  deps: DraftDeps,
  saving: { readonly study: string; readonly by: string; readonly revision: number },
  use: DefinitionUse,
): Promise<ReviewedDraft> {
  const entries = await deps.definitions.listEntries('responder-definition')
  if (!entries.some(({ id, version }) => `${id}@${version}` === use.ref)) throw buildNotFound()
  const endpoint = use.role === 'exploratory' ? undefined : requireEndpoint(use)
  const { draft } = await deps.drafts.find(saving.study)
  const source = draft?.source ?? (await buildNextVersion(deps, saving.study))
  return saveDraft(deps, saving, nameDefinition(source, use, endpoint))
}

function requireEndpoint({ ref, timepoint, estimand }: DefinitionUse): Endpoint {
  const missing = Object.entries({ timepoint, estimand }).flatMap(([name, value]) =>
    value === undefined ? [{ pointer: `/${name}`, code: 'missing', detail: 'an endpoint needs it' }] : [],
  )
  if (timepoint === undefined || estimand === undefined)
    throw new ProblemError(platformProblems.invalidInput, missing)
  return { definition: parseId(ref), timepoint, estimand }
}

/** The newest version under the next number. */
async function buildNextVersion({ heads, definitions }: DraftDeps, study: string): Promise<Source> {
  const newest = (await heads.find(study))?.versions.at(-1)
  if (!newest) throw buildNotFound()
  const [source] = await definitions.readSources([newest.hash])
  return { ...(source as Source), version: computeNextVersion(newest.version, 'equivalent') }
}

type Source = Readonly<Record<string, unknown>>

/**
 * The study with the definition in its list, in place of another version of it, and with its endpoint. A primary endpoint that
 * was another one becomes secondary, so that nothing that was promised is lost unseen.
 */
export function nameDefinition(
  source: Source,
  { ref, role }: Pick<DefinitionUse, 'ref' | 'role'>,
  endpoint: Endpoint | undefined,
): Source {
  const listed = Array.isArray(source.responderDefinitions) ? source.responderDefinitions : []
  const at = listed.findIndex((one) => findId(one) === parseId(ref))
  const responderDefinitions = at < 0 ? [...listed, ref] : listed.with(at, ref)
  if (endpoint === undefined) return { ...source, responderDefinitions }
  const endpoints = (source.endpoints ?? {}) as { primary?: unknown; secondary?: unknown }
  const secondary = (Array.isArray(endpoints.secondary) ? endpoints.secondary : []).filter(
    (one) => !isSameEndpoint(one, endpoint),
  )
  const { primary } = endpoints
  const isPrimary = primary !== undefined && isSameEndpoint(primary, endpoint)
  if (role === 'secondary') {
    // A study without a primary endpoint has no secondary one: the check says so at the field.
    const added = isPrimary ? secondary : [...secondary, endpoint]
    return { ...source, responderDefinitions, endpoints: { ...endpoints, secondary: added } }
  }
  const kept = primary === undefined || isPrimary ? secondary : [...secondary, primary]
  return { ...source, responderDefinitions, endpoints: { ...endpoints, primary: endpoint, secondary: kept } }
}

function isSameEndpoint(one: unknown, { definition, timepoint, estimand }: Endpoint): boolean {
  const other = one as Partial<Endpoint> | null
  return other?.definition === definition && other.timepoint === timepoint && other.estimand === estimand
}

function findId(one: unknown): string | undefined {
  if (typeof one === 'string') return parseId(one)
  const id = (one as { readonly id?: unknown } | null)?.id
  return typeof id === 'string' ? id : undefined
}

function parseId(ref: string): string {
  return ref.split('@')[0] ?? ''
}
