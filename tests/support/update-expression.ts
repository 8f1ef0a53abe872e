import type { AttributeValue } from '@aws-sdk/client-dynamodb'

/** What an update sets, by path: whatever the names of its values, and in whatever order. */
export function readSets({
  UpdateExpression = '',
  ExpressionAttributeValues = {},
}: {
  readonly UpdateExpression?: string | undefined
  readonly ExpressionAttributeValues?: Record<string, AttributeValue> | undefined
}): Record<string, AttributeValue | undefined> {
  const [, sets = ''] = /^SET (.*?)(?: (?:REMOVE|ADD) .*)?$/.exec(UpdateExpression) ?? []
  return Object.fromEntries(
    sets.split(', ').map((set) => {
      const [path = '', value = ''] = set.split(' = ')
      return [path, ExpressionAttributeValues[value]]
    }),
  )
}
