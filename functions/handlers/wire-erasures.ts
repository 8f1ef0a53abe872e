import { createErasedContactsStore } from '../records/erasure/erased-contacts.store.ts'
import { createErasedStudyDataStore } from '../records/erasure/erased-study-data.store.ts'
import { createErasureStore } from '../records/erasure/erasure.store.ts'
import { dynamo, type Env } from './wire.ts'

/** What participants asked to have stopped or erased. */
export function wireErasures({ STUDY_TABLE }: Env<'STUDY_TABLE'>) {
  return { erasures: createErasureStore({ dynamo, table: STUDY_TABLE }) }
}

/** The deletion of what is stored of a participant. */
export function wireDeletion({ STUDY_TABLE, CONTACTS_TABLE }: Env<'STUDY_TABLE' | 'CONTACTS_TABLE'>) {
  return {
    erasedStudyData: createErasedStudyDataStore({ dynamo, table: STUDY_TABLE }),
    erasedContacts: createErasedContactsStore({ dynamo, contactsTable: CONTACTS_TABLE }),
  }
}
