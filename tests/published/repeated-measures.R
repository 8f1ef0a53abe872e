# Expected values for functions/analysis/repeated-measures/, from nlme, lme4, lmerTest, pbkrtest and emmeans.
# Run: Rscript tests/published/repeated-measures.R > tests/published/repeated-measures.json
#
# Searches are carried on far beyond their default ends, so that an optimum is compared with an optimum. Means are taken at
# the mean baseline of the participants (emmeans would weigh a participant by their visits) and over equally weighted sites.

suppressMessages({
  library(nlme)
  library(lme4)
  library(lmerTest)
  library(pbkrtest)
  library(emmeans)
  library(jsonlite)
})
emm_options(msg.interaction = FALSE)

# A made-up trial: two arms, four sites, four visits, a fifth of the outcomes missing, most of them by leaving.
make_trial <- function(n, seed, site_sd = 0.6) {
  set.seed(seed)
  visits <- 4
  sd <- c(1.6, 1.9, 2.1, 2.4)
  rho <- matrix(c(1, .6, .45, .35, .6, 1, .65, .5, .45, .65, 1, .7, .35, .5, .7, 1), 4)
  sigma <- diag(sd) %*% rho %*% diag(sd)
  site <- sample(0:3, n, replace = TRUE)
  arm <- rbinom(n, 1, 0.5)
  baseline <- round(rnorm(n, 6.5, 1.4), 1)
  shift <- rnorm(4, 0, site_sd)
  e <- matrix(rnorm(n * visits), n) %*% chol(sigma)
  y <- matrix(NA, n, visits)
  for (v in 1:visits) {
    y[, v] <- round(6 - 0.4 * v + 0.5 * (baseline - 6.5) - arm * 0.5 * v + shift[site + 1] + e[, v], 2)
  }
  gone <- ifelse(runif(n) < 0.2, sample(2:4, n, replace = TRUE), 9)
  for (v in 1:visits) {
    y[gone <= v, v] <- NA
    y[runif(n) < 0.07, v] <- NA
  }
  list(arm = arm, site = site, baseline = baseline, outcomes = y)
}

long_form <- function(trial) {
  n <- nrow(trial$outcomes)
  v <- ncol(trial$outcomes)
  d <- data.frame(
    id = factor(rep(1:n, each = v)), place = rep(1:v, n), visit = factor(rep(1:v, n)),
    arm = factor(rep(trial$arm, each = v)), site = factor(rep(trial$site, each = v)),
    baseline = rep(trial$baseline, each = v), y = as.numeric(t(trial$outcomes))
  )
  d[!is.na(d$y), ]
}

people_mean <- function(trial) mean(trial$baseline[rowSums(!is.na(trial$outcomes)) > 0])

rows <- function(e) {
  e <- as.data.frame(e)
  data.frame(visit = as.integer(as.character(e$visit)), arm = if (is.null(e$arm)) NA else as.character(e$arm),
             estimate = if (is.null(e$emmean)) e$estimate else e$emmean, se = e$SE, df = e$df)
}

marginal <- function(fit, data, at, ...) {
  e <- emmeans(fit, ~ arm | visit, at = list(baseline = at), data = data, ...)
  list(means = rows(summary(e)), contrasts = rows(summary(contrast(e, "trt.vs.ctrl1"), adjust = "none")))
}

tight <- glsControl(maxIter = 500, msMaxIter = 2000, tolerance = 1e-12, msTol = 1e-14, returnObject = TRUE, apVar = FALSE)

covariance_of <- function(fit, v) {
  s <- fit$sigma
  w <- coef(fit$modelStruct$varStruct, unconstrained = FALSE, allCoef = TRUE)
  sd <- if (is.null(w)) rep(s, v) else s * w[as.character(1:v)]
  # The block of someone who was measured at every visit.
  blocks <- corMatrix(fit$modelStruct$corStruct)
  full <- blocks[[which(sapply(blocks, nrow) == v)[1]]]
  unname(diag(sd) %*% full %*% diag(sd))
}

# The restricted likelihood written out participant by participant, as an oracle for degrees of freedom: Satterthwaite's from
# numerical derivatives of it (Giesbrecht & Burns 1985) and, for a covariance linear in its parameters, Kenward & Roger's
# formulas (1997) taken literally with full matrices.
oracle <- function(data, x, to_sigma, theta, combinations, kenward_roger = FALSE) {
  people <- split(seq_len(nrow(data)), droplevels(data$id))
  parts <- function(theta) {
    sigma <- to_sigma(theta)
    lapply(people, function(at) {
      s <- sigma[data$place[at], data$place[at], drop = FALSE]
      list(x = x[at, , drop = FALSE], y = data$y[at], w = solve(s), log = determinant(s)$modulus)
    })
  }
  information <- function(p) Reduce(`+`, lapply(p, function(one) t(one$x) %*% one$w %*% one$x))
  deviance <- function(theta) {
    p <- parts(theta)
    i <- information(p)
    beta <- solve(i, Reduce(`+`, lapply(p, function(one) t(one$x) %*% one$w %*% one$y)))
    rss <- sum(sapply(p, function(one) { r <- one$y - one$x %*% beta; t(r) %*% one$w %*% r }))
    (nrow(data) - ncol(x)) * log(2 * pi) + sum(sapply(p, function(one) one$log)) + determinant(i)$modulus + rss
  }
  vcov_at <- function(theta) solve(information(parts(theta)))
  # nlme stops some millionths of a standard error short of the maximum: Newton's steps from there.
  for (step in 1:4) theta <- theta - as.numeric(solve(numDeriv::hessian(deviance, theta), numDeriv::grad(deviance, theta)))
  i <- information(parts(theta))
  beta <- solve(i, Reduce(`+`, lapply(parts(theta), function(one) t(one$x) %*% one$w %*% one$y)))
  l <- combinations(colnames(x))
  phi <- vcov_at(theta)
  # Smaller steps than numDeriv's own: near the edge of what is positive definite those are wrong by 6% of the result.
  a <- 2 * solve(numDeriv::hessian(deviance, theta, method.args = list(d = 0.01, r = 6)))
  out <- list(deviance = as.numeric(deviance(theta)), covariance = to_sigma(theta), estimates = as.numeric(l %*% beta), satterthwaite = apply(l, 1, function(one) {
    v <- as.numeric(t(one) %*% phi %*% one)
    g <- numDeriv::grad(function(th) as.numeric(t(one) %*% vcov_at(th) %*% one), theta)
    2 * v^2 / as.numeric(t(g) %*% a %*% g)
  }), se = apply(l, 1, function(one) sqrt(as.numeric(t(one) %*% phi %*% one))))
  if (!kenward_roger) return(out)
  k <- length(theta)
  units <- lapply(seq_len(k), function(i) to_sigma(replace(numeric(k), i, 1)))
  p <- parts(theta)
  block <- function(m, at) m[data$place[at], data$place[at], drop = FALSE]
  big_p <- lapply(units, function(u) -Reduce(`+`, Map(function(one, at) t(one$x) %*% one$w %*% block(u, at) %*% one$w %*% one$x, p, people)))
  expected <- matrix(0, k, k)
  big_q <- matrix(list(), k, k)
  for (i in 1:k) for (j in 1:k) {
    q <- Reduce(`+`, Map(function(one, at) t(one$x) %*% one$w %*% block(units[[i]], at) %*% one$w %*% block(units[[j]], at) %*% one$w %*% one$x, p, people))
    big_q[[i, j]] <- q
    t1 <- sum(mapply(function(one, at) sum(diag(one$w %*% block(units[[i]], at) %*% one$w %*% block(units[[j]], at))), p, people))
    expected[i, j] <- (t1 - 2 * sum(diag(phi %*% q)) + sum(diag(phi %*% big_p[[i]] %*% phi %*% big_p[[j]]))) / 2
  }
  w <- solve(expected)
  lambda <- Reduce(`+`, lapply(1:k, function(i) Reduce(`+`, lapply(1:k, function(j) w[i, j] * (big_q[[i, j]] - big_p[[i]] %*% phi %*% big_p[[j]])))))
  adjusted <- phi + 2 * phi %*% lambda %*% phi
  out$krSe <- apply(l, 1, function(one) sqrt(as.numeric(t(one) %*% adjusted %*% one)))
  out$krDf <- apply(l, 1, function(one) {
    v <- as.numeric(t(one) %*% phi %*% one)
    g <- sapply(big_p, function(bp) -as.numeric(t(one) %*% phi %*% bp %*% phi %*% one))
    2 * v^2 / as.numeric(t(g) %*% w %*% g)
  })
  out
}

# A column for each arm at each visit, a slope on baseline for each visit, sites that add up to 0.
design <- function(data, at) {
  cell <- interaction(data$arm, data$visit, sep = ":")
  cells <- sapply(levels(cell), function(one) as.numeric(cell == one))
  colnames(cells) <- paste0("arm", sub(":", ":visit", levels(cell)))
  slopes <- sapply(levels(data$visit), function(one) (data$visit == one) * (data$baseline - at))
  cbind(cells, slopes, model.matrix(~ site, data, contrasts.arg = list(site = contr.sum))[, -1])
}

# Cell means at the mean baseline over equally weighted sites, then the arms' differences, visit by visit.
cells <- function(names, visits) {
  rows <- list()
  for (v in 1:visits) for (a in 0:1) {
    one <- setNames(numeric(length(names)), names)
    one[paste0("arm", a, ":visit", v)] <- 1
    rows[[length(rows) + 1]] <- one
  }
  means <- do.call(rbind, rows)
  rbind(means, means[seq(2, 2 * visits, 2), ] - means[seq(1, 2 * visits, 2), ])
}

gls_fit <- function(name, trial, correlation, weights, to_sigma, to_theta, kenward_roger = FALSE) {
  data <- long_form(trial)
  model <- list(y ~ arm * visit + baseline:visit + site, data = quote(data), correlation = correlation, control = tight)
  fit <- do.call(gls, c(model, if (!is.null(weights)) list(weights = weights)))
  m <- marginal(fit, data, people_mean(trial), mode = "df.error")
  sigma <- covariance_of(fit, ncol(trial$outcomes))
  o <- oracle(data, design(data, people_mean(trial)), to_sigma, to_theta(sigma), function(n) cells(n, ncol(trial$outcomes)), kenward_roger)
  c(list(structure = name, logLikelihood = as.numeric(logLik(fit)), covariance = sigma), m, list(oracle = o))
}

size <- 4
lower <- which(lower.tri(diag(size), TRUE), arr.ind = TRUE)
from_lower <- function(theta) { m <- matrix(0, size, size); m[lower] <- theta; m[lower[, 2:1]] <- theta; m }
distance <- abs(row(diag(size)) - col(diag(size)))
by_distance <- function(theta) {
  sd <- theta[1:size]
  r <- matrix(c(1, theta[-(1:size)])[distance + 1], size)
  diag(sd) %*% r %*% diag(sd)
}
ar1 <- function(theta) by_distance(c(theta[1:size], theta[size + 1]^(1:(size - 1))))

trial <- make_trial(150, 20261)
small <- make_trial(40, 20262)

structures <- function(trial) {
  each <- varIdent(form = ~ 1 | visit)
  list(
    gls_fit("unstructured", trial, corSymm(form = ~ place | id), each, from_lower, function(s) s[lower], TRUE),
    gls_fit("heterogeneous-toeplitz", trial, corARMA(c(.5, .1, .05), form = ~ place | id, p = 3), each, by_distance,
            function(s) c(sqrt(diag(s)), cov2cor(s)[1, -1])),
    gls_fit("heterogeneous-ar1", trial, corAR1(0.5, form = ~ place | id), each, ar1, function(s) c(sqrt(diag(s)), cov2cor(s)[1, 2])),
    gls_fit("compound-symmetry", trial, corCompSymm(0.5, form = ~ place | id), NULL,
            function(theta) matrix(ifelse(distance == 0, theta[1], theta[2]), size), function(s) s[1, 1:2], TRUE)
  )
}

lmer_tight <- lmerControl(optimizer = "bobyqa", optCtrl = list(rhoend = 1e-12, maxfun = 1e6),
                          check.conv.singular = "ignore", calc.derivs = TRUE)

mixed <- function(trial, formula, ddf) {
  data <- long_form(trial)
  fit <- lmerTest::lmer(formula, data, control = lmer_tight, REML = TRUE)
  v <- as.data.frame(VarCorr(fit))
  m <- marginal(fit, data, people_mean(trial), lmer.df = ddf)
  c(list(variances = setNames(as.list(v$vcov), v$grp), logLikelihood = as.numeric(logLik(fit))), m)
}

fixed_sites <- y ~ arm * visit + baseline:visit + site + (1 | id)
random_sites <- y ~ arm * visit + baseline:visit + (1 | site) + (1 | id)

lme_random_sites <- function(trial) {
  data <- long_form(trial)
  fit <- lme(y ~ arm * visit + baseline:visit, data, random = ~ 1 | site, correlation = corSymm(form = ~ place | site / id),
             weights = varIdent(form = ~ 1 | visit),
             control = lmeControl(maxIter = 500, msMaxIter = 2000, tolerance = 1e-12, msTol = 1e-14, niterEM = 200, returnObject = TRUE))
  e <- emmeans(fit, ~ arm | visit, at = list(baseline = people_mean(trial)), data = data, mode = "containment")
  list(siteVariance = as.numeric(VarCorr(fit)[1, 1]), logLikelihood = as.numeric(logLik(fit)),
       means = rows(summary(e))[, c("visit", "arm", "estimate", "se")],
       contrasts = rows(summary(contrast(e, "trt.vs.ctrl1"), adjust = "none"))[, c("visit", "arm", "estimate", "se")])
}

# Potthoff & Roy (Biometrika 51:313, 1964): 27 children, distances at four ages, girls and boys. With everybody measured and
# a mean for each sex and age, restricted maximum likelihood is the pooled covariance within the sexes, 25 degrees of freedom.
orthodont <- local({
  d <- as.data.frame(Orthodont)
  wide <- reshape(d[, c("Subject", "Sex", "age", "distance")], idvar = c("Subject", "Sex"), timevar = "age", direction = "wide")
  y <- as.matrix(unname(wide[, 3:6]))
  within <- y - apply(y, 2, function(one) ave(one, wide$Sex))
  list(sex = as.character(wide$Sex), distances = y, pooled = crossprod(within) / 25)
})

versions <- sapply(c("nlme", "lme4", "lmerTest", "pbkrtest", "emmeans"), function(p) as.character(packageVersion(p)))
cat(toJSON(
  list(
    about = c(list(script = "tests/published/repeated-measures.R", R = R.version.string), as.list(versions)),
    trial = trial, small = small,
    gls = structures(trial), glsSmall = structures(small),
    satterthwaite = mixed(trial, fixed_sites, "satterthwaite"), kenwardRoger = mixed(trial, fixed_sites, "kenward-roger"),
    kenwardRogerSmall = mixed(small, fixed_sites, "kenward-roger"),
    randomSites = mixed(trial, random_sites, "satterthwaite"), randomSitesUnstructured = lme_random_sites(trial),
    orthodont = orthodont
  ),
  digits = NA, auto_unbox = TRUE, pretty = FALSE, na = "null"
), "\n")
