# Extraction, rotation and number of factors with base R, psych and GPArotation;
# writes factors.csv (key, row, column, value) beside this script. Columns of loadings have positive
# sums and stand in the order of their sums of squared structure loadings, as SPSS writes them.
# Run from the repository: Rscript tests/reference/psych/factors.R
suppressMessages({library(psych); library(GPArotation)})
x <- read.csv("tests/reference/likert_simulated.csv")
out <- data.frame(key = character(), row = character(), column = character(), value = character())
put <- function(key, value, row = "", column = "") {
  out <<- rbind(out, data.frame(key = key, row = row, column = column,
                                value = sprintf("%.15g", as.numeric(value))))
}
put_matrix <- function(key, m, rows) for (j in seq_len(ncol(m))) put(key, m[, j], rows, j)
put_rotation <- function(key, pattern, phi = diag(ncol(pattern))) {
  o <- order(-colSums((pattern %*% phi)^2)); pattern <- pattern[, o]; phi <- phi[o, o]
  s <- diag(ifelse(colSums(pattern) < 0, -1, 1))
  put_matrix(key, pattern %*% s, names(x)); put_matrix(paste0(key, "_phi"), s %*% phi %*% s, 1:3)
  put_matrix(paste0(key, "_weight"), solve(r, pattern %*% phi %*% s), names(x))
}
r <- cor(x); n <- nrow(x); k <- ncol(x)
e <- eigen(r)
put("smc", smc(r), names(x))
pa <- fa(r, 3, n.obs = n, fm = "pa", rotate = "none", min.err = 1e-15, max.iter = 5000,
         warnings = FALSE)
put("pa_communality", pa$communality, names(x))
ml <- factanal(covmat = list(cov = r, n.obs = n), factors = 3, rotation = "none",
               control = list(opt = list(factr = 1, maxit = 5000)))
put("ml_unique", ml$uniquenesses, names(x))
put("ml_chi", ml$STATISTIC); put("ml_df", ml$dof); put("ml_p", ml$PVAL)
psych_ml <- fa(r, 3, n.obs = n, fm = "ml", rotate = "none")
put("psych_ml_communality", psych_ml$communality, names(x))
solutions <- list(components = e$vectors[, 1:3] %*% diag(sqrt(e$values[1:3])),
                  principal_axis = unclass(pa$loadings),
                  maximum_likelihood = unclass(ml$loadings))
for (s in names(solutions)) {
  a <- solutions[[s]][, 1:3]
  put_rotation(paste0(s, "_none"), a)
  v <- varimax(a, normalize = TRUE, eps = 1e-15)
  v <- unclass(v$loadings)
  put_rotation(paste0(s, "_varimax"), v)
  p <- promax(v, m = 4); u <- solve(p$rotmat)
  put_rotation(paste0(s, "_promax_raw"), unclass(p$loadings), u %*% t(u))
  for (norm in c(TRUE, FALSE)) for (gam in c(0, -0.5)) {
    q <- oblimin(a, gam = gam, normalize = norm, eps = 1e-7, maxit = 100000)
    put_rotation(paste0(s, "_oblimin_", gam, if (norm) "_normalised"), unclass(q$loadings), q$Phi)
  }
}
put("map", vss(r, n = 8, rotate = "none", fm = "pc", n.obs = n, plot = FALSE)$map, 1:8)
# Partial correlations once more, as correlations of what a regression on component scores leaves.
z <- scale(x) %*% e$vectors
for (m in 0:8) {
  left <- if (m) cor(resid(lm(as.matrix(x) ~ z[, 1:m]))) else r
  put("map_squared", mean(left[lower.tri(left)]^2), m)
  put("map_fourth", mean(left[lower.tri(left)]^4), m)
}
set.seed(1); options(mc.cores = 1)
pdf(NULL)
invisible(capture.output(
  f <- fa.parallel(x, fa = "pc", n.iter = 2000, quant = 0.95, plot = FALSE)))
simulated <- f$values[, grepl("^Sim", colnames(f$values)), drop = FALSE]
resampled <- f$values[, grepl("^C[0-9]", colnames(f$values)), drop = FALSE]
for (s in c("simulated", "resampled")) {
  put(paste0("parallel_", s, "_mean"), colMeans(get(s)), seq_len(k))
  put(paste0("parallel_", s, "_sd"), apply(get(s), 2, sd), seq_len(k))
  put(paste0("parallel_", s, "_95"), apply(get(s), 2, quantile, 0.95), seq_len(k))
}
write.csv(out, "tests/reference/psych/factors.csv", row.names = FALSE, quote = FALSE)
