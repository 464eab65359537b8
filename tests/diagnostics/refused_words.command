loaded/claims.dl

.trust denied
.articles herald
.retract p("Utopia") @confirmed
.retract p("Utopia", "b")
.assume q("x")
q(Envoy)
