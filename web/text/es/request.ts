import type { Text } from '../en/text.ts'

export const requestText: Text['request'] = {
  reference: (id) => `Referencia para soporte: ${id}`,
}
