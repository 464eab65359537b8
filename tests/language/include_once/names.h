#pragma once
.decl name(x: symbol)
name("Anna").
