import { describe, expect, test } from 'vitest'
import { classifyReply } from '../../../../functions/rules/reply-intent/reply-intent.ts'

const lines = (text: string): readonly string[] =>
  text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '')

describe('a text that asks nobody to delete anything', () => {
  test.each(
    lines(`
      don't delete my data
      please do not delete my answers
      did you delete my data?
      have you erased my records
      i deleted my answers by accident
      I will remove the app
      I will delete my answers myself
      if I delete my data, what happens
      my data plan is over
      my phone deleted everything
      I lost the link
      STOP
      remove me
      take me off the list
      delete the last text, that was not for you
      no borren mis datos
      no borren todo
      my dog erased everything
      no me borren
      ya respondí
      7
      I can't remember my answers
      your records are wrong
    `),
  )('%s', (body) => expect(classifyReply(body).asksForErasure).toBe(false))
})

describe('a text that asks to have data deleted', () => {
  test.each(
    lines(`
      erase everything
      please delete it all now
      quiero que borren todo
      delete my data
      Please DELETE all my data
      erase everything you have about me
      I want my data deleted
      i want all of my personal information erased
      can you delete my answers?
      could you please remove my records
      how do I delete my data
      Remove my information from your system
      wipe my data now
      get rid of my data
      delete my account
      I said delete my data
      I want to delete my data
      I would like to have my records removed
      forget me
      delete me
      please delete my number
      STOP. Delete my data
      stop storing my information
      I have the right to be forgotten
      gdpr request
      Thanks, but delete my profile please
      borren mis datos
      Por favor borren todos mis datos
      quiero que eliminen mi información
      eliminen mis respuestas
      quiero mis datos borrados
      ¿pueden borrar mi información?
      bórrenme
      olvídense de mí
      borren lo que tienen de mí
      derecho al olvido
      no guarden mis datos
      borren mi número
      alto, borren mi expediente
    `),
  )('%s', (body) => expect(classifyReply(body).asksForErasure).toBe(true))

  test('keeps whatever else it wants', () => {
    expect(classifyReply('STOP. Delete my data').wants).toBe('stop')
    expect(classifyReply('delete my data').wants).toBe('unclear')
    expect(classifyReply('I want to die. Delete my data')).toMatchObject({
      ...{ speaksOfSelfHarm: true, asksForErasure: true },
    })
  })
})
