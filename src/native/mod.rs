//! Functors of shared libraries: opened by path, found by name, called with numbers and texts.
//!
//! A library's code does whatever it likes, so that it is opened only where the user says so. Of Soufflé's functors these are the
//! stateless ones. `call` is the one place of the project with unsafe code.

mod call;

use std::ffi::CString;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// The most operands of a functor.
pub const MOST_OPERANDS: usize = 4;

/// What C has for a type.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Class {
    /// `int64_t` or `uint64_t`, by its 64 bits.
    Integer,
    /// `double`.
    Float,
    /// `const char *`, ending in a zero byte.
    Text,
}

/// The operands and the result of a functor.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Signature {
    /// Of each operand in order, [`MOST_OPERANDS`] at most.
    pub operands: Vec<Class>,
    /// Of the result.
    pub result: Class,
}

/// A value that goes to a functor or comes from one.
#[derive(Clone, Debug, PartialEq)]
pub enum Value {
    /// The 64 bits of an integer.
    Integer(i64),
    /// A float.
    Float(f64),
    /// A text, which has no zero byte in it.
    Text(CString),
}

/// A functor that was found in a library.
#[derive(Clone, Debug)]
pub struct Function {
    name: String,
    signature: Signature,
    address: call::Address,
}

impl Function {
    /// Its name.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// What it takes and gives.
    pub fn signature(&self) -> &Signature {
        &self.signature
    }

    /// Its value of some operands; none where these are not of its signature, or where it gives no text.
    pub fn call(&self, operands: &[Value]) -> Option<Value> {
        let classes = operands.iter().map(class_of);
        if !classes.eq(self.signature.operands.iter().copied()) {
            return None;
        }
        self.address.call(operands, self.signature.result)
    }
}

fn class_of(value: &Value) -> Class {
    match value {
        Value::Integer(_) => Class::Integer,
        Value::Float(_) => Class::Float,
        Value::Text(_) => Class::Text,
    }
}

/// The libraries that may be called.
#[derive(Clone, Debug, Default)]
pub struct Libraries {
    opened: Vec<Arc<call::Library>>,
}

impl Libraries {
    /// Opens libraries as Soufflé finds them: each name is that of a file, or `name` stands for `libname.so` in one of the folders.
    ///
    /// Opening one runs the code that it has for that.
    ///
    /// # Errors
    /// A library that is in no folder, or that the system cannot load; told with its name.
    pub fn open(names: &[String], folders: &[PathBuf]) -> Result<Self, String> {
        let open = |name: &String| {
            let path = found(name, folders).ok_or_else(|| not_found(name, folders))?;
            let library = call::Library::open(&path);
            library.map(Arc::new).map_err(|error| format!("cannot load `{}`: {error}", path.display()))
        };
        Ok(Self { opened: names.iter().map(open).collect::<Result<_, _>>()? })
    }

    /// Opens a library if it is in one of the folders.
    ///
    /// # Errors
    /// A library that is there and that the system cannot load.
    pub fn open_if_there(name: &str, folders: &[PathBuf]) -> Result<Self, String> {
        match found(name, folders) {
            Some(_) => Self::open(&[name.to_owned()], folders),
            None => Ok(Self::default()),
        }
    }

    /// The functor of a name in the first library that has it.
    pub fn find(&self, name: &str, signature: &Signature) -> Option<Function> {
        let symbol = CString::new(name).ok()?;
        let address = self.opened.iter().find_map(|library| call::Library::find(library, &symbol))?;
        Some(Function { name: name.to_owned(), signature: signature.clone(), address })
    }
}

/// The file of a library.
fn found(name: &str, folders: &[PathBuf]) -> Option<PathBuf> {
    let direct = Path::new(name);
    if direct.components().count() > 1 || direct.extension().is_some() {
        return direct.is_file().then(|| direct.to_owned());
    }
    let file = format!("{}{name}{}", std::env::consts::DLL_PREFIX, std::env::consts::DLL_SUFFIX);
    folders.iter().map(|folder| folder.join(&file)).find(|path| path.is_file())
}

fn not_found(name: &str, folders: &[PathBuf]) -> String {
    let folders: Vec<String> = folders.iter().map(|folder| format!("`{}`", folder.display())).collect();
    format!("library `{name}` is not in {}", folders.join(", "))
}
