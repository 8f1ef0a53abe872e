import { formatRef } from '../../../surveys/instrument/vocabulary.ts'
import { checkRuleFit } from '../../../surveys/publication/check-rule-fit.ts'
import type { ResponderDefinition } from '../../../surveys/responder/definition.ts'
import type { StudyDefinition } from '../../../surveys/study/definition.ts'
import type { EndpointRole } from '../../../surveys/study/estimand.ts'
import { buildStudyMeasures } from '../../../surveys/study/measures.ts'
import type { DefinitionFault } from '../../../surveys/values/fault.ts'
import { compareVersions } from '../../../surveys/versions/compare-versions.ts'
import type { CatalogueEntry } from '../../records/library/catalogue.ts'
import type { DefinitionStore } from '../../records/library/definition.store.ts'
import type { StudyLibrary } from '../../records/library/study-library.ts'
import type { MembershipStore } from '../../records/membership/membership.store.ts'
import type { StudyMember } from '../access/staff-access.ts'
import { isOfStudy } from './publish-responder-definition.ts'

export type ListDefinitionsDeps = {
  readonly definitions: Pick<DefinitionStore, 'listEntries' | 'readFinished'>
  readonly memberships: Pick<MembershipStore, 'listByPerson'>
  readonly library: Pick<StudyLibrary, 'findStudy'>
}

export type DefinitionUsage = {
  readonly study: string
  readonly title: string
  readonly version: string
  readonly role: EndpointRole
}

/** A published version as a member of a study sees it. */
export type LibraryDefinition = {
  readonly entry: CatalogueEntry
  readonly definition: ResponderDefinition
  readonly isOwn: boolean
  /** Where its rule does not fit what the study measures. */
  readonly faults: readonly DefinitionFault[]
  /** In the versions in force of the studies that the person is a member of. */
  readonly usedBy: readonly DefinitionUsage[]
}

/** Every published responder definition, by id, the newest version of each first. */
export async function listResponderDefinitions(
  deps: ListDefinitionsDeps,
  { member, study, library }: StudyMember,
): Promise<readonly LibraryDefinition[]> {
  const [entries, memberships] = await Promise.all([
    deps.definitions.listEntries('responder-definition'),
    deps.memberships.listByPerson(member.sub),
  ])
  const [contents, studies] = await Promise.all([
    deps.definitions.readFinished(entries.map(({ hash }) => hash)),
    Promise.all(memberships.map((one) => deps.library.findStudy(one.study))),
  ])
  const used = studies.flatMap((one) => (one ? listUses(one) : []))
  const measures = buildStudyMeasures(study, library)
  return entries
    .map((entry, at) => {
      const definition = contents[at] as ResponderDefinition
      return {
        ...{ entry, definition, isOwn: isOfStudy(entry, study.id) },
        faults: checkRuleFit(definition.rule, measures, study),
        usedBy: used.filter(({ ref }) => ref === formatRef(definition)).map(({ ref: _, ...use }) => use),
      }
    })
    .sort(({ entry: a }, { entry: b }) =>
      a.id === b.id ? compareVersions(b.version, a.version) : a.id < b.id ? -1 : 1,
    )
}

function listUses({
  id: study,
  title,
  version,
  responderDefinitions,
  endpoints,
}: StudyDefinition): readonly (DefinitionUsage & { readonly ref: string })[] {
  return responderDefinitions.map((one) => {
    const isNamed = ({ definition }: { readonly definition: string }) => definition === one.id
    const role: EndpointRole =
      endpoints && isNamed(endpoints.primary)
        ? 'primary'
        : endpoints?.secondary.some(isNamed)
          ? 'secondary'
          : 'exploratory'
    return { ref: formatRef(one), study, title, version, role }
  })
}
