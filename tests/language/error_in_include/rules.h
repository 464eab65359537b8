.decl p(x: number)

  p(x) :- q(x).
