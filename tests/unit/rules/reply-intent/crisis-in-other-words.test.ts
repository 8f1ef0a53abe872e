import { describe, expect, test } from 'vitest'
import { classifyReply, speaksOfSelfHarm } from '../../../../functions/rules/reply-intent/reply-intent.ts'

/* Whoever is in need may write where they are, whom they say goodbye to, or a sign in place of the word. */

const lines = (text: string) => text.trim().split('\n')

describe('self-harm is not read into', () => {
  test.each(
    lines(`
I took 500 mg tylenol
took 1000 mg of aspirin at 8
I took 10 oxycodone
OD is my right eye
im on the bridge in traffic, late 10 min
we will drive into town
I fell off the wall
I have to join my husband in Boston
a good time to call
the kids kept me up
kidding
my kit has not come
kitchen accident, keep the appointment
kick me out of the study?
email ann@example.org
it costs $20
no puedo seguir el enlace
no tengo dinero para vivir aquí
quiero que me llamen
kien es
ke es esto
what is the point of question 4
passive stretching helped
something stupid happened with the link
7*2
`),
  )('%s', (body) => expect(speaksOfSelfHarm(body)).toBe(false))
})

describe('self-harm is heard in', () => {
  test.each([
    ...lines(`
OD
I OD'd
i took 40 oxys
took 30 percocets
im on the bridge
standing on the ledge
drive into a tree
walk into traffic
by the time you read this I'll be gone
I want to be with my dead husband
going to join my wife in heaven
I want to sleep forever
i want out of this life
just want the pain to end forever
end my suffering
nobody would care if i died
ok to die now
I am a danger to myself
I don't trust myself to stay safe
I'm going to do something stupid
dark thoughts again
I've been having ideations
SI with plan
I can't see a way out
i have a plan to do it tonight
what's the point anymore
`),
    ...lines(`
darme un tiro
me voy a dar un balazo
desaparecer para siempre
quiero irme de este mundo
me voy a quitar de en medio
no sirvo para nada, mejor me muero
deseo la muerte
esta es mi despedida
me intenté matar
no le encuentro sentido a la vida
ya no tiene caso vivir
pa que vivir
no puedo seguir
harto de vivir
nadie me extrañaría
`),
    ...[
      'kitarme la vida',
      'kisiera morirme',
      'ya no kiero bivir',
      'aserme daño',
      'I want to 💀',
      'wanna d!e',
      'k*ll myself',
      'su*cide',
    ],
  ])('%s', (body) => expect(classifyReply(body).speaksOfSelfHarm).toBe(true))
})
