run
loaded/outputs.dl
-D
loaded
