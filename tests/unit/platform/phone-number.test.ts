import { describe, expect, test } from 'vitest'
import { readPhone } from '../../../functions/platform/core/phone-number.ts'

const COUNTRIES = ['US', 'CA', 'PR']

describe('a number is refused', () => {
  test.each([
    ['premium rate', '+1 900 555 0124', 'cannot-be-texted'],
    ['toll-free', '+1 888 555 0124', 'cannot-be-texted'],
    ['toll-free, the oldest', '+1 800 555 0199', 'cannot-be-texted'],
    ['that follows a person or belongs to a machine', '+1 500 555 0006', 'cannot-be-texted'],
    ['of an area code that is not assigned', '+1 999 555 0123', 'not-a-number'],
    ['of a service', '+1 211 555 0123', 'not-a-number'],
    ['that is too short', '+1 202 555', 'not-a-number'],
    ['without its country code', '2025550123', 'not-a-number'],
    ['with words behind it', '+12025550123 at work', 'not-a-number'],
    ['of a country that the study does not text', '+44 7400 123456', 'country-not-texted'],
  ])('%s: %s', async (_, written, fault) => {
    expect(await readPhone(written, COUNTRIES)).toEqual({ fault })
  })
})

describe('a number is taken', () => {
  test.each([
    ['of the United States', '+1 (202) 555-0123', '+12025550123'],
    ['of Canada', '+1 416 555 0123', '+14165550123'],
    ['of Puerto Rico', '+1 787 555 0100', '+17875550100'],
  ])('%s', async (_, written, phone) => {
    expect(await readPhone(written, COUNTRIES)).toEqual({ phone })
  })
})
