//! The one place with unsafe code: libraries are opened and their functions called.
//!
//! The tests call functions that are no library's, so that Miri, which opens none, can watch the calls.
#![allow(unsafe_code)]

use std::any::Any;
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
        let owner: Arc<dyn Any + Send + Sync> = Arc::<Self>::clone(library);
        (!pointer.is_null()).then_some(Address { pointer, _owner: owner })
    }
}

/// The address of a function, with the library that has to stay open for it.
#[derive(Clone)]
pub(super) struct Address {
    pointer: *const c_void,
    _owner: Arc<dyn Any + Send + Sync>,
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

#[cfg(test)]
mod tests {
    use super::*;

    extern "C" fn seven() -> i64 {
        7
    }

    extern "C" fn weighed(count: i64, weight: f64, name: *const c_char, least: i64) -> f64 {
        // SAFETY: the tests give a text.
        let letters = unsafe { CStr::from_ptr(name) }.count_bytes();
        f64::from(i32::try_from(count + least).unwrap_or_default()) * weight
            + f64::from(u32::try_from(letters).unwrap_or_default())
    }

    extern "C" fn less(one: f64, other: f64) -> i64 {
        i64::from(one < other)
    }

    extern "C" fn second(_: *const c_char, other: *const c_char) -> *const c_char {
        other
    }

    extern "C" fn nothing(_: i64) -> *const c_char {
        std::ptr::null()
    }

    fn address(pointer: *const c_void) -> Address {
        Address { pointer, _owner: Arc::new(()) }
    }

    fn text(text: &CStr) -> Value {
        Value::Text(text.to_owned())
    }

    #[test]
    fn operands_and_values_of_every_class_are_passed() {
        let none = address(seven as *const c_void);
        assert_eq!(none.call(&[], Class::Integer), Some(Value::Integer(7)));
        let four = address(weighed as *const c_void);
        let operands = [Value::Integer(3), Value::Float(0.5), text(c"Oslo"), Value::Integer(-1)];
        assert_eq!(four.call(&operands, Class::Float), Some(Value::Float(5.0)));
        let floats = [Value::Float(-0.5), Value::Float(0.5)];
        assert_eq!(address(less as *const c_void).call(&floats, Class::Integer), Some(Value::Integer(1)));
    }

    #[test]
    fn a_text_is_copied_and_no_text_is_no_value() {
        let texts = address(second as *const c_void);
        let copied = texts.call(&[text(c"Oslo"), text(c"Geneva")], Class::Text);
        drop(texts);
        assert_eq!(copied, Some(text(c"Geneva")));
        assert_eq!(address(nothing as *const c_void).call(&[Value::Integer(1)], Class::Text), None);
    }

    #[test]
    fn five_operands_are_too_many() {
        let five = [1, 2, 3, 4, 5].map(Value::Integer);
        assert_eq!(address(seven as *const c_void).call(&five, Class::Integer), None);
    }

    #[test]
    fn an_address_is_called_from_another_thread() {
        let seven = address(seven as *const c_void);
        let called = std::thread::spawn(move || seven.call(&[], Class::Integer)).join();
        assert_eq!(called.ok().flatten(), Some(Value::Integer(7)));
    }
}
