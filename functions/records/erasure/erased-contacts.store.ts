import { type DynamoDBClient, UpdateItemCommand } from '@aws-sdk/client-dynamodb'
import * as z from 'zod/mini'
import { deleteRanges } from '../../platform/aws/delete-ranges.ts'
import { buildPrefixRange, readAll, requireExistingItem, toItem } from '../../platform/aws/dynamodb.ts'
import { buildSiteKey, formatSitePartition, type ParticipantScope } from '../../platform/core/scope.ts'
import { findContact } from '../contact/contact.store.ts'
import { buildNameKey } from '../name-index/name-index.store.ts'
import { listIndexedWords } from '../name-index/name-words.ts'
import { forgetNamesake } from '../namesake/namesake.store.ts'
import { buildNamesakeKey } from '../namesake/namesake.ts'
import { buildOwnerKey, buildStateKey, formatPartition } from '../phone/phone-keys.ts'

/*
 * Contacts table: everything that is stored of a participant.
 *
 * | access                        | request                                                                     |
 * |-------------------------------|-----------------------------------------------------------------------------|
 * | of each number                | Query and Delete PHONE#<number>; of one that others have, what is theirs stays |
 * | what they and the site wrote  | Query and Delete MESSAGE#<participant>#, TEXT#…, LOG#…                        |
 * | who has their name and year   | Update NAMESAKE#<key>; Delete it where nobody is left                         |
 * | the words of their name       | Delete NAME#<word>#<participant>                                            |
 * | name and number               | Delete CONTACT#<participant>, last, since the numbers stand there             |
 */

export type ErasedContactsStore = {
  /** Name, numbers and every word that was written. May run again, and goes on where it was stopped. */
  deleteAll(scope: ParticipantScope): Promise<void>
}

type Deps = { readonly dynamo: DynamoDBClient; readonly contactsTable: string }

export function createErasedContactsStore(deps: Deps): ErasedContactsStore {
  const { dynamo, contactsTable: table } = deps
  return {
    async deleteAll(scope) {
      const contact = await findContact(deps, scope)
      const written = ['MESSAGE', 'TEXT', 'LOG'].map((entity) =>
        buildPrefixRange(formatSitePartition(scope), `${entity}#${scope.participant}#`),
      )
      const senders = await readAll(dynamo, table, written[0] as (typeof written)[number], senderSchema)
      const numbers = new Set([
        ...(contact ? [contact.phone, ...(contact.earlierPhones ?? [])] : []),
        ...senders.map(({ from }) => from),
      ])
      for (const number of numbers) await forgetNumber(deps, number, scope)
      // After the numbers: nothing that is texted from now on is theirs.
      await deleteRanges({ dynamo, table }, written)
      const namesake = contact && buildNamesakeKey(contact)
      if (namesake !== undefined) await forgetNamesake(deps, scope, namesake)
      const { pk, sk } = buildSiteKey(scope, 'CONTACT', scope.participant)
      const words = listIndexedWords(contact?.name).map((word) => buildNameKey(scope, word).sk)
      for (const own of [...words, sk]) await deleteRanges({ dynamo, table }, [{ pk, from: own, to: own }])
    },
  }
}

const senderSchema = z.object({ from: z.string() })
const itemSchema = z.looseObject({ sk: z.string(), participant: z.optional(z.string()) })

/** A number that nobody else has, or had, goes whole; of another one, what is of this participant. */
async function forgetNumber(deps: Deps, number: string, scope: ParticipantScope): Promise<void> {
  const { dynamo, contactsTable: table } = deps
  const own = buildOwnerKey(number, scope).sk
  const all = { pk: formatPartition(number), from: 'A', to: 'Z\uffff' }
  const items = await readAll(dynamo, table, all, itemSchema)
  const isShared = items.some(({ sk }) => sk.startsWith('PARTICIPANT#') && sk !== own)
  // First, so that a text that comes now is no longer theirs.
  await deleteRanges({ dynamo, table }, [{ ...all, from: own, to: own }])
  if (!isShared) return deleteRanges({ dynamo, table }, [all])
  const isOwn = new Set(
    items
      .filter(
        ({ sk, participant }) =>
          (sk === 'CONVERSATION' && participant === scope.participant) ||
          (sk.startsWith('MESSAGE#') && sk.endsWith(`#${scope.study}#${scope.participant}`)),
      )
      .map(({ sk }) => sk),
  )
  await deleteRanges({ dynamo, table }, [all], (sk) => isOwn.has(sk))
  await removeOwner(deps, number, scope)
}

async function removeOwner(
  { dynamo, contactsTable }: Deps,
  number: string,
  { study, participant }: ParticipantScope,
): Promise<void> {
  try {
    await dynamo.send(
      new UpdateItemCommand({
        TableName: contactsTable,
        Key: toItem(buildStateKey(number)),
        UpdateExpression: 'DELETE owners :owner',
        ConditionExpression: 'attribute_exists(pk)',
        ExpressionAttributeValues: toItem({ ':owner': new Set([`${study}#${participant}`]) }),
      }),
    )
  } catch (error) {
    requireExistingItem(error)
  }
}
