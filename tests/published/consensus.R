# Expected values for functions/analysis/consensus/ and surveys/consensus/, from the source literature and R's own functions:
# quantile() types 7 and 6, Kendall's W through friedman.test, Fleiss' kappa (Psychol Bull 76:378, 1971; its error: Fleiss, Nee &
# Landis, Psychol Bull 86:974, 1979), psych::cohen.kappa, binom.test and mcnemar.test.
# Run: Rscript tests/published/consensus.R > tests/published/consensus.json

suppressMessages({
  library(psych)
  library(jsonlite)
})

# The example of 12 panelists and five items in two rounds (tests/support/delphi-ratings.ts), made for this project.
round1 <- rbind(
  c(7, 8, 5, 9, 4), c(8, 7, 6, 9, 2), c(6, 9, 4, 8, 8), c(9, 8, 5, 7, 3), c(7, 7, 7, 9, 9), c(5, 8, 3, 8, 2),
  c(8, 9, 6, 9, 8), c(7, 6, 5, 9, 1), c(4, 8, 2, 7, 7), c(8, 7, 6, 8, 3), c(7, 9, 5, 9, 8), c(6, 5, 4, 9, 2)
)
round2 <- rbind(
  c(7, 8, 5, 9, 3), c(8, 8, 6, 9, 2), c(7, 9, 5, 9, 8), c(8, 8, 5, 8, 3), c(7, 8, 6, 9, 9), c(7, 8, 4, 9, 2),
  c(8, 9, 6, 9, 8), c(7, 7, 5, 9, 1), c(6, 8, 4, 8, 8), c(8, 7, 6, 9, 2), c(7, 9, 5, 9, 8), c(7, 6, 5, 9, 2)
)
set.seed(20260501)
draw <- function(n, p) sample(1:9, n, replace = TRUE, prob = p)
drawn <- list(
  draw(7, c(1, 1, 1, 1, 1, 2, 3, 3, 2)), draw(24, c(4, 3, 2, 1, 1, 1, 2, 3, 4)), draw(61, rep(1, 9)), draw(2, rep(1, 9)), c(5)
)

summarize <- function(x) {
  p <- unname(quantile(x, c(.3, .7), type = 7))
  ai <- abs(5 - mean(p))
  ipras <- 2.35 + 1.5 * ai
  iqr <- function(t) unname(diff(quantile(x, c(.25, .75), type = t)))
  wilson <- function(k) {
    ci <- prop.test(k, length(x), correct = FALSE)$conf.int
    list(count = k, lower = ci[1], upper = ci[2])
  }
  list(
    ratings = x, median = median(x), p30 = p[1], p70 = p[2], asymmetry = ai, adjustedRange = ipras, index = diff(p) / ipras,
    type7 = iqr(7), type6 = iqr(6), mean = mean(x), sd = if (length(x) > 1) sd(x) else NULL,
    meanDeviation = mean(abs(x - median(x))), accepted = suppressWarnings(wilson(sum(x >= 7))),
    rejected = suppressWarnings(wilson(sum(x <= 3)))
  )
}

concordance <- function(x) {
  m <- nrow(x); k <- ncol(x)
  r <- t(apply(x, 1, rank))
  S <- sum((colSums(r) - m * (k + 1) / 2)^2)
  ties <- sum(apply(x, 1, function(row) sum(table(row)^3 - table(row))))
  w <- 12 * S / (m^2 * (k^3 - k) - m * ties)
  f <- friedman.test(x)
  rho <- cor(t(r)); rho <- rho[upper.tri(rho)]
  list(rows = x, w = w, sumOfSquares = S, ties = ties, chiSquare = unname(f$statistic), p = f$p.value,
    chiSquareByW = m * (k - 1) * w, meanRankCorrelation = (m * w - 1) / (m - 1), meanSpearman = mean(rho))
}

fleiss <- function(counts) {
  n <- sum(counts[1, ]); N <- nrow(counts)
  P <- (rowSums(counts^2) - n) / (n * (n - 1))
  p <- colSums(counts) / (N * n)
  pe <- sum(p^2)
  kappa <- (mean(P) - pe) / (1 - pe)
  q <- 1 - p
  se <- sqrt(2) / (sum(p * q) * sqrt(N * n * (n - 1))) * sqrt(sum(p * q)^2 - sum(p * q * (q - p)))
  list(counts = counts, observed = mean(P), expected = pe, kappa = kappa, z = kappa / se, p = 2 * pnorm(-abs(kappa / se)))
}
bands <- function(x) t(apply(x, 2, function(one) c(sum(one <= 3), sum(one >= 4 & one <= 6), sum(one >= 7))))

# The large-sample error by the delta method on the multinomial cells, with derivatives by a complex step, which are exact to the
# last digits. psych 2.2.9 is not asked: it sums the row weights over the wrong margin, so that its error of a weighted kappa is
# often cut at 0. For unweighted kappa the two agree.
delta_error <- function(table, w) {
  p <- table / sum(table)
  kappa <- function(p) {
    po <- sum(w * p); pe <- sum(w * outer(rowSums(p), colSums(p)))
    (po - pe) / (1 - pe)
  }
  g <- sapply(seq_along(p), function(i) { q <- p + 0i; q[i] <- q[i] + 1e-30i; Im(kappa(q)) / 1e-30 })
  sqrt((sum(p * g^2) - sum(p * g)^2) / sum(table))
}

kappas <- function(before, after) {
  table <- matrix(table(factor(before, 1:9), factor(after, 1:9)), 9)
  square <- 1 - outer(1:9, 1:9, "-")^2 / 64
  linear <- 1 - abs(outer(1:9, 1:9, "-")) / 8
  q <- suppressWarnings(cohen.kappa(table))
  l <- suppressWarnings(cohen.kappa(table, w = linear))
  stopifnot(abs(delta_error(table, diag(9)) - sqrt(q$var.kappa)) < 1e-9)
  list(
    before = before, after = after, unweighted = q$kappa, unweightedError = sqrt(q$var.kappa),
    linear = l$weighted.kappa, linearError = delta_error(table, linear),
    quadratic = q$weighted.kappa, quadraticError = delta_error(table, square),
    spearman = suppressWarnings(cor(before, after, method = "spearman")),
    variationChange = sd(after) / mean(after) - sd(before) / mean(before),
    groupChange = sum(abs(table(factor(after, 1:9)) - table(factor(before, 1:9)))) / 2 / length(before)
  )
}

crossings <- function(b, c) {
  list(entered = b, left = c, exactP = binom.test(b, b + c, .5)$p.value,
    chiSquare = unname(mcnemar.test(matrix(c(10, b, c, 10), 2))$statistic),
    chiSquareP = mcnemar.test(matrix(c(10, b, c, 10), 2))$p.value)
}

items <- lapply(1:5, function(i) kappas(round1[, i], round2[, i]))
longer <- local({
  before <- draw(200, c(1, 2, 3, 4, 6, 8, 10, 8, 4))
  after <- pmin(9, pmax(1, before + sample(-2:2, 200, replace = TRUE, prob = c(1, 3, 9, 4, 2))))
  kappas(before, after)
})
many <- local({
  latent <- rnorm(7)
  t(sapply(1:15, function(i) pmin(9, pmax(1, round(5 + 1.5 * latent + rnorm(7, 0, 1.5))))))
})

cat(toJSON(
  list(
    about = list(script = "tests/published/consensus.R", R = R.version.string, psych = as.character(packageVersion("psych"))),
    summaries = lapply(c(lapply(1:5, function(i) round1[, i]), lapply(1:5, function(i) round2[, i]), drawn), summarize),
    concordance = list(concordance(round1), concordance(round2), concordance(many)),
    fleiss = list(fleiss(bands(round1)), fleiss(bands(round2)), fleiss(t(rmultinom(20, 6, c(.5, .3, .15, .05))))),
    kappas = c(items, list(kappas(c(round1), c(round2)), longer)),
    crossings = list(crossings(3, 0), crossings(1, 0), crossings(5, 12), crossings(40, 22), crossings(0, 9), crossings(4, 4))
  ),
  digits = NA, auto_unbox = TRUE, pretty = FALSE, null = "null"
), "\n")
