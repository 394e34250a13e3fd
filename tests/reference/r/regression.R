# Regression with its diagnostics, blocks, relative importance, collinearity and tests of normality
# with base R, sandwich, lmtest and tseries; writes regression.csv (key, row, value) beside this
# script. Run from the repository: Rscript tests/reference/r/regression.R
suppressMessages({library(sandwich); library(lmtest); library(tseries)})
x <- read.csv("tests/reference/likert_simulated.csv")
out <- data.frame(key = character(), row = character(), value = character())
put <- function(key, value, row = "") {
  out <<- rbind(out, data.frame(key = key, row = row,
                                value = sprintf("%.15g", as.numeric(value))))
}
d <- cbind(x[, 1:8], y = rowMeans(x[, 9:12]))
fit <- lm(y ~ ., data = d); n <- nrow(d)

# by row: the first 40 of each, and the sum of all
rows <- function(key, value) { put(key, value[1:40], 1:40); put(paste0(key, "_sum"), sum(value)) }
rows("leverage", hatvalues(fit)); rows("standardised", resid(fit) / summary(fit)$sigma)
rows("studentised", rstandard(fit)); rows("deleted", rstudent(fit)); rows("cook", cooks.distance(fit))
put("cook_largest", max(cooks.distance(fit)))
put("cook_largest_at", which.max(cooks.distance(fit)) - 1)
put("cook_above", sum(cooks.distance(fit) > 4 / n))

# HC3, Breusch-Pagan (studentised), Jarque-Bera, Shapiro-Wilk, Durbin-Watson
robust <- coeftest(fit, vcov = vcovHC(fit, type = "HC3"))
put("hc3_se", robust[, 2], rownames(robust)); put("hc3_t", robust[, 3], rownames(robust))
put("hc3_p", robust[, 4], rownames(robust))
ci <- confint(fit, level = 0.9)
put("lower90", ci[, 1], rownames(ci)); put("upper90", ci[, 2], rownames(ci))
b <- bptest(fit); put("bp", b$statistic); put("bp_df", b$parameter); put("bp_p", b$p.value)
j <- jarque.bera.test(resid(fit)); put("jb", j$statistic); put("jb_p", j$p.value)
s <- shapiro.test(resid(fit)); put("residual_w", s$statistic); put("residual_w_p", s$p.value)
put("dw", dwtest(fit)$statistic)

# blocks: A1 A2 | A3 A4 B1 | B2 B3 B4
steps <- list(lm(y ~ 1, d), lm(y ~ A1 + A2, d), lm(y ~ A1 + A2 + A3 + A4 + B1, d), fit)
for (i in 2:4) {
  a <- anova(steps[[i - 1]], steps[[i]])
  before <- summary(steps[[i - 1]])$r.squared; after <- summary(steps[[i]])$r.squared
  put("block_r2_change", after - before, i - 1); put("block_f", a$F[2], i - 1)
  put("block_p", a$`Pr(>F)`[2], i - 1); put("block_f2", (after - before) / (1 - after), i - 1)
}
full <- summary(fit)$r.squared
for (name in names(d)[1:8]) {
  less <- summary(lm(reformulate(setdiff(names(d)[1:8], name), "y"), d))$r.squared
  put("f2", (full - less) / (1 - full), name)
}

# relative importance of six predictors: the mean gain over all 720 orders
orders <- function(v) if (length(v) < 2) list(v) else
  do.call(c, lapply(v, function(i) lapply(orders(setdiff(v, i)), function(o) c(i, o))))
six <- names(d)[1:6]; memory <- new.env()
r2 <- function(set) {
  if (!length(set)) return(0)
  key <- paste(sort(set), collapse = "+")
  if (is.null(memory[[key]])) memory[[key]] <- summary(lm(reformulate(set, "y"), d))$r.squared
  memory[[key]]
}
gain <- setNames(numeric(6), six); all <- orders(six)
for (o in all) for (i in seq_along(o)) {
  gain[o[i]] <- gain[o[i]] + r2(o[seq_len(i)]) - r2(o[seq_len(i - 1)])
}
put("lmg", gain / length(all), six)

# collinearity with the constant: columns scaled to length one, singular value decomposition
m <- model.matrix(fit); m <- sweep(m, 2, sqrt(colSums(m^2)), "/")
v <- svd(m); part <- sweep(v$v^2, 2, v$d^2, "/"); part <- part / rowSums(part)
put("eigenvalue", v$d^2, seq_along(v$d)); put("condition", v$d[1] / v$d, seq_along(v$d))
for (k in seq_along(v$d)) put("proportion", part[, k], paste(k, colnames(m)))

# normality of the items, of composites and of short columns
lillie <- function(v) {
  z <- sort(pnorm((v - mean(v)) / sd(v))); k <- length(z)
  max(seq_len(k) / k - z, z - (seq_len(k) - 1) / k)
}
columns <- c(as.list(x), list(y = d$y, residual = unname(resid(fit)),
                              four = resid(fit)[1:4], thirty = resid(fit)[1:30]))
for (name in names(columns)) {
  v <- columns[[name]]; s <- shapiro.test(v); k <- length(v)
  put("w", s$statistic, name); put("w_p", s$p.value, name)
  distance <- lillie(v); put("d", distance, name)
  size <- min(k, 100); scaled <- distance * if (k > 100) (k / 100)^0.49 else 1
  put("d_p", exp(-7.01256 * scaled^2 * (size + 2.78019) + 2.99587 * scaled * sqrt(size + 2.78019)
                 - 0.122119 + 0.974598 / sqrt(size) + 1.67997 / size), name)
}
write.csv(out, "tests/reference/r/regression.csv", row.names = FALSE, quote = FALSE)
