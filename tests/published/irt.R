# Estimates θ under the graded response model for a made-up calibration, written from the formulas and sharing nothing
# with the program: sums by enumerating every pattern, patterns by the plain product of chances.
# Rscript tests/published/irt.R tests/published/irt-calibration.csv > tests/published/irt.csv
#
# Grid -4.5 to 4.5 by 0.1, standard normal prior, T = 50 + 10 θ. Only base R.
# Lines: "sum", sum, T, SE | "pattern", categories joined by "|" ("" is missing), T, SE
#      | "next", categories so far, item with the most information at the estimate.

set.seed(20261123)
calibration <- read.csv(commandArgs(trailingOnly = TRUE)[1], stringsAsFactors = FALSE)
grid <- seq(-45, 45) / 10
prior <- exp(-grid^2 / 2)

chance <- function(item, category, theta) {
  b <- as.numeric(calibration[item, c("cb1", "cb2", "cb3", "cb4")])
  b <- b[!is.na(b)]
  above <- function(k) if (k == 0) 1 else if (k > length(b)) 0 else 1 / (1 + exp(-calibration$a[item] * (theta - b[k])))
  above(category) - above(category + 1)
}
categories <- sapply(seq_len(nrow(calibration)), function(i) sum(!is.na(calibration[i, c("cb1", "cb2", "cb3", "cb4")])) + 1)

moments <- function(weight) {
  mean <- sum(weight * grid) / sum(weight)
  c(mean, sqrt(sum(weight * (grid - mean)^2) / sum(weight)))
}
likelihood <- function(pattern) {
  weight <- prior
  for (item in seq_along(pattern)) if (!is.na(pattern[item]))
    weight <- weight * sapply(grid, function(theta) chance(item, pattern[item], theta))
  weight
}
show <- function(kind, what, estimate) cat(sprintf("%s,%s,%.10f,%.10f\n", kind, what, 50 + 10 * estimate[1], 10 * estimate[2]))
text <- function(pattern) paste(ifelse(is.na(pattern), "", pattern), collapse = "|")

# Every pattern of all items, by its sum.
tables <- lapply(seq_len(nrow(calibration)), function(item)
  sapply(seq_len(categories[item]) - 1, function(category) sapply(grid, function(theta) chance(item, category, theta))))
bySum <- matrix(0, nrow = sum(categories - 1) + 1, ncol = length(grid))
every <- expand.grid(lapply(categories, function(n) seq_len(n) - 1))
for (row in seq_len(nrow(every))) {
  pattern <- as.numeric(every[row, ])
  weight <- prior
  for (item in seq_along(pattern)) weight <- weight * tables[[item]][, pattern[item] + 1]
  bySum[sum(pattern) + 1, ] <- bySum[sum(pattern) + 1, ] + weight
}
for (s in seq_len(nrow(bySum)) - 1) show("sum", s, moments(bySum[s + 1, ]))

for (draw in 1:300) {
  pattern <- sapply(categories, function(n) sample.int(n, 1) - 1)
  pattern[runif(length(pattern)) < 0.25] <- NA
  show("pattern", text(pattern), moments(likelihood(pattern)))
}

# Information by numerical differentiation of the chances.
informationAt <- function(item, theta) {
  h <- 1e-5
  sum(sapply(seq_len(categories[item]) - 1, function(category)
    ((chance(item, category, theta + h) - chance(item, category, theta - h)) / (2 * h))^2 / chance(item, category, theta)))
}
for (draw in 1:100) {
  pattern <- sapply(categories, function(n) sample.int(n, 1) - 1)
  pattern[sample.int(length(pattern), sample.int(length(pattern), 1))] <- NA
  theta <- moments(likelihood(pattern))[1]
  open <- which(is.na(pattern))
  best <- open[which.max(sapply(open, informationAt, theta = theta))]
  cat(sprintf("next,%s,%s\n", text(pattern), calibration$item_id[best]))
}
