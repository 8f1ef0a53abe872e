/**
 * Sentences that speak of self-harm, in English and Spanish, as they stand after `normalizeWords`. Kept wide: a person
 * decides. Someone who writes that they are *not* suicidal is looked at too, and so is who writes “I want it to end”.
 */
export const SELF_HARM = [
  // And as it is misspelt: suicde, suiside, sucide.
  /\bsu[iy]?[cs]+[iy]?[cs]*[iy]?d\w*\b/,
  /\b(?:kill|killing|hang|hanging|shoot|shooting|drown|drowning|off|offing) (?:my ?self|me myself)\b/,
  /\b(?:kms|kill ?my ?self)\b/,
  /\bun ?aliv\w*\b/,
  /\b(?:kill|end) me\b|\bshoot me\b(?! (?:an? )?(?:quick )?(?:text|message|email|link|note|call))/,
  /\b(?:hurt|hurting|harm|harming|cut|cutting|injure|injuring) (?:my ?self|my (?:wrists?|arms?|throat))\b/,
  /\bslit(?:ting)? (?:my |both )?(?:wrists?|throat)\b/,
  /\bself ?harm\w*\b|\bcutting again\b|\b(?:use|using|turn|turning) (?:it |this )?on my ?self\b/,
  /\b(?:blow|blowing) (?:my|me) (?:brains?|head)\b|\bbullet in my\b/,
  /\bjump(?:ing)? (?:off|from|in front)\b/,
  /\boverdos\w*\b|\b(?:to|will|gonna|might|could) od\b|\bod (?:on|my ?self)\b/,
  /^(?:(?:i|im|ive|just|already|think|please|help) )*od(?:ed|d)?(?: again| now| help)?$|\bi (?:just )?od(?:ed|d)\b/,
  /\b(?:take|took|taking|swallow|swallowed|swallowing) (?:all (?:of )?(?:my|the|these)|too many(?: of my)?|a (?:bunch|lot|handful|whole bottle) of(?: my| the)?|the whole bottle of|every one of my) (?:pills?|meds|tablets|medications?|medicines?)\b/,

  /\b(?:end|ending|ended|take|taking) (?:my|my own) life\b/,
  /(?<!\bthe )\bend(?:ing)? (?:it|everything)\b/,
  /\bend(?:ing)? (?:this|things)(?: all| now| tonight| today)?$/,
  /(?<!\b(?:dont|not) )\b(?:want|wants|wanted|wanting|wish|need) (?:it|this|everything|all of this|all of it|all this|it all|life|my life)(?: all)? to (?:just |finally |please )?(?:end|stop|be over|be done)\b/,
  /\bmake (?:it|everything|it all) (?:all )?(?:end|stop)\b(?! (?:texting|sending|messaging))/,
  /\bwish (?:it|this|everything|it all|all of this|life|my life) (?:all )?(?:was|were|would(?: just| all| be)?) (?:all )?(?:over|end|stop)\b/,
  /\b(?:want|wanna|wana|wanted|wish|ready|going|rather|just|like|better|hope|hoping|pray|praying|plan|planning|deserve|trying|try) (?:to |2 |too )?(?:die|be dead|disappear|not wake up|never wake up|not exist|not be alive|not be here)\b/,
  /\b(?:wish|hope|pray) (?:that )?i (?:could |can |would |will |just )*(?:die|died|disappear|disappeared)\b/,
  /\b(?:wish|hope|pray) (?:that )?i (?:will |would |could |just )*(?:dont|do not|wont|wouldnt|not|never|didnt) (?:ever )?(?:wake|woke)\b(?! up (?:so|at|every|during|in the night|to pee))/,
  /\b(?:wish|wished) (?:that )?i (?:(?:was|were|am)\b.*\bdead|(?:wasnt|werent|was not|were not|was never|had never been|hadnt been|never was) (?:\w+ )?(?:alive|born|here))\b/,
  /\b(?:let me|i should|should just|might as well) (?:just )?(?:die|be dead)\b|\bshould(?:nt| not) (?:be alive|be here|have been born)\b/,
  /\bfeel(?:ing|s)? like dying\b|\bwhy am i (?:even |still )*(?:alive|here|living)\b/,
  /\b(?:thinking|think|thoughts?|dreaming|dream) (?:of|about) (?:my own |my )?(?:death|dying|being dead|ending (?:it|things|everything)|not being here)\b/,
  /\bi (?:will|am going to|gonna|going to) be dead\b/,
  /\b(?:never|not) (?:to )?wake up (?:again|anymore|any more|at all|ever)\b|\b(?:and|to) never wake up\b/,
  /\bbetter (?:off )?(?:dead|without me|if i (?:was|were) (?:dead|gone|not here))\b|\bbetter off if i\b/,
  /\b(?:no one|nobody) (?:will |would )?(?:miss|notice if i)\b/,
  /\b(?:do not|dont|didnt|no longer) (?:really |even |just )?(?:want|wanna|wish|feel like|deserve) (?:to )?(?:live|living|be here|being here|be alive|being alive|exist|wake up|go on|keep (?:living|going)|do this any ?more|do this any longer|do it any ?more)\b/,
  /\b(?:cant|cannot|can not|couldnt) (?:just )?(?:go on(?! (?:\w+day|the|a|my|vacation|holiday|\d))|keep (?:going|doing this|living)|live (?:like this|this way|with (?:this|it|the pain)|any ?more|any longer)|cope any ?more|any ?more|(?:do|take|stand|bear|handle) (?:it|this|life|all this|it all) (?:any ?more|any longer|much longer))\b/,
  /\b(?:nothing|no reason|not worth|no point|isnt worth|aint worth|whats the point|what is the point|see the point|no will|lost the will|lost my will) (?:left |of |in |for )*(?:to live|to go on|living|life|being alive|being here|going on)\b/,
  /\blifes? (?:is not|isnt|aint|is no longer|not) worth\b|\blife (?:is |has )(?:no (?:meaning|purpose|point)|meaningless|pointless|over)\b/,
  /\b(?:tired|sick|fed up|give up|giving up|given up) (?:of|with|on) (?:living|life|my life|being alive|everything|it all)\b/,
  /\b(?:done|through|finished) (?:with )?(?:living|life|my life)\b/,
  /\b(?:hate|hating) (?:my life|being alive|living)\b/,
  /\bno way out\b|\bway out of (?:this life|life)\b/,
  /\b(?:not|dont feel|am not) safe (?:with|by|around|from) my ?self\b|\bdo something to my ?self\b/,
  /\bgoodbye (?:forever|world|cruel)\b|\bthis is goodbye\b/,

  /\bend(?:ing)? my ?self\b|\bkill(?:ing)? (?:him|her|them|everyone) and (?:then )?(?:me|my ?self)\b/,
  /\b(?:have|got|bought|holding|loaded|with) (?:a |my |the |his )?(?:gun|pistol|rope|noose)\b/,
  /\b(?:swallow(?:ed|ing)?|took|taken|taking|drank|drinking|drink) (?:\w+ ){0,3}(?:bottle|bleach|poison|antifreeze)\b/,
  // Not “took 500 mg tylenol”, which is a dose; of opioids and sedatives a number with the singular may be one too.
  /\b(?:took|taken|taking|swallowed) (?:\d{2,}|twenty|thirty|forty|fifty|sixty|a hundred) (?!(?:mg|mcg|milligrams?|grams?) )(?:\w+ )?(?:pills?|tablets?|capsules?|tylenols?|advils?|aspirins?|xanax|oxys|oxies|percs|percocets|norcos|vicodins|benzos|klonopins|valiums|ativans|ambiens)\b/,
  /\b(?:im|i am|i do|i dont|not|am not|dont) (?:not )?(?:feel |feeling )?safe(?: (?:right )?now| tonight| alone| at home| here)?$/,
  /\bstep(?:ping)? in front of\b|\b(?:drive|driving|crash|crashing) (?:my |the )?(?:car|truck) (?:into|off)\b/,
  /\bhad enough of (?:living|life|this life)\b|\bno point any ?more\b|\blike dying\b/,
  /\bwrote my (?:note|goodbyes?|letters?)\b|\bsaid my goodbyes?\b|\bmy last (?:message|text)\b/,
  /\bwont be (?:here|around|alive) (?:tomorrow|tonight|any ?more|much longer)\b/,
  /\b(?:ill|i will|im gonna|im going to|gonna) be (?:dead|gone forever)\b/,

  // Somebody who says that they are at the place, or goodbye.
  /\b(?:im|i am|standing|sitting) (?:up |out )?on (?:the|a) (?:bridge|ledge|roof|overpass|(?:train |railroad )?tracks)\b(?! (?:in|with|and) (?:traffic|my|the))/,
  /\b(?:drive|driving|steer|steering|swerve|swerving|run|walk|walking) (?:\w+ ){0,2}(?:into|off) (?:a |the |an )?(?:tree|wall|cliff|bridge|pole|oncoming|traffic)\b/,
  /\bby the time (?:you|u|anyone|they) (?:read|reads|get|gets|see|sees|find|finds)\b.*\b(?:gone|dead|over|late)\b/,
  /\b(?:be with|join) my (?:dead|late) \w+|\b(?:be with|join|see) (?:my \w+|him|her|them|mom|dad|god|jesus) (?:\w+ )?(?:in heaven|on the other side)\b/,
  /\bsleep forever\b|\b(?:want|wanna|need) (?:to (?:be|get) )?out of (?:this |my )?(?:life|world)\b/,
  /\bend(?:ing)? (?:my|this|all my|the) (?:suffering|misery|pain forever)\b|\bpain to (?:end|stop|be over) (?:forever|for good)\b/,
  /\b(?:no one|nobody|who) (?:would |will )?(?:even |really )?(?:care|notice|cry|be sad) if i (?:die|died|disappear|disappeared|was|were|wasnt|werent|am|kill|killed)\b/,
  /\b(?:ok|okay|fine|prepared|time|time for me) to die\b|\b(?:ok|okay|fine) with dying\b/,
  /\b(?:danger|threat|risk) to my ?self\b|\b(?:dont|do not|cant|cannot) trust my ?self\b/,
  /\b(?:going to|gonna|might|may|about to|want to|wanna|afraid ill|scared ill) do something (?:stupid|bad|drastic|dumb|crazy|terrible)\b/,
  /\bdark thoughts\b|\bideations?\b|\b(?:having|have|passive|active) si\b|\bsi with (?:a )?plan\b/,
  /\b(?:cant|cannot|dont|do not) see (?:a|any|another|no) way out\b|\b(?:have|got|made) a plan to (?:do it|end)\b/,
  /\bwhats the point (?:of (?:it all|anything)(?: any ?more)?|any ?more)$/,

  /\b(?:dar|pegar|meter)me un (?:tiro|balazo)\b|\bme (?:doy|pego|meto|(?:voy a|quiero|quisiera) (?:dar|pegar|meter)) un (?:tiro|balazo)\b/,
  /\bdesaparecer (?:para siempre|de este mundo)\b|\b(?:irme|largarme|partir|salir|quitarme) de (?:este mundo|en ?medio|esta vida)\b|\bquitar de en ?medio\b/,
  /\bmejor me (?:muero|mato)\b|\b(?:deseo|quiero|busco|espero) (?:la|mi) muerte\b/,
  /\best[ae] es mi (?:despedida|adios|ultimo (?:mensaje|adios|dia)|ultima (?:noche|carta))\b|\bme despido (?:de (?:todos|ustedes|este mundo|la vida)|para siempre)\b/,
  /\bme (?:intente|he intentado|trate de|iba a|pienso|estoy por) (?:matar|suicidar|ahorcar|quitar la vida|cortar|morir)\b/,
  /\bsentido a (?:la|mi) vida\b|\bno tiene caso (?:vivir|seguir)\b|\b(?:para|pa) que (?:vivir|sigo viv|seguir viv)|\bde que sirve (?:vivir|seguir viv)|\bno puedo seguir$/,
  /\bnadie (?:me (?:va a )?(?:extran|llorar)\w*|me echaria de menos)/,

  /\bfrasco de (?:pastillas|pildoras|medicina)\b|\bpara que vivir\b|\btengo una pistola\b|\badios a todos\b|\bno aguanto$/,
  /\b(?:matar|suicidar|ahorcar|colgar|cortar|lastimar|danar|tirar|aventar|quemar|envenenar)me\b|\bme mato\b/,
  /\bme (?:quiero|quisiera|voy a|quise|puedo|quiera|queria|dan ganas de) (?:matar|quitar la vida|hacer dano|lastimar|cortar|ahorcar|suicidar|morir|ir de este mundo|tirar)\b/,
  /\bme (?:corto|hago dano|lastimo|estoy (?:cortando|lastimando|haciendo dano))(?! (?:el|la|los|las|un|una|al|con|cuando)\b)|\bcort\w+ las venas\b/,
  /\b(?:dejen|deja|deje)me morir\b|\bpiens\w+ en (?:la muerte|morir|morirme|mi muerte)\b|\bpensando en (?:la muerte|morir)\b/,
  /\badios (?:mundo|para siempre)\b/,
  /\bmate(?:n)?me\b|\bmatame\b|\bpegarme un tiro\b/,
  /\b(?:dese(?:o|aria|ara)|quier[oe]|quisiera|queria|preferiria|prefiero|ojala) (?:poder )?(?:morir|morirme|estar muert[oa]|no despertar|no estar viv[oa]|no existir|no haber nacido|desaparecer|matarme)\b|\b(?:espero|esperaria) (?:ya )?no (?:despertar|despertarme)\b/,
  /\bojala (?:me |que me |que )?(?:muera|muriera|muriese|no despierte|no despertara|estuviera muert[oa]|no existiera|no hubiera nacido)\b/,
  /\b(?:no|nunca) (?:volver a )?despertar (?:mas|nunca|jamas)\b|\by no despertar\b/,
  /\bmejor (?:estar )?muert[oa]\b|\bestari?an mejor sin mi\b/,
  /\b(?:acabar|terminar) (?:con )?(?:mi vida|todo esto|todo|con esto)$|\b(?:acabar|terminar) con (?:mi vida|todo)\b/,
  /\bque (?:todo|esto|todo esto) (?:se |ya )*(?:acabe|termine)\b/,
  /\b(?:quitarme|quitar me) la vida\b/,
  /\bhacerme (?:dano|algo malo)\b/,
  /\b(?:no|ya no) (?:quiero|deseo|tengo ganas de|quisiera) (?:vivir|seguir|seguir viviendo|despertar|despertarme|estar aqui|estar viv[oa]|existir)\b/,
  /\b(?:sin|perdi las) ganas de vivir\b|\bganas de morir(?:me)?\b/,
  /\b(?:cansad|hart|aburrid)[oa] de (?:vivir|la vida|mi vida|existir)\b/,
  /\bno (?:puedo|aguanto|soporto) mas\b|\bya no (?:aguanto|soporto)\b|\bno puedo seguir (?:asi|mas|viviendo|adelante)\b/,
  /\b(?:no|sin|ninguna?|nada) (?:\w+ )?(?:razon|razones|motivo|motivos|por que|para que) (?:para |de )?(?:vivir|seguir viviendo|seguir vivo|seguir viva)\b|\bnada por (?:lo )?que vivir\b/,
  /\bno (?:vale|tiene) (?:la pena|sentido) (?:vivir|seguir|la vida|mi vida)\b|\bvida no (?:tiene sentido|vale)\b/,
  /\b(?:tome|tomar|tomarme|tragar|tragarme|trague) (?:todas|muchas|demasiadas) (?:las |mis )?(?:pastillas|medicinas|pildoras)\b/,
  /\bsobredosis\b/,
]

/** Of a message whose words run together, or stand letter by letter: without its spaces. */
export const SELF_HARM_JOINED =
  /(?:want|wanna|going|gonna|rather|ready)(?:to)?die(?!t)|kil+myself|endmylife|quieromorir|mevoyamatar|suicide/

/** How words of these sentences are mistyped, and how young people spell them past filters. */
const SPELLINGS = new Map<string, string>([
  ...(['wnat', 'watn', 'wan', 'wantt', 'wnt'] as const).map((word) => [word, 'want'] as const),
  ...(['kil', 'kll', 'kiil', 'k1ll'] as const).map((word) => [word, 'kill'] as const),
  ...(['kiling', 'killin', 'kilin'] as const).map((word) => [word, 'killing'] as const),
  ...(['dye', 'dei', 'diee'] as const).map((word) => [word, 'die'] as const),
  ...(['sewerslide', 'sewercide', 'sooicide'] as const).map((word) => [word, 'suicide'] as const),
  ...[['kiero', 'quiero'] as const, ['qiero', 'quiero'] as const, ['boy', 'voy'] as const],
  ...[['moriir', 'morir'] as const, ['morirm', 'morirme'] as const],
  ...[['bivir', 'vivir'] as const, ['vibir', 'vivir'] as const, ['bibir', 'vivir'] as const],
  ...[['bida', 'vida'] as const],
  ...(['aserme', 'acerme', 'haserme'] as const).map((word) => [word, 'hacerme'] as const),
  ...(['muelto', 'muerro'] as const).map((word) => [word, 'muerto'] as const),
])
const LETTERS = new Map<string, string>([
  ...[['0', 'o'] as const, ['1', 'i'] as const, ['3', 'e'] as const],
  ...[['4', 'a'] as const, ['5', 's'] as const, ['7', 't'] as const],
])

/** Of Spanish, as it is often written in texts: kitar, ke, kiero. Not of “kill”. */
const QU_AS_K = /^k(?=e|i(?!l))/

/** What stands in place of a word, or of a letter of one, so that no filter finds it: 💀, d!e, k*ll. */
export function spellOut(body: string): string {
  return body
    .replace(/[💀☠⚰🪦]/gu, ' die ')
    .replace(/(?<=\p{L})[!|](?=\p{L})/gu, 'i')
    .replace(/(?<=\p{L})@(?=\p{L})/gu, 'a')
    .replace(/(?<=\p{L})\$(?=\p{L})/gu, 's')
    .replace(/(?<=\p{L})\*+(?=\p{L})/gu, '')
}

/** The words of a phrase as they were probably meant. */
export function correctSpelling(phrase: string): string {
  return phrase
    .split(' ')
    .map((word) => {
      // A digit among letters stands for one: w4nt.
      const spelt = /\p{L}/u.test(word) ? word.replace(/\d/g, (digit) => LETTERS.get(digit) ?? digit) : word
      return SPELLINGS.get(spelt) ?? spelt.replace(QU_AS_K, 'qu')
    })
    .join(' ')
}
