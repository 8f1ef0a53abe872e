# Expected values for functions/analysis/repeated-measures/site-by-arm.ts, joint-test.ts and contrasts of every pair of arms.
# Compound symmetry: lme4 with lmerTest (Satterthwaite, Fai & Cornelius) and pbkrtest (Kenward & Roger), contrasts by emmeans.
# Unstructured: the restricted likelihood written out, with both methods taken literally from their papers; nlme's gls beside it.
# Run: Rscript tests/published/site-by-arm.R > tests/published/site-by-arm.json

suppressMessages({
  library(nlme)
  library(lme4)
  library(lmerTest)
  library(pbkrtest)
  library(emmeans)
  library(jsonlite)
})
emm_options(msg.interaction = FALSE)

set.seed(20272)
n <- 130
visits <- 3
arms <- c("placebo", "ketamine", "magnesium")
arm <- factor(sample(arms, n, TRUE), arms)
site <- factor(sample(c("a", "b", "c", "d"), n, TRUE))
baseline <- round(rnorm(n, 6.5, 1.4), 1)
shift <- matrix(rnorm(12, 0, 0.7), 4)
sd <- c(1.5, 1.8, 2.2)
rho <- matrix(c(1, .6, .4, .6, 1, .65, .4, .65, 1), 3)
e <- matrix(rnorm(n * visits), n) %*% chol(diag(sd) %*% rho %*% diag(sd))
y <- sapply(1:visits, function(v) round(6 - .3 * v + .5 * (baseline - 6.5) - .5 * v * (arm == "ketamine") - .2 * v * (arm == "magnesium") + shift[cbind(as.integer(site), as.integer(arm))] + e[, v], 2))
y[runif(n * visits) < 0.12] <- NA
here <- rowSums(!is.na(y)) > 0
at <- mean(baseline[here])

d <- data.frame(id = factor(rep(1:n, each = visits)), place = rep(1:visits, n), visit = factor(rep(1:visits, n)),
                arm = rep(arm, each = visits), site = rep(site, each = visits), baseline = rep(baseline, each = visits), y = as.numeric(t(y)))
d <- d[!is.na(d$y), ]
contrasts(d$site) <- contr.sum(4)
contrasts(d$arm) <- contr.treatment(3)

tight <- lmerControl(optimizer = "bobyqa", optCtrl = list(rhoend = 1e-12, maxfun = 1e6), check.conv.singular = "ignore")
main <- lmerTest::lmer(y ~ arm * visit + baseline:visit + site + (1 | id), d, control = tight)
full <- lmerTest::lmer(y ~ arm * visit + baseline:visit + site * arm + (1 | id), d, control = tight)
interaction <- grep("arm.*:site|site.*:arm", names(fixef(full)))
l <- diag(length(fixef(full)))[interaction, ]
sat <- contestMD(full, l)
kr <- KRmodcomp(full, l)$test["Ftest", ]

rows <- function(e, by) {
  e <- as.data.frame(summary(e, adjust = "none"))
  data.frame(by = as.character(e[[by]]), contrast = as.character(e$contrast), estimate = e$estimate, se = e$SE, df = e$df, p = e$p.value)
}
pairwise <- function(fit, by, ddf) {
  m <- emmeans(fit, as.formula(paste("~ arm |", by)), at = list(baseline = at), lmer.df = ddf)
  # Each arm less those before it.
  rows(contrast(m, "revpairwise"), by)
}
both <- function(fit, by) list(satterthwaite = pairwise(fit, by, "satterthwaite"), kenwardRoger = pairwise(fit, by, "kenward-roger"))

# Unstructured: participant by participant.
X <- model.matrix(~ arm * visit + baseline:visit + site * arm, transform(d, baseline = baseline - at))
X <- X[, qr(X)$pivot[seq_len(qr(X)$rank)]]
people <- split(seq_len(nrow(d)), droplevels(d$id))
lower <- which(lower.tri(diag(visits), TRUE), arr.ind = TRUE)
to_sigma <- function(theta) { m <- matrix(0, visits, visits); m[lower] <- theta; m[lower[, 2:1]] <- theta; m }
block <- function(m, i) m[d$place[i], d$place[i], drop = FALSE]
parts <- function(theta) { s <- to_sigma(theta); lapply(people, function(i) { v <- block(s, i); list(x = X[i, , drop = FALSE], y = d$y[i], w = solve(v), log = determinant(v)$modulus) }) }
information <- function(p) Reduce(`+`, lapply(p, function(o) t(o$x) %*% o$w %*% o$x))
effects <- function(p) solve(information(p), Reduce(`+`, lapply(p, function(o) t(o$x) %*% o$w %*% o$y)))
deviance <- function(theta) {
  p <- parts(theta); b <- effects(p)
  rss <- sum(sapply(p, function(o) { r <- o$y - o$x %*% b; t(r) %*% o$w %*% r }))
  as.numeric((nrow(d) - ncol(X)) * log(2 * pi) + sum(sapply(p, function(o) o$log)) + determinant(information(p))$modulus + rss)
}
fit <- gls(y ~ X - 1, data = cbind(d, X = I(X)), correlation = corSymm(form = ~ place | id), weights = varIdent(form = ~ 1 | visit),
           control = glsControl(maxIter = 500, msMaxIter = 2000, tolerance = 1e-12, msTol = 1e-14))
w <- coef(fit$modelStruct$varStruct, unconstrained = FALSE, allCoef = TRUE)
blocks <- corMatrix(fit$modelStruct$corStruct)
whole <- blocks[[which(sapply(blocks, nrow) == visits)[1]]]
s <- fit$sigma * w[as.character(1:visits)]
theta <- (diag(s) %*% whole %*% diag(s))[lower]
for (step in 1:4) theta <- theta - as.numeric(solve(numDeriv::hessian(deviance, theta), numDeriv::grad(deviance, theta)))

p <- parts(theta)
beta <- effects(p)
phi <- solve(information(p))
at_interaction <- grep("arm.*:site|site.*:arm", colnames(X))
L <- diag(ncol(X))[at_interaction, ]
q <- nrow(L)
k <- length(theta)
units <- lapply(1:k, function(i) to_sigma(replace(numeric(k), i, 1)))
P <- lapply(units, function(u) -Reduce(`+`, Map(function(o, i) t(o$x) %*% o$w %*% block(u, i) %*% o$w %*% o$x, p, people)))
# Fai & Cornelius.
A <- 2 * solve(numDeriv::hessian(deviance, theta, method.args = list(d = 0.01, r = 6)))
eig <- eigen(L %*% phi %*% t(L), symmetric = TRUE)
PL <- t(eig$vectors) %*% L
t2 <- as.numeric((PL %*% beta)^2 / eig$values)
nu <- sapply(1:q, function(m) { g <- sapply(P, function(o) -as.numeric(PL[m, ] %*% phi %*% o %*% phi %*% PL[m, ])); 2 * eig$values[m]^2 / as.numeric(t(g) %*% A %*% g) })
E <- sum(nu / (nu - 2))
fc <- list(f = mean(t2), df = 2 * E / (E - q))
# Kenward & Roger.
expected <- matrix(0, k, k)
Q <- matrix(list(), k, k)
for (i in 1:k) for (j in 1:k) {
  Q[[i, j]] <- Reduce(`+`, Map(function(o, a) t(o$x) %*% o$w %*% block(units[[i]], a) %*% o$w %*% block(units[[j]], a) %*% o$w %*% o$x, p, people))
  t1 <- sum(mapply(function(o, a) sum(diag(o$w %*% block(units[[i]], a) %*% o$w %*% block(units[[j]], a))), p, people))
  expected[i, j] <- (t1 - 2 * sum(diag(phi %*% Q[[i, j]])) + sum(diag(phi %*% P[[i]] %*% phi %*% P[[j]]))) / 2
}
W <- solve(expected)
lambda <- Reduce(`+`, lapply(1:k, function(i) Reduce(`+`, lapply(1:k, function(j) W[i, j] * (Q[[i, j]] - P[[i]] %*% phi %*% P[[j]])))))
adjusted <- phi + 2 * phi %*% lambda %*% phi
theta_l <- t(L) %*% solve(L %*% phi %*% t(L)) %*% L
A1 <- A2 <- 0
for (i in 1:k) for (j in 1:k) {
  u <- theta_l %*% phi %*% P[[i]] %*% phi; v <- theta_l %*% phi %*% P[[j]] %*% phi
  A1 <- A1 + W[i, j] * sum(diag(u)) * sum(diag(v)); A2 <- A2 + W[i, j] * sum(diag(u %*% v))
}
B <- (A1 + 6 * A2) / (2 * q); g <- ((q + 1) * A1 - (q + 4) * A2) / ((q + 2) * A2)
c1 <- g / (3 * q + 2 * (1 - g)); c2 <- (q - g) / (3 * q + 2 * (1 - g)); c3 <- (q + 2 - g) / (3 * q + 2 * (1 - g))
Estar <- 1 / (1 - A2 / q); Vstar <- (2 / q) * (1 + c1 * B) / ((1 - c2 * B)^2 * (1 - c3 * B))
m <- 4 + (q + 2) / (q * Vstar / (2 * Estar^2) - 1)
wald <- as.numeric(t(L %*% beta) %*% solve(L %*% adjusted %*% t(L)) %*% (L %*% beta))
kru <- list(f = m / (Estar * (m - 2)) * wald / q, df = m)
with_p <- function(o) c(o, list(numeratorDf = q, p = pf(o$f, q, o$df, lower.tail = FALSE)))

grid <- expand.grid(f = c(1e-6, 0.2, 1, 2.5, 9, 60), d1 = c(1, 2, 3.5, 6, 20), d2 = c(1, 2.7, 11, 44.25, 900, 1e5))

cat(toJSON(list(
  rows = data.frame(arm = as.character(arm), site = as.character(site), baseline = baseline),
  outcomes = y,
  compoundSymmetry = list(
    satterthwaite = list(f = sat[["F value"]], numeratorDf = sat[["NumDF"]], df = sat[["DenDF"]], p = sat[["Pr(>F)"]]),
    kenwardRoger = list(f = kr[["stat"]] * kr[["F.scaling"]], numeratorDf = kr[["ndf"]], df = kr[["ddf"]], p = kr[["p.value"]]),
    bySite = both(full, "site"), byVisit = both(main, "visit")
  ),
  unstructured = list(deviance = deviance(theta), glsLogLikelihood = as.numeric(logLik(fit)), satterthwaite = with_p(fc), kenwardRoger = with_p(kru)),
  f = cbind(grid, p = pf(grid$f, grid$d1, grid$d2, lower.tail = FALSE))
), digits = NA, auto_unbox = TRUE, na = "null"), "\n")
