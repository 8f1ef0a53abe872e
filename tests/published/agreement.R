# Expected values for functions/analysis/definition-comparison/agreement.ts: Cohen's kappa from psych, Gwet's AC1 from its own formulas.
# Run: Rscript tests/published/agreement.R > tests/published/agreement.json

suppressMessages({
  library(psych)
  library(jsonlite)
})

# Gwet, Br J Math Stat Psychol 61:29 (2008): the coefficient, and its error from the values that it takes when it is written
# as a mean over the people rated (linearised), for two raters and two categories.
ac1 <- function(first, second) {
  n <- length(first)
  pa <- mean(first == second)
  yes <- (mean(first) + mean(second)) / 2
  pe <- 2 * yes * (1 - yes)
  g <- (pa - pe) / (1 - pe)
  own_yes <- (first + second) / 2
  own_pe <- own_yes * (1 - yes) + (1 - own_yes) * yes
  star <- ((first == second) - pe) / (1 - pe) - 2 * (1 - g) * (own_pe - pe) / (1 - pe)
  c(g, sqrt(sum((star - g)^2) / (n * (n - 1))))
}

one <- function(both, only_first, only_second, neither) {
  first <- rep(c(1, 1, 0, 0), c(both, only_first, only_second, neither))
  second <- rep(c(1, 0, 1, 0), c(both, only_first, only_second, neither))
  k <- suppressWarnings(cohen.kappa(matrix(c(neither, only_second, only_first, both), 2, byrow = TRUE)))
  a <- ac1(first, second)
  list(
    cells = list(both = both, onlyFirst = only_first, onlySecond = only_second, neither = neither),
    kappa = k$kappa, kappaError = sqrt(k$var.kappa), ac1 = a[1], ac1Error = a[2]
  )
}

cases <- list(
  c(40, 9, 6, 45), c(118, 5, 2, 0), c(20, 10, 15, 55), c(3, 0, 1, 2), c(0, 7, 9, 1), c(500, 120, 80, 1300), c(10, 0, 0, 10)
)
cat(toJSON(
  list(
    about = list(script = "tests/published/agreement.R", R = R.version.string, psych = as.character(packageVersion("psych"))),
    cases = lapply(cases, function(x) one(x[1], x[2], x[3], x[4]))
  ),
  digits = NA, auto_unbox = TRUE, pretty = TRUE
), "\n")
