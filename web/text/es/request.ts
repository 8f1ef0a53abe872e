import type { Text } from '../index.ts'

export const requestText: Text['request'] = {
  reference: (id) => `Referencia para soporte: ${id}`,
}
