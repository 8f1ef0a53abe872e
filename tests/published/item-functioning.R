# Expected values for functions/analysis/instrument-quality/ordinal-regression.ts and item-functioning.ts: proportional odds by
# ordinal::clm, with MASS::polr beside it, and the likelihood-ratio tests of Swaminathan & Rogers (1990) and Zumbo (1999).
# Run: Rscript tests/published/item-functioning.R > tests/published/item-functioning.json

suppressMessages({
  library(MASS)
  library(ordinal)
  library(jsonlite)
})

loglik <- function(formula, d) {
  fit <- clm(formula, data = d, control = clm.control(gradTol = 1e-12, maxIter = 200))
  near <- polr(formula, data = d, control = list(reltol = 1e-14, maxit = 5000))
  stopifnot(abs(as.numeric(logLik(fit)) - as.numeric(logLik(near))) < 1e-4)
  fit
}

examine <- function(y, total, group) {
  d <- data.frame(y = factor(y), x = as.numeric(scale(total)), g = group)
  l <- lapply(c(y ~ 1, y ~ x, y ~ x + g, y ~ x * g), function(f) if (identical(f, y ~ 1)) clm(f, data = d, control = clm.control(gradTol = 1e-12)) else loglik(f, d))
  ll <- sapply(l, function(o) as.numeric(logLik(o)))
  df <- nlevels(group) - 1
  lr <- function(a, b, df) list(chiSquare = 2 * (ll[b] - ll[a]), df = df, p = pchisq(2 * (ll[b] - ll[a]), df, lower.tail = FALSE))
  n <- length(y)
  r2 <- function(k) (1 - exp(2 * (ll[1] - ll[k]) / n)) / (1 - exp(2 * ll[1] / n))
  shift <- coef(l[[3]])[paste0("g", levels(group)[-1])]
  list(
    logLikelihoods = ll, thresholds = as.numeric(l[[2]]$alpha), slope = as.numeric(l[[2]]$beta),
    uniform = lr(2, 3, df), nonUniform = lr(3, 4, df), total = lr(2, 4, 2 * df),
    r2Uniform = r2(3) - r2(2), r2Total = r2(4) - r2(2), oddsRatios = as.numeric(exp(shift))
  )
}

case <- function(rows, group) {
  total <- rowSums(rows)
  items <- lapply(seq_len(ncol(rows)), function(i) examine(rows[, i], total, group))
  raw <- sapply(items, function(o) o$total$p)
  list(rows = rows, groups = as.character(group), levels = levels(group), items = items, holm = p.adjust(raw, "holm"))
}

set.seed(20273)
n <- 260
latent <- rnorm(n)
language <- factor(sample(c("en", "es"), n, TRUE, c(.65, .35)), c("en", "es"))
es <- language == "es"
# The third is answered higher in Spanish at the same severity, the fifth tells less of it there.
items <- sapply(1:5, function(i) {
  shift <- if (i == 3) 0.9 * es else 0
  steep <- if (i == 5) ifelse(es, 0.3, 1.1) else 1
  pmin(4, pmax(0, round(2 + steep * latent + shift + rnorm(n, 0, 0.8))))
})

m <- 150
other <- rnorm(m)
mode <- factor(c(rep("web", 70), rep("text", 45), rep("phone", 35)), c("web", "text", "phone"))
three <- sapply(c(1.8, 2.2, 1.5), function(b) pmin(10, pmax(0, round(5 + b * other + rnorm(m, 0, 1.4)))))

cat(toJSON(list(language = case(items, language), mode = case(three, mode)), auto_unbox = TRUE, digits = NA), "\n")
