//! The one place with unsafe code: libraries are opened and their functions called.
#![allow(unsafe_code)]

use std::ffi::{CStr, c_char, c_void};
use std::fmt;
use std::path::Path;
use std::sync::Arc;

use super::{Class, Value};

/// An open library. It is closed when the last address in it is gone.
#[derive(Debug)]
pub(super) struct Library(libloading::Library);

impl Library {
    pub(super) fn open(path: &Path) -> Result<Self, libloading::Error> {
        // SAFETY: opening a library runs its initialisers, which may do anything. Only the user's own word on the command line leads
        // here, and the documentation says that the code is then trusted.
        unsafe { libloading::Library::new(path) }.map(Self)
    }

    /// Where a symbol is.
    pub(super) fn find(library: &Arc<Self>, symbol: &CStr) -> Option<Address> {
        // SAFETY: the symbol is taken as an untyped pointer and not used here; [`Address`] keeps the library open as long as it may be.
        let found = unsafe { library.0.get::<*const c_void>(symbol.to_bytes_with_nul()) }.ok()?;
        let pointer = *found;
        (!pointer.is_null()).then(|| Address { pointer, _library: Arc::clone(library) })
    }
}

/// The address of a function in a library that stays open with it.
#[derive(Clone)]
pub(super) struct Address {
    pointer: *const c_void,
    _library: Arc<Library>,
}

// SAFETY: the pointer is the address of code, which is read only, and is not followed here. A program may move to another thread with
// the addresses in it; rules that call a function are evaluated on one thread alone, so that no function runs twice at a time.
unsafe impl Send for Address {}
// SAFETY: as above; nothing in an address changes.
unsafe impl Sync for Address {}

impl fmt::Debug for Address {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "{:p}", self.pointer)
    }
}

/// Calls `$pointer` with the values left in `$rest`, whose classes decide, one after the other, the type of the function. The variables in
/// `$next` are those that are still free; without one left there are more operands than can be passed.
macro_rules! applied {
    ($pointer:expr, $rest:expr, $result:ty, ($($value:ident: $class:ty),*), ) => {
        match $rest {
            [] => Some(applied!(@ $pointer, $result, ($($value: $class),*))),
            _ => None,
        }
    };
    ($pointer:expr, $rest:expr, $result:ty, ($($value:ident: $class:ty),*), $next:ident $($more:ident)*) => {
        match $rest {
            [] => Some(applied!(@ $pointer, $result, ($($value: $class),*))),
            [Value::Integer($next), rest @ ..] => {
                let $next = *$next;
                applied!($pointer, rest, $result, ($($value: $class,)* $next: i64), $($more)*)
            }
            [Value::Float($next), rest @ ..] => {
                let $next = *$next;
                applied!($pointer, rest, $result, ($($value: $class,)* $next: f64), $($more)*)
            }
            [Value::Text($next), rest @ ..] => {
                let $next = $next.as_ptr();
                applied!($pointer, rest, $result, ($($value: $class,)* $next: *const c_char), $($more)*)
            }
        }
    };
    (@ $pointer:expr, $result:ty, ($($value:ident: $class:ty),*)) => {{
        // SAFETY: the pointer is that of a function of this name in a library that is still open. That the function has the type that
        // `.functor` declares for it cannot be seen from outside; the user vouches for it by allowing the library. An `i64` is passed as
        // C passes `int64_t` and `uint64_t`, texts are borrowed for the call and end in a zero byte.
        unsafe {
            let function =
                std::mem::transmute::<*const c_void, unsafe extern "C" fn($($class),*) -> $result>($pointer);
            function($($value),*)
        }
    }};
}

impl Address {
    /// The value of the function at this address; none where there are more operands than can be passed, or where it gives no text.
    pub(super) fn call(&self, operands: &[Value], result: Class) -> Option<Value> {
        match result {
            Class::Integer => applied!(self.pointer, operands, i64, (), a b c d).map(Value::Integer),
            Class::Float => applied!(self.pointer, operands, f64, (), a b c d).map(Value::Float),
            Class::Text => {
                let text = applied!(self.pointer, operands, *const c_char, (), a b c d)?;
                // SAFETY: a text that is not null ends in a zero byte, as the functor's type promises; it is copied before anything else is
                // called.
                (!text.is_null()).then(|| Value::Text(unsafe { CStr::from_ptr(text) }.to_owned()))
            }
        }
    }
}
