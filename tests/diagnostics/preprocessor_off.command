run
--no-preprocessor
loaded/plain.dl
-D
-
