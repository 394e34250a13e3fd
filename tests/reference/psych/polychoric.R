# Polychoric correlations with psych, polycor and lavaan; writes polychoric.csv (key, row, column,
# value) beside this script. psych and polycor stop their search at a width of about 1e-4, so the
# likelihood of psych is searched to the end as well ("optimum"): thresholds given, its own cells.
# Run from the repository: Rscript tests/reference/psych/polychoric.R
suppressMessages({library(psych); library(lavaan)})
x <- read.csv("tests/reference/likert_simulated.csv")
out <- data.frame(key = character(), row = character(), column = character(), value = character())
put <- function(key, value, row = "", column = "") {
  out <<- rbind(out, data.frame(key = key, row = row, column = column,
                                value = sprintf("%.15g", as.numeric(value))))
}
put_matrix <- function(key, r) {
  for (i in 2:ncol(r)) put(key, r[i, 1:(i - 1)], colnames(r)[i], colnames(r)[1:(i - 1)])
}
cuts <- function(margin) qnorm(cumsum(margin)[-length(margin)] / sum(margin))
optimum <- function(tab, rows, columns) {
  optimize(psych:::polyF, c(-1, 1), rc = rows, cc = columns, tab = tab / sum(tab),
           tol = 1e-10)$minimum
}
every_pair <- function(data, one) {
  r <- diag(ncol(data)); dimnames(r) <- list(names(data), names(data))
  for (i in 2:ncol(data)) for (j in 1:(i - 1)) r[i, j] <- r[j, i] <- one(data[[i]], data[[j]])
  r
}
by_items <- function(a, b) optimum(table(a, b), cuts(table(a)), cuts(table(b)))
by_pairs <- function(correct) function(a, b) {
  tab <- table(a, b); tab[tab == 0] <- correct
  optimum(tab, cuts(rowSums(tab)), cuts(colSums(tab)))
}

# Items with five categories each.
found <- polychoric(x)
put_matrix("psych", found$rho)
for (j in 1:4) put("threshold", found$tau[, j], names(x), j)
put_matrix("optimum", every_pair(x, by_items))

# Items of two, three, four and five categories, of which some have no one in a category between.
mixed <- x
mixed$A1 <- 1 * (x$A1 > 3); mixed$A2 <- findInterval(x$A2, c(3, 5)); mixed$B1 <- pmin(x$B1, 4)
mixed$B2 <- ifelse(x$B2 == 3, 4, x$B2); mixed$C1 <- 1 * (x$C1 > 2)
put_matrix("mixed_lavaan", unclass(lavCor(mixed, ordered = names(mixed), se = "none",
                                          zero.add = c(0, 0))))
put_matrix("mixed_psych", suppressWarnings(polychoric(mixed, correct = 0)$rho))
put_matrix("mixed_psych_half", suppressWarnings(polychoric(mixed)$rho))
put_matrix("mixed_half", every_pair(mixed, by_pairs(0.5)))
put_matrix("mixed_polycor", every_pair(mixed, function(a, b) {
  tab <- table(a, b); tab[tab == 0] <- 0.5
  polycor::polychor(tab)
}))

# Missing answers: every fifth, seventh and eleventh of three items.
holes <- x
holes$A1[seq(1, 240, 5)] <- NA; holes$B1[seq(1, 240, 7)] <- NA; holes$C1[seq(1, 240, 11)] <- NA
put_matrix("holes_psych", polychoric(holes)$rho)
put_matrix("holes", every_pair(holes, by_items))

# A matrix that is not positive definite.
odd <- matrix(c(1, 0.9, -0.4, 0.9, 1, 0.6, -0.4, 0.6, 1), 3,
              dimnames = list(names(x)[1:3], names(x)[1:3]))
put_matrix("smooth", suppressWarnings(cor.smooth(odd)))
write.csv(out, "tests/reference/psych/polychoric.csv", row.names = FALSE, quote = FALSE)
