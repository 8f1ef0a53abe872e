# Scores random answers to every shipped instrument, written from the printed rules and not from the definition files.
# Rscript tests/published/instruments.R tests/published/promis-tables.csv > tests/published/instruments.csv
#
# A line is: instrument, answers in the order of the items (joined by "|", "" is missing), scales and scores
# (joined by "|", as scale=score). A score is a fraction in lowest terms, or not-scorable. Only base R.

set.seed(20261123)
VECTORS <- 400
NS <- "not-scorable"

gcd <- function(a, b) if (b == 0) abs(a) else gcd(b, a %% b)
# num/den as text; den > 0
frac <- function(num, den = 1) {
  if (is.na(num)) return(NS)
  g <- max(1, gcd(round(num), round(den)))
  if (den / g == 1) format(num / g, scientific = FALSE) else
    paste0(format(num / g, scientific = FALSE), "/", format(den / g, scientific = FALSE))
}
total <- function(x) if (any(is.na(x))) NS else frac(sum(x))
# mean of those answered, if enough are
average <- function(x, least) if (sum(!is.na(x)) < least) NS else frac(sum(x, na.rm = TRUE), sum(!is.na(x)))
# sum with the mean of the others for what is missing
prorated <- function(x, least) {
  n <- sum(!is.na(x))
  if (n < least) NS else frac(sum(x, na.rm = TRUE) * length(x), n)
}
num <- function(x) as.numeric(x)
items <- function(n, prefix = "item-") paste0(prefix, seq_len(n))
same <- function(ids, codes) setNames(rep(list(as.character(codes)), length(ids)), ids)

# Printed sum-to-T tables: table, raw, T, standard error.
tables <- read.csv(commandArgs(trailingOnly = TRUE)[1], stringsAsFactors = FALSE, check.names = FALSE)
tscore <- function(table, raw) {
  if (is.na(raw)) return(NA)
  tables$t[tables$table == table & tables$raw == raw]
}
tfrac <- function(t) if (is.na(t)) NS else frac(round(t * 10), 10)
sumna <- function(x) if (any(is.na(x))) NA else sum(x)

out <- character()
study <- function(ref, codes, score) {
  for (v in seq_len(VECTORS)) {
    p <- if (v %% 2 == 0) 0 else if (v %% 4 == 1) 0.08 else 0.4
    x <- vapply(codes, function(c) if (runif(1) < p) NA_character_ else sample(c, 1), "")
    s <- score(x)
    out[length(out) + 1] <<- paste(ref, paste(ifelse(is.na(x), "", x), collapse = "|"),
                                   paste(names(s), s, sep = "=", collapse = "|"), sep = ",")
  }
}
plain <- function(ref, n, lo, hi) study(ref, same(items(n), lo:hi), function(x) c(total = total(num(x))))

# Single items
for (one in list(c("worst-pain-nrs@1.0.0", "worst"), c("sleep-quality@1.0.0", "quality"), c("satisfaction@1.0.0", "satisfaction")))
  study(one[1], same(one[2], 0:10), function(x) setNames(total(num(x)), one[2]))
study("rand-36-general-health@1.0.0", same("health", 1:5), function(x) c(health = total(125 - 25 * num(x))))

# PEG: mean of three, all needed
study("peg@1.0.0", same(c("pain", "enjoyment", "activity"), 0:10), function(x) {
  v <- num(x)
  c(total = average(v, 3), interference = average(v[2:3], 2))
})

# PHQ and GAD
phq <- c("interest", "mood", "sleep", "energy", "appetite", "failure", "concentration", "movement")
gad <- c("nervous", "control", "worrying", "relaxing", "restless", "irritable", "afraid")
study("phq-9@1.0.0", same(c(phq, "self-harm"), 0:3), function(x) c(total = prorated(num(x), 7)))
# The question on difficulty stands below the nine, asked of those who checked off any problem; it is not in the total.
study("phq-9@1.1.0", same(c(phq, "self-harm", "difficulty"), 0:3), function(x) {
  v <- num(x)
  checked <- any(v[1:9] > 0, na.rm = TRUE)
  c(total = prorated(v[1:9], 7), difficulty = if (checked) total(v[10]) else NS)
})
study("phq-8@1.0.0", same(phq, 0:3), function(x) c(total = total(num(x))))
study("phq-2@1.0.0", same(phq[1:2], 0:3), function(x) c(total = total(num(x))))
study("gad-7@1.0.0", same(gad, 0:3), function(x) c(total = total(num(x))))
study("gad-2@1.0.0", same(gad[1:2], 0:3), function(x) c(total = total(num(x))))

# RAND-36: Table 1 recodes, Table 2 averages of what was answered
rand_levels <- c(5, 5, rep(3, 10), rep(2, 7), 5, 6, 5, rep(6, 9), 5, rep(5, 4))
rand_recode <- function(i, v) {
  if (is.na(v)) return(NA)
  if (i %in% c(1, 2, 20, 22, 34, 36)) 100 - 25 * (v - 1)
  else if (i %in% 3:12) 50 * (v - 1)
  else if (i %in% 13:19) 100 * (v - 1)
  else if (i %in% c(21, 23, 26, 27, 30)) 100 - 20 * (v - 1)
  else if (i %in% c(24, 25, 28, 29, 31)) 20 * (v - 1)
  else 25 * (v - 1)
}
study("rand-36@1.0.0", setNames(lapply(rand_levels, function(k) as.character(1:k)), items(36)), function(x) {
  r <- mapply(rand_recode, 1:36, num(x))
  c("physical-functioning" = average(r[3:12], 1), "role-physical" = average(r[13:16], 1),
    "role-emotional" = average(r[17:19], 1), energy = average(r[c(23, 27, 29, 31)], 1),
    "emotional-well-being" = average(r[c(24, 25, 26, 28, 30)], 1), "social-functioning" = average(r[c(20, 32)], 1),
    pain = average(r[21:22], 1), "general-health" = average(r[c(1, 33:36)], 1), "health-change" = average(r[2], 1))
})

# TAPS-1: anything but never (0)
study("taps-1@1.0.0", same(c("tobacco", "alcohol", "drugs", "prescription"), 4:0), function(x) {
  p <- ifelse(num(x) > 0, 1, 0)
  c("tobacco-positive" = total(p[1]), "alcohol-positive" = total(p[2]), "drugs-positive" = total(p[3]),
    "prescription-positive" = total(p[4]), positive = total(p))
})

# Own gates: no side effects is 0, whatever stands in the list that is not shown
effects <- c("nausea", "dizziness", "headache", "drowsiness", "vision", "heart", "mood", "thinking", "bladder")
study("side-effects@1.0.0", c(same("any", c("no", "yes")), same(effects, 0:3), same("dissociation", 0:10)), function(x) {
  v <- num(x[effects])
  gate <- x[["any"]]
  c(burden = if (is.na(gate)) NS else if (gate == "no") "0" else total(v),
    worst = if (is.na(gate)) NS else if (gate == "no") "0" else if (any(is.na(v))) NS else frac(max(v)),
    dissociation = total(num(x[["dissociation"]])))
})
study("misuse-gate@1.0.0", c(same("any", c("no", "yes")), same("frequency", 1:4), same("treatment", c("no", "yes"))), function(x) {
  c(frequency = if (is.na(x[["any"]])) NS else if (x[["any"]] == "no") "0" else total(num(x[["frequency"]])))
})
study("own-goal@1.0.0", c(same("goal", "Walk"), same(c("now", "success"), 0:10)), function(x)
  c(attainment = total(num(x[["now"]])), criterion = total(num(x[["success"]]))))

# PROMIS short forms: sum, then the table
short <- function(ref, table, ids, codes = 1:5, reversed = character()) study(ref, same(ids, codes), function(x) {
  v <- num(x)
  v[ids %in% reversed] <- 6 - v[ids %in% reversed]
  raw <- sumna(v)
  c(raw = if (is.na(raw)) NS else frac(raw), t = tfrac(tscore(table, raw)))
})
pain <- c("painin22", "painin31", "painin34", "painin9")
sleep <- c("sleep116", "sleep20", "sleep44", "sleep109")
dep <- c("eddep04", "eddep06", "eddep29", "eddep41")
anx <- c("edanx01", "edanx40", "edanx41", "edanx53")
fat <- c("an3", "fatexp40", "fatexp41", "hi7")
pf <- c("pfa11", "pfa21", "pfa23", "pfa53")
soc <- c("srpper11-caps", "srpper18-caps", "srpper23-caps", "srpper46-caps")
short("promis-pain-interference-4a@1.0.0", "PROMIS Pain Interference 4a v1.0", pain)
short("promis-sleep-disturbance-4a@1.0.0", "PROMIS Sleep Disturbance 4a v1.0", sleep, reversed = c("sleep109", "sleep116"))
short("promis-depression-4a@1.0.0", "PROMIS Depression 4a v1.0", dep)
short("promis-depression-8a@1.0.0", "PROMIS Depression 8a v1.0", c("eddep04", "eddep05", "eddep06", "eddep09", "eddep22", "eddep29", "eddep36", "eddep41"))
short("promis-anxiety-4a@1.0.0", "PROMIS Anxiety 4a v1.0", anx)
short("promis-fatigue-4a@1.0.0", "PROMIS Fatigue 4a v1.0", fat)
short("promis-physical-function-4a@1.0.0", "PROMIS Physical Function 4a v1.0", pf)
short("promis-physical-function-4a@2.0.0", "PROMIS Physical Function 4a v2.0", pf)
short("promis-social-roles-4a@2.0.0", "PROMIS Ability to Participate in Social Roles and Activities 4a v2.0", soc, reversed = soc)
short("promis-cognitive-abilities-2a@1.0.0", "PROMIS Cognitive Function Abilities 2a", items(2))

# PROMIS Global Health
study("promis-global-health@1.0.0", c(same(paste0("global0", 1:6), 1:5), same("global07", 0:10),
                                      same(c("global08", "global09", "global10"), 1:5)), function(x) {
  v <- setNames(num(x), names(x))
  g7 <- if (is.na(v[["global07"]])) NA else c(5, 4, 4, 4, 3, 3, 3, 2, 2, 2, 1)[v[["global07"]] + 1]
  p <- sumna(c(v[["global03"]], v[["global06"]], g7, 6 - v[["global08"]]))
  m <- sumna(c(v[["global02"]], v[["global04"]], v[["global05"]], 6 - v[["global10"]]))
  c("physical-raw" = if (is.na(p)) NS else frac(p), "physical-t" = tfrac(tscore("PROMIS Global Physical Health v1.x", p)),
    "mental-raw" = if (is.na(m)) NS else frac(m), "mental-t" = tfrac(tscore("PROMIS Global Mental Health v1.x", m)))
})

# PROMIS-29: seven short forms, pain intensity, and the two summaries of PMC5999556 in whole-number arithmetic
study("promis-29@2.0.0", c(same(c(pf, anx, dep, fat, sleep, soc, pain), 1:5), same("global07", 0:10)), function(x) {
  v <- setNames(num(x), names(x))
  flip <- c("sleep109", "sleep116", soc)
  v[flip] <- 6 - v[flip]
  form <- list(pf = c("PROMIS Physical Function 4a v1.0", pf), anxiety = c("PROMIS Anxiety 4a v1.0", anx),
               depression = c("PROMIS Depression 4a v1.0", dep), fatigue = c("PROMIS Fatigue 4a v1.0", fat),
               sleep = c("PROMIS Sleep Disturbance 4a v1.0", sleep),
               social = c("PROMIS Ability to Participate in Social Roles and Activities 4a v2.0", soc),
               interference = c("PROMIS Pain Interference 4a v1.0", pain))
  raw <- vapply(form, function(f) sumna(v[f[-1]]), 0)
  t <- mapply(function(f, r) tscore(f[1], r), form, raw)
  n <- v[["global07"]]
  summary <- function(w) {
    if (any(is.na(t)) || is.na(n)) return(NS)
    t10 <- round(t * 10)
    # 50 + sum of weight * (T - 50), and for pain 10 * weight * mean((n - 2.31)/2.34, z); everything over 20000 * 234
    part <- function(k) round(w[[k]] * 1000) * (t10[[k]] - 500) * 468
    both <- round(w$emotional * 1000) * (t10[["depression"]] + t10[["anxiety"]] - 1000) * 234
    hurt <- round(w$pain * 1000) * ((100 * n - 231) * 100 + (t10[["interference"]] - 500) * 234)
    frac(50 * 4680000 + part("pf") + part("social") + part("fatigue") + part("sleep") + both + hurt, 4680000)
  }
  phys <- list(pf = .872, pain = -.094, social = .113, fatigue = -.009, emotional = .003, sleep = .002)
  ment <- list(pf = -.015, pain = -.154, social = .252, fatigue = -.351, emotional = -.257, sleep = -.139)
  s <- character()
  for (k in names(form)) {
    s[paste0(k, "-raw")] <- if (is.na(raw[[k]])) NS else frac(raw[[k]])
    s[paste0(k, "-t")] <- tfrac(t[[k]])
  }
  c(s, "pain-intensity" = total(n), "physical-summary" = summary(phys), "mental-summary" = summary(ment))
})

# Plain sums
plain("isi@1.0.0", 7, 0, 4)
plain("pseq@1.0.0", 10, 0, 6)
# Version 1.0.0 asked for an answer to each statement, which the form does not: withdrawn.
plain("rmdq@1.0.0", 24, 0, 1)
# Roland 1983: the patient ticks what applies, and the ticks are counted. A sheet without a mark was not filled in.
study("rmdq@2.0.0", same(items(24), 0:1), function(x)
  c(total = if (all(is.na(x))) NS else frac(sum(x %in% "1"))))
plain("cadss-6@1.0.0", 6, 0, 4)
plain("comm@1.0.0", 17, 0, 4)
# Printed form: the numbers beside the answers run 4 3 2 1 in items 1, 3, 6 and 7 and 1 2 3 4 in the others, so that 4 is
# always the best answer; they are added as they stand. Version 1.0.0 turned four of them round: withdrawn.
study("csq-8@2.0.0", same(items(8), 1:4), function(x) {
  best_first <- c(1, 3, 6, 7)
  place <- ifelse(seq_len(8) %in% best_first, 5 - num(x), num(x))
  printed <- ifelse(seq_len(8) %in% best_first, c(4, 3, 2, 1)[place], c(1, 2, 3, 4)[place])
  c(total = total(printed))
})
study("csq-8@1.0.0", same(items(8), 1:4), function(x) {
  v <- num(x)
  v[c(2, 4, 5, 8)] <- 5 - v[c(2, 4, 5, 8)]
  c(total = total(v))
})
study("pcs@1.0.0", same(items(13), 0:4), function(x) {
  v <- num(x)
  c(total = total(v), rumination = total(v[8:11]), magnification = total(v[c(6, 7, 13)]), helplessness = total(v[c(1:5, 12)]))
})
study("who-5@1.0.0", same(items(5), 0:5), function(x) c(total = total(num(x) * 4)))
study("pgic@1.0.0", same("change", 1:7), function(x) c(change = total(num(x))))

# ODI: percent of what the answered items could give; one may be missing
study("odi@1.0.0", same(items(10), 0:5), function(x) {
  v <- num(x)
  n <- sum(!is.na(v))
  c(total = if (n < 9) NS else frac(100 * sum(v, na.rm = TRUE), 5 * n))
})
study("bpi-sf@1.0.0", same(c("worst", "least", "average", "now", "activity", "mood", "walking", "work", "relations", "sleep", "enjoyment"), 0:10), function(x) {
  v <- num(x)
  c(severity = average(v[1:4], 4), interference = average(v[5:11], 4), worst = total(v[1]))
})

# QIDS-SR16
study("qids-sr16@1.0.0", same(items(16), 0:3), function(x) {
  v <- num(x)
  either <- function(a, b) if (is.na(a) && is.na(b)) NA else max(a, b, na.rm = TRUE)
  weight <- c(either(v[6], v[7]), either(v[8], v[9]))
  needed <- c(v[1:5], weight, v[10:16])
  c(total = if (any(is.na(needed))) NS else frac(max(v[1:4]) + v[5] + max(weight) + sum(v[10:14]) + max(v[15:16])))
})

# ORT
women <- c(1, 2, 4, 3, 4, 5, 1, 3, 2, 1)
men <- c(3, 3, 4, 3, 4, 5, 1, 0, 2, 1)
ort <- c("family-alcohol", "family-illegal", "family-prescription", "personal-alcohol", "personal-illegal",
         "personal-prescription", "age-16-45", "preadolescent-abuse", "psychological-disease", "depression")
study("ort@1.0.0", c(same("sex", c("female", "male")), same(ort, c("no", "yes"))), function(x) {
  yes <- ifelse(x[ort] == "yes", 1, 0)
  c(total = if (is.na(x[["sex"]])) NS else total(yes * if (x[["sex"]] == "female") women else men))
})

# DN4
dn4 <- c("burning", "painful-cold", "electric-shocks", "tingling", "pins-and-needles", "numbness", "itching",
         "touch-hypoaesthesia", "pinprick-hypoaesthesia", "brushing")
study("dn4@1.0.0", same(dn4, 0:1), function(x) c(total = total(num(x)), interview = total(num(x)[1:7])))

# WHODAS 2.0, 12 items, and EQ-5D-5L without its value sets
study("whodas-2-12@1.0.0", same(items(12), 0:4), function(x) {
  s <- sumna(num(x))
  c(simple = if (is.na(s)) NS else frac(s), percent = if (is.na(s)) NS else frac(100 * s, 48))
})
# WHO: with one item missing, the mean of the other eleven stands for it (unconfirmed).
study("whodas-2-12@2.0.0", same(items(12), 0:4), function(x) {
  v <- num(x)
  n <- sum(!is.na(v))
  s <- sum(v, na.rm = TRUE) * 12
  c(simple = if (n < 11) NS else frac(s, n), percent = if (n < 11) NS else frac(100 * s, 48 * n))
})
eq <- c("mobility", "self-care", "usual-activities", "pain-discomfort", "anxiety-depression")
study("eq-5d-5l@1.0.0", c(same(eq, 1:5), same("vas", 0:100)), function(x)
  c(vas = total(num(x[["vas"]])), "level-sum" = total(num(x[eq]))))

# PSQI: times of day, minutes, hours
clock <- sprintf("%02d:%02d", rep(0:23, each = 4), c(0, 15, 30, 45))
minutes <- function(t) if (is.na(t)) NA else sum(as.numeric(strsplit(t, ":")[[1]]) * c(60, 1))
psqi_codes <- c(same("item-1", clock), same("item-2", c(0:90, 120)), same("item-3", clock), same("item-4", seq(3, 12, by = 0.25)),
                same(paste0("item-5", letters[1:10]), 0:3), same(c("item-6", "item-7", "item-8", "item-9"), 0:3))
# Numbered as in Buysse 1989, whose order the definition keeps under names.
psqi <- function(blank_5j) function(x) {
  v <- num(x[-c(1, 3)])
  names(v) <- names(x)[-c(1, 3)]
  if (is.na(v[["item-5j"]])) v[["item-5j"]] <- blank_5j
  halved <- function(s) if (is.na(s)) NA else c(0, 1, 1, 2, 2, 3, 3)[s + 1]
  late <- function(m) if (is.na(m)) NA else if (m <= 15) 0 else if (m <= 30) 1 else if (m <= 60) 2 else 3
  bed <- (minutes(x[["item-3"]]) - minutes(x[["item-1"]])) %% 1440
  efficient <- function() {
    if (is.na(bed) || is.na(v[["item-4"]])) return(NA)
    if (bed == 0) return(NA)
    share <- 6000 * v[["item-4"]] / bed
    if (share >= 85) 0 else if (share >= 75) 1 else if (share >= 65) 2 else 3
  }
  hours <- v[["item-4"]]
  others <- sumna(v[paste0("item-5", letters[2:10])])
  k <- c(quality = v[["item-6"]], latency = halved(sumna(c(late(v[["item-2"]]), v[["item-5a"]]))),
         duration = if (is.na(hours)) NA else if (hours > 7) 0 else if (hours >= 6) 1 else if (hours >= 5) 2 else 3,
         efficiency = efficient(),
         disturbances = if (is.na(others)) NA else if (others == 0) 0 else if (others <= 9) 1 else if (others <= 18) 2 else 3,
         medication = v[["item-7"]], dysfunction = halved(sumna(c(v[["item-8"]], v[["item-9"]]))))
  c(vapply(k, total, ""), total = total(k))
}
# Buysse 2005: 5j left blank counts 0. Version 1.0.0 took it for missing: withdrawn.
study("psqi@1.0.0", psqi_codes, psqi(NA))
study("psqi@2.0.0", psqi_codes, psqi(0))

cat(out, sep = "\n")
