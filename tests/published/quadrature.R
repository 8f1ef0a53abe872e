# Expected values for functions/analysis/statistics/quadrature.ts, from lme4.
# Run: Rscript tests/published/quadrature.R > tests/published/quadrature.json

suppressMessages({
  library(lme4)
  library(jsonlite)
})

rules <- lapply(c(1, 2, 3, 7, 25, 64, 100), function(count) {
  rule <- GHrule(count)
  list(count = count, nodes = I(unname(rule[, "z"])), weights = I(unname(rule[, "w"])))
})

cat(toJSON(
  list(
    about = list(
      script = "tests/published/quadrature.R", R = R.version.string, lme4 = as.character(packageVersion("lme4"))
    ),
    rules = rules
  ),
  digits = NA, auto_unbox = TRUE
), "\n")
