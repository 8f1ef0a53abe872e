import * as z from 'zod/mini'
import { idSchema } from '../../../surveys/instrument/vocabulary-schema.ts'
import type { StudyDefinition } from '../../../surveys/study/definition.ts'
import type { StudyDraftStore } from './study-draft.store.ts'
import type { StudyLibrary } from './study-library.ts'

/** What one has to know of a study to say who may do what in it, also while it is a draft. */
export type StudyOutline = Pick<StudyDefinition, 'id' | 'title'> & {
  readonly sites: readonly Pick<StudyDefinition['sites'][number], 'id' | 'name'>[]
  readonly hasArms: boolean
  readonly isUnpublished: boolean
}

/** As it is in force; of a study that is not yet, as its draft has it so far. `undefined` for one that there is not. */
export type FindStudyOutline = (id: string) => Promise<StudyOutline | undefined>

type Deps = {
  readonly library: Pick<StudyLibrary, 'findStudy'>
  readonly drafts: StudyDraftStore
}

export function createStudyOutlines({ library, drafts }: Deps): FindStudyOutline {
  return async (id) => {
    const study = await library.findStudy(id)
    if (study) {
      const { title, sites, arms } = study
      return { id, title, sites, hasArms: arms.length > 0, isUnpublished: false }
    }
    const { draft } = await drafts.find(id)
    return draft && outlineDraft(id, draft.source)
  }
}

const draftedSite = z.object({ id: idSchema, name: z.string() })

/** Whatever of a draft is written as it must be: the rest is not there yet. */
function outlineDraft(id: string, source: Readonly<Record<string, unknown>>): StudyOutline {
  const { title, sites, arms } = source
  const known = Array.isArray(sites) ? sites : []
  return {
    ...{ id, title: typeof title === 'string' && title !== '' ? title : id },
    sites: known.flatMap((site) => draftedSite.safeParse(site).data ?? []),
    hasArms: Array.isArray(arms) && arms.length > 0,
    isUnpublished: true,
  }
}
