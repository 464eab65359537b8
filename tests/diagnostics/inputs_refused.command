run
loaded/files.dl
