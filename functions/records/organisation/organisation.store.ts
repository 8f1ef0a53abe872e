import { type DynamoDBClient, QueryCommand } from '@aws-sdk/client-dynamodb'
import * as z from 'zod/mini'
import {
  buildPrefixRange,
  type ConditionalWrite,
  getItem,
  parseItem,
  readAll,
  toItem,
} from '../../platform/aws/dynamodb.ts'
import { ORGANISATION_PREFIX, PERSON_INDEX } from '../membership/membership.store.ts'
import {
  type Organisation,
  type OrganisationAdministrator,
  organisationAdministratorSchema,
  organisationSchema,
} from './organisation.ts'

/*
 * Members table: organisations, who administers them, and which studies are theirs.
 *
 * | access                           | request                                                                |
 * |----------------------------------|------------------------------------------------------------------------|
 * | an organisation                  | Get pk ORGANISATION#<organisation>, sk ORGANISATION                      |
 * | one of its administrators        | Get pk ORGANISATION#<organisation>, sk ADMINISTRATOR#<sub>               |
 * | all of them                      | Query pk ORGANISATION#<organisation>, sk begins ADMINISTRATOR#           |
 * | its studies                      | Query pk ORGANISATION#<organisation>, sk begins STUDY#                   |
 * | whose a study is                 | Get pk STUDY#<study>, sk ORGANISATION                                    |
 * | all organisations of one person  | Query index person: memberSub, memberStudy; some milliseconds behind     |
 * | appoint, dismiss                 | Put of the organisation’s revision that was read, with the audit entry   |
 *
 * Every change of who administers an organisation puts its item with the number of them: of two who dismiss each other at
 * once, one is refused.
 */

export const ORGANISATION_UNCHANGED = 'organisation: as it was read'
/** A study belongs to one organisation, from then on. */
export const STUDY_UNOWNED = 'study: of no organisation yet'

const storedSchema = z.object({
  ...organisationSchema.shape,
  administrators: z.int(),
  revision: z.int(),
})
const administratorSchema = z.object(organisationAdministratorSchema.shape)
const studySchema = z.object({ study: z.string(), organisation: z.string() })

/** As it was read. `revision` rises with every change. */
export type StoredOrganisation = z.infer<typeof storedSchema>

export type OrganisationStore = {
  find(id: string): Promise<StoredOrganisation | undefined>
  findAdministrator(id: string, sub: string): Promise<OrganisationAdministrator | undefined>
  /** By `sub`. */
  listAdministrators(id: string): Promise<readonly OrganisationAdministrator[]>
  /** Ids, in their order. */
  listStudies(id: string): Promise<readonly string[]>
  /** Whose a study is; `undefined` for nobody’s. */
  findOwner(study: string): Promise<string | undefined>
  /** Ids of what somebody administers. What changed a moment ago may be missing, or still there. */
  listByPerson(sub: string): Promise<readonly string[]>
}

export function createOrganisationStore(deps: {
  readonly dynamo: DynamoDBClient
  readonly table: string
}): OrganisationStore {
  const { dynamo, table } = deps
  return {
    find: (id) => getItem(dynamo, table, buildKey(id, 'ORGANISATION'), storedSchema),
    findAdministrator: (id, sub) =>
      getItem(dynamo, table, buildKey(id, `ADMINISTRATOR#${sub}`), administratorSchema),
    listAdministrators: (id) =>
      readAll(dynamo, table, buildPrefixRange(formatPartition(id), 'ADMINISTRATOR#'), administratorSchema),
    async listStudies(id) {
      const range = buildPrefixRange(formatPartition(id), 'STUDY#')
      return (await readAll(dynamo, table, range, studySchema)).map(({ study }) => study)
    },
    findOwner: async (study) =>
      (await getItem(dynamo, table, buildOwnerKey(study), studySchema))?.organisation,
    async listByPerson(sub) {
      const { Items = [] } = await dynamo.send(
        new QueryCommand({
          TableName: table,
          IndexName: PERSON_INDEX,
          KeyConditionExpression: 'memberSub = :sub AND begins_with(memberStudy, :organisations)',
          ExpressionAttributeValues: toItem({ ':sub': sub, ':organisations': ORGANISATION_PREFIX }),
        }),
      )
      return Items.map((item) => parseItem(administratorSchema, item).organisation)
    },
  }
}

/** @param read as it was, or `undefined` where there was none */
export function putOrganisation(
  table: string,
  { id, name }: Organisation,
  administrators: number,
  read: StoredOrganisation | undefined,
): ConditionalWrite<typeof ORGANISATION_UNCHANGED> {
  const revision = (read?.revision ?? 0) + 1
  return {
    condition: ORGANISATION_UNCHANGED,
    write: {
      Put: {
        TableName: table,
        Item: toItem({ ...buildKey(id, 'ORGANISATION'), id, name, administrators, revision }),
        ...(read
          ? {
              ConditionExpression: 'revision = :read',
              ExpressionAttributeValues: toItem({ ':read': read.revision }),
            }
          : { ConditionExpression: 'attribute_not_exists(pk)' }),
      },
    },
  }
}

/** To be written with `putOrganisation`, whose condition holds for both. */
export function putAdministrator(
  table: string,
  administrator: OrganisationAdministrator,
): ConditionalWrite<typeof ORGANISATION_UNCHANGED> {
  const { organisation, sub } = administrator
  return {
    condition: ORGANISATION_UNCHANGED,
    write: {
      Put: {
        TableName: table,
        Item: toItem({
          ...buildKey(organisation, `ADMINISTRATOR#${sub}`),
          ...administrator,
          ...{ memberSub: sub, memberStudy: `${ORGANISATION_PREFIX}${organisation}` },
        }),
      },
    },
  }
}

/** To be written with `putOrganisation`, whose condition holds for both. */
export function deleteAdministrator(
  table: string,
  { organisation, sub }: Pick<OrganisationAdministrator, 'organisation' | 'sub'>,
): ConditionalWrite<typeof ORGANISATION_UNCHANGED> {
  return {
    condition: ORGANISATION_UNCHANGED,
    write: { Delete: { TableName: table, Key: toItem(buildKey(organisation, `ADMINISTRATOR#${sub}`)) } },
  }
}

/** Makes a study an organisation’s. */
export function putOwner(
  table: string,
  organisation: string,
  study: string,
): readonly ConditionalWrite<typeof STUDY_UNOWNED>[] {
  return [buildOwnerKey(study), buildKey(organisation, `STUDY#${study}`)].map((key) => ({
    condition: STUDY_UNOWNED,
    write: {
      Put: {
        TableName: table,
        Item: toItem({ ...key, study, organisation }),
        ConditionExpression: 'attribute_not_exists(pk) OR organisation = :organisation',
        ExpressionAttributeValues: toItem({ ':organisation': organisation }),
      },
    },
  }))
}

function formatPartition(id: string): string {
  return `ORGANISATION#${id}`
}

function buildKey(id: string, sk: string) {
  return { pk: formatPartition(id), sk }
}

function buildOwnerKey(study: string) {
  return { pk: `STUDY#${study}`, sk: 'ORGANISATION' }
}
