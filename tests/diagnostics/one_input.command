run
loaded/one_input.dl
