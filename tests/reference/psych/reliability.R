# Item statistics and hierarchical omega with psych, rho_A by its formula; writes reliability.csv
# (key, row, column, value) beside this script.
# Run from the repository: Rscript tests/reference/psych/reliability.R
suppressMessages({library(psych); library(GPArotation)})
x <- read.csv("tests/reference/likert_simulated.csv")
out <- data.frame(key = character(), row = character(), column = character(), value = character())
put <- function(key, value, row = "", column = "") {
  out <<- rbind(out, data.frame(key = key, row = row, column = column,
                                value = sprintf("%.15g", as.numeric(value))))
}
for (scale in c("A", "B", "C")) {
  items <- x[, startsWith(names(x), scale)]
  a <- suppressWarnings(alpha(items, check.keys = FALSE))
  r <- cor(items)[lower.tri(diag(4))]
  put("inter_item", c(a$total$average_r, min(r), max(r)), scale)
  put("item_total", a$item.stats$raw.r, names(items))
  put("corrected", a$item.stats$r.drop, names(items))
  w <- eigen(cor(items))$vectors[, 1]; w <- w / sqrt(sum(w * (cor(items) %*% w)))
  s <- cor(items); diag(s) <- 0; o <- outer(w, w); diag(o) <- 0
  put("rho_a", sum(w^2)^2 * (t(w) %*% s %*% w) / (t(w) %*% o %*% w), scale)
}
# psych's omega as it comes: maximum likelihood by its own stop, oblimin of GPArotation.
o <- suppressWarnings(omega(x, nfactors = 3, fm = "ml", rotate = "oblimin", plot = FALSE,
                            flip = FALSE))
put("omega_psych", c(o$omega_h, o$omega.tot, o$omega.lim))
put("general_psych", o$schmid$sl[, "g"], names(x))
# The same steps with every stop drawn tight: factanal, oblimin, and one factor of the correlations.
f <- factanal(x, 3, rotation = "none",
              control = list(opt = list(factr = 1, maxit = 10000), lower = 1e-6))
q <- oblimin(unclass(f$loadings), eps = 1e-9, maxit = 100000)
phi <- q$Phi
g <- sqrt(c(phi[1, 2] * phi[1, 3] / phi[2, 3], phi[1, 2] * phi[2, 3] / phi[1, 3],
            phi[1, 3] * phi[2, 3] / phi[1, 2]))
signs <- sign(colSums(q$loadings))
general <- as.vector(unclass(q$loadings) %*% (g * signs))
r <- cor(x)
put("omega", c(sum(general)^2 / sum(r), 1 - sum(f$uniquenesses) / sum(r)))
put("general", general, names(x))
write.csv(out, "tests/reference/psych/reliability.csv", row.names = FALSE, quote = FALSE)
