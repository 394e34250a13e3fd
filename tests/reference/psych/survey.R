# Factorability, components, reliability, descriptives and regression with base R and psych;
# writes survey.csv (key, row, column, value) beside this script.
# Run from the repository: Rscript tests/reference/psych/survey.R
suppressMessages(library(psych))
x <- read.csv("tests/reference/likert_simulated.csv")
out <- data.frame(key = character(), row = character(), column = character(), value = character())
put <- function(key, value, row = "", column = "") {
  out <<- rbind(out, data.frame(key = key, row = row, column = column,
                                value = sprintf("%.15g", as.numeric(value))))
}
r <- cor(x); n <- nrow(x)
k <- KMO(r)
put("kmo", k$MSA); put("msa", k$MSAi, names(x))
b <- cortest.bartlett(r, n)
put("bartlett_chi", b$chisq); put("bartlett_p", b$p.value); put("bartlett_df", b$df)
e <- eigen(r)
put("eigenvalue", e$values, seq_along(e$values))
unrotated <- e$vectors[, 1:3] %*% diag(sqrt(e$values[1:3]))
rotated <- unclass(varimax(unrotated, normalize = TRUE, eps = 1e-15)$loadings)
rotated <- rotated[, order(-colSums(rotated^2))]
rotated <- rotated %*% diag(ifelse(colSums(rotated) < 0, -1, 1))
for (j in 1:3) put("rotated", rotated[, j], names(x), j)
put("communality", rowSums(unrotated^2), names(x))
scores <- scale(x) %*% solve(r, rotated)
for (j in 1:3) put("score", scores[1:10, j], 1:10, j)
for (scale in c("A", "B", "C")) {
  items <- x[, startsWith(names(x), scale)]
  a <- suppressWarnings(alpha(items, check.keys = FALSE))
  put("alpha", a$total$raw_alpha, scale); put("alpha_std", a$total$std.alpha, scale)
  put("if_deleted", a$alpha.drop$raw_alpha, names(items))
  put("item_total", a$item.stats$r.drop, names(items))
  f <- fa(items, 1, fm = "ml", covar = TRUE, tolerance = 1e-12)
  c <- cov(items)
  fit <- factanal(covmat = list(cov = c, n.obs = n), factors = 1,
                  control = list(opt = list(factr = 1, maxit = 5000)))
  l <- abs(fit$loadings[, 1]) * sqrt(diag(c)); u <- fit$uniquenesses * diag(c)
  put("omega", sum(l)^2 / (sum(l)^2 + sum(u)), scale)
}
d <- describe(x, type = 2)
for (s in c("mean", "sd", "skew", "kurtosis", "se")) put(s, d[[s]], names(x))
m <- mardia(x, plot = FALSE)
put("mardia_skew", m$b1p); put("mardia_kurtosis", m$b2p)
put("mardia_chi", m$skew); put("mardia_z", m$kurtosis)
y <- rowMeans(x[, 9:12]); p <- x[, 1:8]
fit <- lm(y ~ ., data = cbind(p, y = y)); s <- summary(fit)
put("b", s$coefficients[, 1], rownames(s$coefficients))
put("b_se", s$coefficients[, 2], rownames(s$coefficients))
put("b_t", s$coefficients[, 3], rownames(s$coefficients))
put("b_p", s$coefficients[, 4], rownames(s$coefficients))
put("r_squared", s$r.squared); put("adjusted", s$adj.r.squared); put("sigma", s$sigma)
put("f", s$fstatistic[[1]])
put("f_p", pf(s$fstatistic[[1]], s$fstatistic[[2]], s$fstatistic[[3]], lower.tail = FALSE))
put("vif", diag(solve(cor(p))), names(p))
put("dw", sum(diff(resid(fit))^2) / sum(resid(fit)^2))
write.csv(out, "tests/reference/psych/survey.csv", row.names = FALSE, quote = FALSE)
