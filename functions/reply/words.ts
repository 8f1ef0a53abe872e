/**
 * Words and sentences by which people say what they want of text messages, in English and Spanish, as they stand after
 * `plain` (meaning.ts): lower case, no accents, no apostrophes, one space between words.
 */

/**
 * The keywords that carriers and the FCC name (47 CFR 64.1200(a)(10)), their like, and French and Spanish ones: alone, or with
 * nothing but politeness, they end all texts.
 */
export const STOP_ALONE = [
  ...['stop', 'stopall', 'stop all', 'quit', 'end', 'cancel', 'unsubscribe', 'revoke', 'opt out', 'optout'],
  ...['alto', 'parar', 'pare', 'paren', 'para', 'basta', 'cancelar', 'detener', 'detengan', 'baja', 'fin'],
  ...['terminar', 'no mas', 'dar de baja', 'no more', 'remove', 'remove me', 'salir', 'borrar', 'revocar'],
  ...['arret', 'arreter', 'arretez', 'stopp', 'stop it', 'stop this', 'just stop'],
]

/** Those of them that mean nothing else, so that a sentence around one means it too. “I want it to end” is not of them. */
export const STOP_WORDS = [
  ...['stop', 'stopall', 'stop all', 'quit', 'cancel', 'unsubscribe', 'revoke', 'opt out', 'optout'],
  ...['parar', 'pare', 'paren', 'basta', 'cancelar', 'detener', 'detengan', 'dar de baja', 'remove me'],
  ...['remove number', 'delete number', 'delete name', 'remove name', 'arret', 'arretez', 'revocar'],
]

/** May stand beside a keyword without making it anything else. */
export const POLITE = new Set(
  'please pls plz now ok okay just thanks thank you immediately already por favor ya gracias right asap'.split(
    ' ',
  ),
)

/** What may follow or come before a word of `STOP_WORDS` without changing it: “please STOP texting me now”. */
export const FILLERS = new Set(
  [
    ...[...POLITE],
    'it this that these those all everything us me my the a texting texts text',
    'messaging messages message msgs sms sending contacting bothering surveys survey spam to from phone at',
    'forever and do i want said with for can could would you will i',
    'los las el la de mandar mandarme enviar enviarme escribir escribirme mensajes mensaje textos',
    'encuestas todo todos me mi numero esto quiero',
  ].flatMap((line) => line.split(' ')),
)

export const STOP_SENTENCES = [
  /^(?:please )?never (?:ever )?(?:text|message|contact)\b/,
  /\b(?:do not|dont|quit|cease|no longer) (?:you dare |ever |start |resume |restart |keep )?(?:text|texting|message|messaging|contact|contacting|sending)\b/,
  /\bstop (?:\w+ ){0,2}(?:texting|messaging|contacting|sending|bothering|spamming)\b/,
  /\bstop (?:text|message|contact)\b/,
  /\b(?:do not|dont) (?:ever )?(?:send|write) (?:me|us|any|more|these|to me)\b/,
  /\b(?:do not|dont) (?:start|resume|restart) (?:the |these |your |any )?(?:texts?|messages?|sms|surveys?)\b/,
  /\bstop (?:the |these |this |your |all |all the |with the )?(?:texts?|messages?|sms|surveys?|spam)\b/,
  /\bif you (?:ever )?(?:text|message|contact|write to) me again\b/,
  /\b(?:take|remove|delete) (?:me|my number|my phone|my name|this number|this phone) (?:off|from|out)\b/,
  /\bdrop (?:me|my number|this number) (?:off|from) (?:the|this|your|that|all)\b/,
  /^(?:please )?(?:remove|delete) (?:me|my number|my phone|my name|this number|this phone)(?: now| please)?$/,
  /\blose (?:my|this) number\b/,
  /\bno more (?:texts?|messages?|sms|surveys?)\b/,
  /\bleave me alone\b/,
  /\b(?:do not|dont|no longer) want (?:to )?(?:get |receive |have |see |be )?(?:any |more |your |these |those |the |this |anymore )*(?:texts?|texted|messages?|sms|surveys?|contacted)\b/,
  /\bunsubscribe\b/,
  /\bopt (?:me |us )?out\b/,
  /\b(?:i )?(?:revoke|withdraw) (?:my )?consent\b/,
  /\bno (?:me |nos )?(?:mande|envie|escriba|contacte|moleste)[ns]?\b/,
  /\bno (?:me |nos )?vuelva[ns]? a (?:mandar|enviar|escribir|contactar|molestar)\w*\b/,
  /\b(?:dejen?|deja|dejar|paren?|parar|dejes) de (?:mandar|enviar|escribir|contactar|molestar)\w*\b/,
  /\b(?:quiten?me|quitame|quiteme|borren?me|borrame|eliminen?me|eliminame|saquen?me|sacame|denme de baja|darme de baja|demen? de baja)\b/,
  /\bno quiero (?:volver a )?(?:recibir )?(?:mas |estos |sus |los )*(?:mensajes?|textos?|encuestas?|sms)\b/,
  /\b(?:no|ya no) (?:mas|quiero mas) (?:mensajes?|textos?|encuestas?)\b/,
  /\bdej(?:en|a|e)me en paz\b/,
]

/** “Don't stop”, “I can't stop”, “it won't stop”: what is negated is not asked for. */
export const NEGATED_STOP =
  /\b(?:dont|do not|never|not|cant|cannot|wont|doesnt|didnt|couldnt) (?:want (?:you |it |this )?to |wanna |to )?(?:stop|quit|end|cancel|unsubscribe|opt out)\b|\bno (?:me )?(?:pare[ns]?|deje[ns]? de|cancele[ns]?)\b/

/** A question about what is, not a request: “why did you stop sending surveys?”, “are there no more surveys?” */
export const QUESTION_ABOUT =
  /^(?:why|when|how|what|where|who|are|is|do|does|did|was|were|have|has|por que|porque|cuando|como|donde|que|hay|es|son)\b/

export const START_ALONE = [
  ...['start', 'unstop', 'resume', 'subscribe', 'restart', 'opt in', 'optin', 'resubscribe'],
  ...['iniciar', 'comenzar', 'empezar', 'reanudar', 'volver', 'alta', 'inicio', 'reiniciar'],
]
/** Each from its first word: “if you text me again I will call the police” asks for something else. */
export const START_SENTENCES = [
  /^(?:please |ok |okay |yes |you can |you may |i want you to |can you |could you )*(?:start|resume) (?:texting|messaging|sending|the texts|texts|messages|the messages)\b/,
  /^(?:please |ok |okay |yes |you can |you may |i want you to |can you |could you )*(?:text|message) me again\b/,
  /^(?:please |ok |okay |yes )*sign me (?:back )?up\b/,
  /^(?:por favor |ok |si |ya pueden |pueden )*(?:vuelvan?|vuelva) a (?:mandar|enviar|escribir)\w*\b/,
  /^(?:si |ya )?quiero (?:volver a )?recibir (?:los |sus )?mensajes\b/,
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

/** Somebody who meant to answer, not to say whose number it is: “wrong number, I meant 8”. */
export const MISTYPED =
  /\b(?:meant|mistyped|typed|pressed|typo|quise (?:decir|poner)|queria (?:decir|poner))\b/

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
  /\b(?:kms|killmyself|kill ?my ?self)\b/,
  /\bunaliv\w*\b/,
  /\bslit(?:ting)? (?:my |both )?wrists?\b/,
  /\b(?:wish|hope|pray) (?:i|that i|to) (?:could |can |would |will |just |do not |dont )*(?:die|never wake up|not wake up|wake up dead|disappear)\b/,
  /\bhope (?:i|that i) (?:dont|do not|never) wake up\b/,
  /\b(?:end|ending|take|taking|ended) (?:my|my own) life\b/,
  /\bend(?:ing)? (?:it|everything)(?: all)?\b/,
  /\bwant(?:ed|ing)? (?:it|this|everything|all of this|it all)(?: all)? to (?:end|be over)\b/,
  /\b(?:kill|end|shoot) me\b/,
  /\b(?:want|wanna|wanted|wish|ready|going|rather|just|like|better) (?:to |2 )?(?:die|be dead)\b/,
  /\b(?:wish|wished) (?:i|that i) (?:was|were|am|wasnt|were not|werent|was never|had never been|never was)\b.*\b(?:dead|alive|born|here)\b/,
  /\bbetter off (?:dead|without me|if i)\b/,
  /\b(?:hurt|hurting|harm|harming|cut|cutting|injure) (?:myself|my self|my wrists?)\b/,
  /\bself ?harm\w*\b/,
  /\b(?:do not|dont|didnt|no longer) (?:want|wanna|wish|feel like) (?:to )?(?:live|living|be here|be alive|exist|wake up|go on|keep living)\b/,
  /\b(?:cant|cannot|can not) (?:go on|live like this|(?:do|take|stand|bear) (?:it|this|life) (?:any ?more|any longer))\b/,
  /\b(?:nothing|no reason|not worth|no point|isnt worth|aint worth) (?:to live|left to live|in living|for living|living|to go on)\b/,
  /\boverdos\w*\b/,
  /\b(?:take|took|taking|swallow|swallowed) all (?:my|the|of my) (?:pills|meds|medication|medicine)\b/,
  /\bi (?:will|am going to|gonna) be dead\b/,
  /\b(?:matarme|suicidarme|ahorcarme|cortarme|lastimarme|danarme|me mato|me voy a matar)\b/,
  /\bme (?:quiero|quisiera|voy a|quise|puedo) (?:matar|quitar la vida|hacer dano|lastimar|cortar|ahorcar|suicidar|morir)\b/,
  /\bdese(?:o|aria|ara) (?:morir|morirme|estar muert[oa]|no despertar)\b/,
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
