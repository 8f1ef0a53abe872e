import { afterAll } from 'vitest'
import { closeConnections } from './test-tables.ts'

afterAll(closeConnections)
