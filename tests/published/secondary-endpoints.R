# Expected values for functions/analysis/arm-comparison/secondary-family.ts: raw p of each secondary endpoint within sites
# (stats, mantelhaen.test without continuity correction) and Holm's over all of them (stats, p.adjust).
# Run: Rscript tests/published/secondary-endpoints.R > tests/published/secondary-endpoints.json

suppressMessages(library(jsonlite))
set.seed(20271)
n <- 240
site <- sample(c("a", "b", "c"), n, TRUE)
arm <- sample(c("placebo", "ketamine", "magnesium"), n, TRUE)
before <- sample(5:10, n, TRUE)
after <- pmin(10, pmax(0, round(before * (0.95 - 0.25 * (arm == "ketamine") - 0.12 * (arm == "magnesium")) + rnorm(n, 0, 2))))
after[runif(n) < 0.1] <- NA

# Missing is not met.
endpoints <- list(
  relief30 = !is.na(after) & 10 * (before - after) >= 3 * before,
  relief50 = !is.na(after) & 2 * (before - after) >= before,
  low = !is.na(after) & after <= 4
)
pairs <- list(c("ketamine", "placebo"), c("magnesium", "placebo"), c("magnesium", "ketamine"))
test_pair <- function(met, pair) {
  at <- arm %in% pair
  mantelhaen.test(table(factor(arm[at], pair), factor(met[at], c(TRUE, FALSE)), site[at]), correct = FALSE)$p.value
}
raw <- lapply(endpoints, function(met) sapply(pairs, function(pair) test_pair(met, pair)))
all <- unlist(raw, use.names = FALSE)
two <- sapply(raw, function(p) p[1])

cat(toJSON(list(
  rows = data.frame(site, arm, before, after),
  endpoints = names(endpoints),
  raw = unname(raw),
  adjusted = unname(split(p.adjust(all, "holm"), rep(seq_along(raw), each = length(pairs)))),
  # Two arms; and a fourth endpoint of which nothing is known yet.
  twoArms = unname(p.adjust(two, "holm")),
  withUntested = unname(p.adjust(two, "holm", n = 4))
), digits = NA, auto_unbox = TRUE, na = "null"), "\n")
