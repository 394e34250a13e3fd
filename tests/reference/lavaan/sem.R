# CFA, SEM, robust and ordinal estimators, missing answers, modification indices, reliability and
# invariance with lavaan and semTools; reads turkistan.csv, which keep.py writes, and writes beside
# this script holzinger.csv and political.csv (public data that come with lavaan) and sem.csv (case,
# key, row, column, value).
# lavaan's EM is run to the end, and BFGS with it, so that digits can be compared.
# Run from the repository: Rscript tests/reference/lavaan/sem.R
suppressMessages({library(lavaan); library(semTools)})
here <- "tests/reference/lavaan/"
likert <- read.csv("tests/reference/likert_simulated.csv")
turkistan <- read.csv(paste0(here, "turkistan.csv"))
holzinger <- HolzingerSwineford1939[, c("school", paste0("x", 1:9))]
holzinger$school <- as.character(holzinger$school)
for (name in paste0("x", 1:9)) holzinger[[name]] <- round(holzinger[[name]], 10)
political <- round(PoliticalDemocracy[, c(paste0("x", 1:3), paste0("y", 1:8))], 10)
write.csv(holzinger, paste0(here, "holzinger.csv"), row.names = FALSE, quote = FALSE)
write.csv(political, paste0(here, "political.csv"), row.names = FALSE, quote = FALSE)

out <- NULL
put <- function(case, key, value, row = "", column = "") {
  out <<- rbind(out, data.frame(case = case, key = key, row = row, column = column,
                                value = sprintf("%.15g", as.numeric(value))))
}
measures <- c("chisq", "df", "pvalue", "baseline.chisq", "baseline.df", "cfi", "tli", "nfi", "rmsea",
  "rmsea.ci.lower", "rmsea.ci.upper", "rmsea.pvalue", "srmr", "gfi", "agfi", "logl", "aic", "bic",
  "npar", "ntotal", "chisq.scaled", "pvalue.scaled", "chisq.scaling.factor", "baseline.chisq.scaled",
  "baseline.chisq.scaling.factor", "cfi.scaled", "tli.scaled", "nfi.scaled", "rmsea.scaled",
  "rmsea.ci.lower.scaled", "rmsea.ci.upper.scaled", "rmsea.pvalue.scaled", "cfi.robust",
  "tli.robust", "rmsea.robust", "rmsea.ci.lower.robust", "rmsea.ci.upper.robust",
  "rmsea.pvalue.robust")
put_fit <- function(case, fit) {
  m <- fitMeasures(fit)
  m <- m[intersect(measures, names(m))]
  put(case, names(m), m)
  e <- parameterEstimates(fit); s <- standardizedSolution(fit)
  e <- e[e$op %in% c("=~", "~", "~~", "~1"), ]
  s <- s[s$op %in% c("=~", "~", "~~", "~1"), ]
  put(case, paste0("est", e$op), e$est, e$lhs, e$rhs)
  put(case, paste0("se", e$op), e$se, e$lhs, e$rhs)
  put(case, paste0("std", s$op), s$est.std, s$lhs, s$rhs)
  put(case, paste0("std_se", s$op), s$se, s$lhs, s$rhs)
}
put_indices <- function(case, fit) {
  m <- modindices(fit)
  put(case, paste0("mi", m$op), m$mi, m$lhs, m$rhs)
  put(case, paste0("epc", m$op), m$epc, m$lhs, m$rhs)
  put(case, paste0("sepc", m$op), m$sepc.all, m$lhs, m$rhs)
}
run <- function(what, ...) {
  what(..., optim.method = "BFGS", control = list(reltol = 1e-16, maxit = 20000))
}

three <- "visual =~ x1 + x2 + x3\ntextual =~ x4 + x5 + x6\nspeed =~ x7 + x8 + x9"
abc <- paste(sapply(c("A", "B", "C"), function(s) paste(s, "=~", paste0(s, 1:4, collapse = " + "))),
             collapse = "\n")
fit <- run(cfa, three, holzinger)
put_fit("holzinger", fit); put_indices("holzinger", fit)
r <- lavResiduals(fit, type = "cor.bollen")$cov
for (j in 1:9) put("holzinger", "residual", r[, j], rownames(r), colnames(r)[j])
put("holzinger", "omega", compRelSEM(fit, obs.var = FALSE), names(compRelSEM(fit)))
z <- holzinger; z[, -1] <- scale(z[, -1])
put("holzinger", "ave", AVE(run(cfa, three, z), obs.var = FALSE), c("visual", "textual", "speed"))
put("holzinger", "r2", lavInspect(fit, "r2"), names(lavInspect(fit, "r2")))
put_fit("holzinger_variance", run(cfa, three, holzinger, std.lv = TRUE))
put_fit("holzinger_wishart", run(cfa, three, holzinger, likelihood = "wishart"))
put_fit("holzinger_MLM", run(cfa, three, holzinger, estimator = "MLM"))
put_fit("holzinger_MLR", run(cfa, three, holzinger, estimator = "MLR"))
put_fit("holzinger_second", run(cfa, paste0(three, "\ng =~ visual + textual + speed"), holzinger))
put_fit("holzinger_single", run(sem, paste0(
  "visual =~ x1 + x2 + x3\ntextual =~ x4\nspeed =~ x7 + x8 + x9\n",
  "textual ~ visual\nspeed ~ visual + textual"), holzinger))

democracy <- "ind60 =~ x1 + x2 + x3\ndem60 =~ y1 + y2 + y3 + y4\ndem65 =~ y5 + y6 + y7 + y8
dem60 ~ ind60\ndem65 ~ ind60 + dem60
y1 ~~ y5\ny2 ~~ y4 + y6\ny3 ~~ y7\ny4 ~~ y8\ny6 ~~ y8"
fit <- run(sem, democracy, political)
put_fit("political", fit); put_indices("political", fit)
put("political", "r2", lavInspect(fit, "r2"), names(lavInspect(fit, "r2")))
put_fit("political_MLR", run(sem, democracy, political, estimator = "MLR"))

put_fit("likert", run(cfa, abc, likert))
put_fit("likert_MLM", run(cfa, abc, likert, estimator = "MLM"))
put_fit("likert_outcomes", run(sem, paste0(abc, "\nB ~ A\nC ~ A"), likert))
put_fit("likert_DWLS", run(cfa, abc, likert, ordered = TRUE, estimator = "WLSMV"))
put_fit("likert_DWLS_sem", run(sem, paste0(abc, "\nB ~ A\nC ~ A + B"), likert, ordered = TRUE,
                               estimator = "WLSMV"))
holes <- likert
holes$A1[seq(1, 240, 5)] <- NA; holes$B1[seq(1, 240, 7)] <- NA; holes$C1[seq(1, 240, 11)] <- NA
holes$C2[seq(1, 240, 13)] <- NA
put_fit("likert_FIML", run(cfa, abc, holes, missing = "ml", em.h1.tol = 1e-13,
                           em.h1.iter.max = 10000))

names48 <- names(turkistan)
blocks <- split(names48, factor(sub("[0-9]+$", "", names48), unique(sub("[0-9]+$", "", names48))))
lines48 <- paste(names(blocks), "=~", sapply(blocks, paste, collapse = " + "))
put_fit("turkistan", run(cfa, paste(lines48, collapse = "\n"), turkistan))
paths <- paste("SCR ~", paste(setdiff(names(blocks), "SCR"), collapse = " + "))
put_fit("turkistan_sem", run(sem, paste(c(lines48, paths), collapse = "\n"), turkistan))

levels <- list(configural = "", metric = "loadings", scalar = c("loadings", "intercepts"),
               strict = c("loadings", "intercepts", "residuals"))
for (level in names(levels)) {
  fit <- run(cfa, three, holzinger[order(holzinger$school), ], group = "school", group.equal = levels[[level]])
  m <- fitMeasures(fit); m <- m[intersect(measures, names(m))]
  put(paste0("invariance_", level), names(m), m)
  e <- parameterEstimates(fit)
  put(paste0("invariance_", level), paste0("est", e$op, e$group), e$est, e$lhs, e$rhs)
  put(paste0("invariance_", level), paste0("se", e$op, e$group), e$se, e$lhs, e$rhs)
  put(paste0("invariance_", level), "groups", seq_along(lavInspect(fit, "group.label")),
      lavInspect(fit, "group.label"))
}
write.csv(out, paste0(here, "sem.csv"), row.names = FALSE, quote = FALSE)
