# Expected values for functions/analysis/arm-comparison/ and functions/analysis/survival/cumulative-incidence.ts.
# Mantel-Haenszel estimates from metafor (rma.mh) and stats (mantelhaen.test); standardised rates from stats (glm) with the
# delta method written out; Holm from stats (p.adjust); cumulative incidence from survival (survfit), its variance by the
# formula of Marubini & Valsecchi (Analysing survival data, 1995, section 10.3) written out.
# Run: Rscript tests/published/arm-comparison.R > tests/published/arm-comparison.json

suppressMessages({
  library(metafor)
  library(survival)
  library(jsonlite)
})

tables <- list(
  even = data.frame(a = c(12, 9, 15), n1 = c(30, 28, 41), c = c(7, 5, 11), n2 = c(31, 27, 40)),
  zero = data.frame(a = c(0, 3, 8), n1 = c(9, 14, 22), c = c(1, 0, 5), n2 = c(10, 13, 25)),
  single = data.frame(a = 14, n1 = 40, c = 22, n2 = 43)
)
mh <- lapply(tables, function(t) {
  one <- function(measure) {
    r <- with(t, rma.mh(ai = a, n1i = n1, ci = c, n2i = n2, measure = measure, correct = FALSE, add = 0, to = "none", drop00 = FALSE))
    list(estimate = as.numeric(r$beta), standardError = as.numeric(r$se), lower = as.numeric(r$ci.lb), upper = as.numeric(r$ci.ub))
  }
  arr <- with(t, array(rbind(a, n1 - a, c, n2 - c), c(2, 2, nrow(t))))
  test <- if (nrow(t) > 1) {
    m <- mantelhaen.test(arr, correct = FALSE)
    list(statistic = unname(m$statistic), p = m$p.value)
  } else {
    # One stratum: the same statistic by hand, with n - 1.
    N <- t$n1 + t$n2; m1 <- t$a + t$c
    x <- (t$a - t$n1 * m1 / N)^2 / (t$n1 * t$n2 * m1 * (N - m1) / (N^2 * (N - 1)))
    list(statistic = x, p = pchisq(x, 1, lower.tail = FALSE))
  }
  list(strata = t, rd = one("RD"), rr = one("RR"), or = one("OR"), test = test)
})

set.seed(20267)
n <- 180
site <- factor(sample(c("a", "b", "c"), n, TRUE))
arm <- sample(0:1, n, TRUE)
baseline <- round(rnorm(n, 6, 1.6), 1)
y <- rbinom(n, 1, plogis(-0.6 + 0.7 * arm + 0.25 * (baseline - 6) + 0.4 * (site == "b")))
fit <- glm(y ~ arm + site + baseline, family = binomial, control = list(epsilon = 1e-14, maxit = 50))
X <- model.matrix(fit)
V <- vcov(fit)
at <- function(value) { Z <- X; Z[, "arm"] <- value; Z }
p1 <- plogis(at(1) %*% coef(fit)); p0 <- plogis(at(0) %*% coef(fit))
g1 <- colMeans(as.numeric(p1 * (1 - p1)) * at(1)); g0 <- colMeans(as.numeric(p0 * (1 - p0)) * at(0))
m1 <- mean(p1); m0 <- mean(p0)
se <- function(g) sqrt(as.numeric(t(g) %*% V %*% g))
standardised <- list(
  rows = lapply(seq_len(n), function(i) list(y = y[i], arm = arm[i], site = as.character(site[i]), baseline = baseline[i])),
  coefficients = unname(coef(fit)),
  rates = c(m1, m0),
  rd = list(estimate = m1 - m0, standardError = se(g1 - g0)),
  rr = list(estimate = log(m1 / m0), standardError = se(g1 / m1 - g0 / m0)),
  or = list(estimate = qlogis(m1) - qlogis(m0), standardError = se(g1 / (m1 * (1 - m1)) - g0 / (m0 * (1 - m0)))),
  p = 2 * pnorm(-abs((m1 - m0) / se(g1 - g0)))
)

p <- c(0.01, 0.04, 0.03, 0.005, 0.2)
holm <- list(p = p, adjusted = p.adjust(p, "holm"))

incidence <- function(time, status) {
  s <- survfit(Surv(time, factor(status, 0:2, c("censored", "response", "left"))) ~ 1)
  F1 <- s$pstate[, which(s$states == "response")]
  d1 <- s$n.event[, which(s$states == "response")]
  d <- rowSums(s$n.event[, s$states %in% c("response", "left"), drop = FALSE])
  nr <- s$n.risk[, 1]
  S <- cumprod(1 - d / nr)
  before <- c(1, S[-length(S)])
  v <- sapply(seq_along(F1), function(k) {
    j <- seq_len(k)
    gap <- F1[k] - F1[j]
    g <- ifelse(gap == 0, 0, gap^2 * d[j] / (nr[j] * (nr[j] - d[j])))
    sum(g) + sum(before[j]^2 * (nr[j] - d1[j]) / nr[j] * d1[j] / nr[j]^2) - 2 * sum(gap * before[j] * d1[j] / nr[j]^2)
  })
  list(time = time, status = status, points = data.frame(time = s$time, atRisk = nr, incidence = F1, standardError = sqrt(v)))
}
incidences <- list(
  incidence(c(6, 6, 7, 9, 10, 14, 14, 21, 28, 28, 30, 35), c(1, 2, 1, 0, 1, 2, 1, 1, 0, 1, 2, 0)),
  incidence(c(1, 2, 3, 4, 5), c(2, 2, 1, 1, 1))
)

cat(toJSON(list(mantelHaenszel = mh, standardised = standardised, holm = holm, incidence = incidences),
  auto_unbox = TRUE, digits = 15, pretty = TRUE), "\n")
