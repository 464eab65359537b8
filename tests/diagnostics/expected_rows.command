test
loaded/expectations.dl
