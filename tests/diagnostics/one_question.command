query
q(x). p(x)
loaded/claims.dl
