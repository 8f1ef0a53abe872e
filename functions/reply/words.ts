/**
 * Words and sentences by which people say what they want of text messages, in English and Spanish, as they stand after
 * `plain` (meaning.ts): lower case, no accents, no apostrophes, one space between words.
 */

/** The keywords that carriers and the FCC name (47 CFR 64.1200(a)(10)), their like, and Spanish ones: alone they end all texts. */
export const STOP_ALONE = [
  ...['stop', 'stopall', 'stop all', 'quit', 'end', 'cancel', 'unsubscribe', 'revoke', 'opt out', 'optout'],
  ...['alto', 'parar', 'pare', 'paren', 'para', 'basta', 'cancelar', 'detener', 'detengan', 'baja', 'fin'],
  ...['terminar', 'no mas', 'dar de baja', 'no more', 'remove', 'remove me', 'salir', 'borrar'],
]

/** What may follow or come before such a word without changing it: “please STOP texting me now”. */
export const FILLERS = new Set(
  [
    'please pls plz now ok okay just it this that these those all everything me us my the a texting texts text',
    'messaging messages message msgs sms sending contacting bothering surveys survey spam to from number phone at',
    'right thanks thank you immediately already forever and do i want said asap with for',
    'por favor ya los las el la de mandar mandarme enviar enviarme escribir escribirme mensajes mensaje textos',
    'encuestas gracias todo todos me mi numero esto quiero',
  ].flatMap((line) => line.split(' ')),
)

export const STOP_SENTENCES = [
  /\b(?:do not|dont|never|stop|quit|cease|no longer) (?:ever )?(?:text|texting|message|messaging|contact|contacting|sending)\b/,
  /\b(?:do not|dont) (?:ever )?send (?:me|us|any|more|these)\b/,
  /\bstop (?:the |these |this |your |all |all the |with the )?(?:texts?|messages?|sms|surveys?|spam)\b/,
  /\b(?:take|remove|delete|drop) (?:me|my number|my phone|my name|this number|this phone)\b/,
  /\bno more (?:texts?|messages?|sms|surveys?)\b/,
  /\bleave me alone\b/,
  /\b(?:do not|dont|no longer) want (?:to )?(?:get |receive |have |see |be )?(?:any |more |your |these |those |the |this |anymore )*(?:texts?|texted|messages?|sms|surveys?|contacted)\b/,
  /\bunsubscribe\b/,
  /\bopt (?:me |us )?out\b/,
  /\b(?:i )?(?:revoke|withdraw) (?:my )?consent\b/,
  /\bno me (?:mand|envi|escrib|contact|moleste)\w*\b/,
  /\b(?:dejen?|deja|dejar|paren?|parar|dejes) de (?:mandar|enviar|escribir|contactar|molestar)\w*\b/,
  /\b(?:quiten?me|quitame|quiteme|borren?me|borrame|eliminen?me|eliminame|saquen?me|sacame|denme de baja|darme de baja|demen? de baja)\b/,
  /\bno quiero (?:recibir )?(?:mas |estos |sus |los )*(?:mensajes?|textos?|encuestas?|sms)\b/,
  /\b(?:no|ya no) (?:mas|quiero mas) (?:mensajes?|textos?|encuestas?)\b/,
  /\bdej(?:en|a|e)me en paz\b/,
]

/** “Don't stop”, “I can't stop”, “it won't stop”: what is negated is not asked for. */
export const NEGATED_STOP =
  /\b(?:dont|do not|never|not|cant|cannot|wont|doesnt|didnt|couldnt|no) (?:want (?:you |it |this )?to |wanna |to )?(?:stop|quit|end|cancel|unsubscribe|opt out|pares|paren|dejen|dejes)\b/

export const START_ALONE = [
  ...['start', 'unstop', 'resume', 'subscribe', 'restart', 'opt in', 'optin', 'resubscribe'],
  ...['iniciar', 'comenzar', 'empezar', 'reanudar', 'volver', 'alta', 'inicio', 'reiniciar'],
]
export const START_SENTENCES = [
  /\b(?:start|resume) (?:texting|messaging|sending|the texts|texts|messages|the messages)\b/,
  /\b(?:text|message) me again\b/,
  /\bsign me (?:back )?up\b/,
  /\b(?:vuelvan?|vuelva) a (?:mandar|enviar|escribir)\w*\b/,
  /\bquiero (?:volver a )?recibir (?:los |sus )?mensajes\b/,
]

export const HELP_ALONE = [
  ...['help', 'info', 'help me', 'ayuda', 'ayudame', 'informacion', 'how do i stop', 'how do i stop this'],
  ...['who is this', 'who are you', 'who dis', 'what is this', 'whos this', 'como paro esto', 'que es esto'],
  ...['quien es', 'quien eres', 'quienes son', 'quien es usted', 'quien me escribe'],
]

export const WRONG_NUMBER = [
  /\bwrong (?:number|person|phone)\b/,
  /\b(?:no one|nobody) (?:here )?(?:by|with|of) that name\b/,
  /\bnumero (?:equivocado|incorrecto)\b/,
  /\b(?:equivoco|equivocaste|equivocaron|equivocado) de (?:numero|persona)\b/,
  /\bno soy esa persona\b/,
]

export const COURTESY = new Set(
  [
    'thanks thank you thx ty ok okay k kk great good perfect done got it will do sure cool nice welcome',
    'gracias muchas vale bueno de nada listo lista perfecto bien si claro muy hecho',
  ].flatMap((line) => line.split(' ')),
)

/** Kept wide: a person decides. Someone who writes that they are *not* suicidal is looked at too. */
export const SELF_HARM = [
  // And as it is misspelt: suicde, suiside, sucide.
  /\bsu[iy]?[cs]+[iy]?[cs]*[iy]?d\w*\b/,
  /\b(?:kill|killing|hang|hanging|shoot|shooting|drown|drowning) (?:myself|my self|me myself)\b/,
  /\bkms\b/,
  /\b(?:end|ending|take|taking|ended) (?:my|my own) life\b/,
  /\bend(?:ing)? it all\b/,
  /\b(?:want|wanna|wanted|wish|ready|going|rather|just|like|better) (?:to |2 )?(?:die|be dead)\b/,
  /\b(?:wish|wished) (?:i|that i) (?:was|were|am|wasnt|were not|werent|was never|had never been|never was)\b.*\b(?:dead|alive|born|here)\b/,
  /\bbetter off (?:dead|without me|if i)\b/,
  /\b(?:hurt|hurting|harm|harming|cut|cutting|injure) (?:myself|my self|my wrists?)\b/,
  /\bself ?harm\w*\b/,
  /\b(?:do not|dont|didnt|no longer) (?:want|wanna|wish|feel like) (?:to )?(?:live|living|be here|be alive|exist|wake up|go on|keep living)\b/,
  /\b(?:cant|cannot|can not) (?:go on|live like this|do this anymore|take (?:it|this) anymore)\b/,
  /\b(?:nothing|no reason|not worth|no point) (?:to live|left to live|in living|living|to go on)\b/,
  /\boverdos\w*\b/,
  /\b(?:take|took|taking|swallow|swallowed) all (?:my|the|of my) (?:pills|meds|medication|medicine)\b/,
  /\bi (?:will|am going to|gonna) be dead\b/,
  /\b(?:matarme|suicidarme|ahorcarme|cortarme|lastimarme|danarme|me mato|me voy a matar)\b/,
  /\bquier[oe] (?:morir|morirme|matarme|estar muert[oa])\b/,
  /\b(?:quisiera|ojala) (?:morir|morirme|estar muert[oa]|estuviera muert[oa])\b/,
  /\bmejor muert[oa]\b/,
  /\b(?:acabar|terminar) con (?:mi vida|todo)\b/,
  /\bquitarme la vida\b/,
  /\bhacerme dano\b/,
  /\b(?:no|ya no) quiero (?:vivir|seguir|seguir viviendo|despertar|estar aqui|existir)\b/,
  /\bno (?:vale|tiene) (?:la pena|sentido) (?:vivir|seguir)\b/,
  /\bsobredosis\b/,
]
