# Comparisons of groups with base R and car's Levene test; writes groups.csv (key, column, value).
# Scores: means of A2-A4, of B and of C, the B of every 17th person missing.
# Five groups: the answer to A1; two groups: C1 below 4, and from 4.
# Run from the repository: Rscript tests/reference/r/groups.R
suppressMessages(library(car))
x <- read.csv("tests/reference/likert_simulated.csv")
scores <- data.frame(A = rowMeans(x[, 2:4]), B = rowMeans(x[, 5:8]), C = rowMeans(x[, 9:12]))
scores$B[seq(17, 240, 17)] <- NA
five <- factor(x$A1); two <- factor(x$C1 >= 4)
out <- data.frame(key = character(), column = character(), value = character())
put <- function(key, value, column = "") {
  out <<- rbind(out, data.frame(key = key, column = column,
                                value = sprintf("%.15g", as.numeric(value))))
}
noncentrality <- function(t, df, wanted)
  uniroot(function(ncp) pt(t, df, ncp) - wanted, t + c(-6, 6), tol = 1e-13)$root
for (name in names(scores)) {
  y <- scores[[name]]; keep <- !is.na(y)
  a <- y[keep & two == "FALSE"]; b <- y[keep & two == "TRUE"]
  student <- t.test(a, b, var.equal = TRUE); welch <- t.test(a, b)
  put("student", c(student$statistic, student$parameter, student$p.value), name)
  put("welch", c(welch$statistic, welch$parameter, welch$p.value, welch$conf.int), name)
  u <- wilcox.test(a, b, exact = FALSE, correct = FALSE)
  put("mann_whitney", c(u$statistic, u$p.value), name)
  l <- leveneTest(y, two, center = median)
  put("levene_two", c(l[1, 2], l[1, 1], l[2, 1], l[1, 3]), name)
  scale <- sqrt(1 / length(a) + 1 / length(b)); df <- length(a) + length(b) - 2
  d <- unname(student$statistic) * scale
  j <- exp(lgamma(df / 2) - lgamma((df - 1) / 2)) / sqrt(df / 2)
  limits <- scale * c(noncentrality(student$statistic, df, .975),
                      noncentrality(student$statistic, df, .025))
  put("d", c(d, limits), name); put("g", j * c(d, limits), name)
  above <- mean(outer(a, b, ">")) - mean(outer(a, b, "<"))
  put("rank_biserial", above, name)

  table <- summary(aov(y ~ five))[[1]]
  put("anova", c(table[1, 4], table[1, 1], table[2, 1], table[1, 5]), name)
  put("squares", table[, 2], name)
  w <- oneway.test(y ~ five)
  put("welch_anova", c(w$statistic, w$parameter, w$p.value), name)
  k <- kruskal.test(y ~ five)
  put("kruskal", c(k$statistic, k$parameter, k$p.value), name)
  l <- leveneTest(y, five, center = median)
  put("levene_five", c(l[1, 2], l[1, 1], l[2, 1], l[1, 3]), name)
  tukey <- TukeyHSD(aov(y ~ five))$five
  put("tukey", tukey[, "p adj"], name)
  m <- tapply(y, five, mean, na.rm = TRUE); v <- tapply(y, five, var, na.rm = TRUE)
  n <- tapply(y, five, function(s) sum(!is.na(s)))
  put("n", n, name); put("mean", m, name); put("sd", sqrt(v), name)
  put("median", tapply(y, five, median, na.rm = TRUE), name)
  for (i in 1:4) for (j in (i + 1):5) {
    se2 <- v[i] / n[i] + v[j] / n[j]
    df <- se2^2 / ((v[i] / n[i])^2 / (n[i] - 1) + (v[j] / n[j])^2 / (n[j] - 1))
    t <- (m[i] - m[j]) / sqrt(se2)
    p <- ptukey(sqrt(2) * abs(t), 5, df, lower.tail = FALSE)
    put("games_howell", c(m[i] - m[j], sqrt(se2), t, df, p), name)
  }
}
key <- function(k) as.numeric(out$value[out$key == k])
put("holm", p.adjust(key("welch")[c(3, 8, 13)], "holm"))
few <- x$A1 + seq_along(x$A1) / 1000
small <- wilcox.test(few[1:9], few[10:21], exact = TRUE)
put("exact", c(small$statistic, small$p.value))
write.csv(out, "tests/reference/r/groups.csv", row.names = FALSE, quote = FALSE)
