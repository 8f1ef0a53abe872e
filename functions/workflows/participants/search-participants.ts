import type { StudyDefinition } from '../../../surveys/study/definition.ts'
import { participantIdSchema } from '../../../web/api/schemas/path-parameters.ts'
import { readPhone } from '../../platform/core/phone-number.ts'
import {
  buildParticipantScope,
  type ParticipantScope,
  parseParticipantSite,
  type SiteScope,
} from '../../platform/core/scope.ts'
import type { Contact } from '../../records/contact/contact.store.ts'
import type { NameMatches } from '../../records/name-index/name-index.store.ts'
import { hasNameWords, listNameWords } from '../../records/name-index/name-words.ts'
import type { ParticipantStore } from '../../records/participant/participant.store.ts'
import type { Participant } from '../../records/participant/participant.ts'
import type { Phone } from '../../records/phone/phone.ts'
import { type Sealed, sealIdentified } from '../access/identified-data.ts'
import { nameOwners } from './find-duplicates.ts'

/** Beyond so many more has to be typed: each is read. */
const MAX_SHOWN = 25
/** Words that are looked for: more make nobody easier to find. */
const MAX_WORDS = 5

export type SearchDeps = {
  readonly participants: Pick<ParticipantStore, 'find'>
  readonly findContact: (scope: ParticipantScope) => Promise<Contact | undefined>
  readonly findPhone: (number: string) => Promise<Phone>
  readonly findByNameWord: (scope: SiteScope, begin: string) => Promise<NameMatches>
}

export type FoundParticipant = Pick<Participant, 'participant' | 'ended'> & {
  readonly site: string
  readonly contact: Contact
}

export type SearchResult = {
  /** In the order of their names. */
  readonly found: readonly FoundParticipant[]
  /** There are more than are shown. */
  readonly isCut: boolean
}

/**
 * Participants of some clinics by what is known of them: words of a name, each perhaps only begun and in any order; a telephone
 * number; or a study ID. A handful of reads, however many participants a clinic has.
 *
 * @param scopes clinics of whoever asks: nobody else's participants are found
 * @param typed as it was typed, not empty
 */
export async function searchParticipants(
  deps: SearchDeps,
  study: StudyDefinition,
  scopes: readonly SiteScope[],
  typed: string,
): Promise<Sealed<SearchResult>> {
  const [byId, byPhone, byName] = await Promise.all([
    listById(scopes, typed),
    listByPhone(deps, study, scopes, typed),
    listByName(deps, scopes, typed),
  ])
  const all = [...byId, ...byPhone, ...byName.flatMap(({ scopes: found }) => found)]
  const candidates = new Map(all.map((scope) => [scope.participant, scope]))
  const wanted = listNameWords(typed)
  const exact = new Set([...byId, ...byPhone].map(({ participant }) => participant))
  const read = await Promise.all(
    [...candidates.values()].map(async (scope): Promise<readonly FoundParticipant[]> => {
      const contact = await deps.findContact(scope)
      if (!contact) return []
      if (!exact.has(scope.participant) && !hasNameWords(contact.name ?? '', wanted)) return []
      const participant = await deps.participants.find(scope)
      return participant
        ? [{ participant: scope.participant, ended: participant.ended, site: scope.site, contact }]
        : []
    }),
  )
  const found = read.flat().sort((a, b) => compareNames(a, b))
  const shown = found.slice(0, MAX_SHOWN)
  return sealIdentified(
    { found: shown, isCut: found.length > shown.length || byName.some(({ isCut }) => isCut) },
    shown.map(({ participant }) => participant),
  )
}

function listById(scopes: readonly SiteScope[], typed: string): readonly ParticipantScope[] {
  const id = participantIdSchema.safeParse(typed.trim().toLowerCase()).data
  return id === undefined ? [] : listOwn(scopes, id)
}

/** The participant, where they are of one of the clinics. */
function listOwn(scopes: readonly SiteScope[], participant: string): readonly ParticipantScope[] {
  const scope = scopes.find(({ site }) => site === parseParticipantSite(participant))
  return scope ? [buildParticipantScope(scope, participant)] : []
}

async function listByPhone(
  { findPhone }: Pick<SearchDeps, 'findPhone'>,
  study: StudyDefinition,
  scopes: readonly SiteScope[],
  typed: string,
): Promise<readonly ParticipantScope[]> {
  const read = await readPhone(typed, study.textingCountries)
  if ('fault' in read) return []
  const { owners = new Set<string>() } = await findPhone(read.phone)
  return nameOwners(owners, { study: study.id }).flatMap((participant) => listOwn(scopes, participant))
}

type NamedScopes = { readonly scopes: readonly ParticipantScope[]; readonly isCut: boolean }

/** At each clinic by the word that the fewest have: the others are looked for in the names themselves. */
async function listByName(
  { findByNameWord }: Pick<SearchDeps, 'findByNameWord'>,
  scopes: readonly SiteScope[],
  typed: string,
): Promise<readonly NamedScopes[]> {
  const words = listNameWords(typed).slice(0, MAX_WORDS)
  if (words.length === 0) return []
  return Promise.all(
    scopes.map(async (scope): Promise<NamedScopes> => {
      const matches = await Promise.all(words.map((word) => findByNameWord(scope, word)))
      const [fewest] = matches.sort(
        (a, b) => Number(a.isCut) - Number(b.isCut) || a.participants.length - b.participants.length,
      ) as [NameMatches, ...NameMatches[]]
      return {
        scopes: fewest.participants.map((participant) => buildParticipantScope(scope, participant)),
        isCut: fewest.isCut,
      }
    }),
  )
}

function compareNames(a: FoundParticipant, b: FoundParticipant): number {
  return (
    (a.contact.name ?? '').localeCompare(b.contact.name ?? '', 'en') ||
    a.participant.localeCompare(b.participant, 'en')
  )
}
