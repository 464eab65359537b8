compile
loaded/not_compiled.dl
-o
loaded/never_written.rs
