//! Putting files in their places: whole or not at all.
//!
//! A file is written beside its place under a temporary name, brought to the disk, and only then takes its place.

use std::fs::{self, File};
use std::io::{self, BufWriter, Write};
use std::path::Path;

use tempfile::NamedTempFile;

const BUFFER: usize = 1 << 16;

/// What is to stand at a path.
#[derive(Debug)]
pub(super) enum Content {
    /// A file under a temporary name in the folder of its place.
    Temporary(NamedTempFile),
    /// Text for what is no regular file, such as `/dev/null`, and cannot be replaced.
    Direct(Vec<u8>),
}

/// Writes a file whole or not at all: whatever stood there stays until the new text is on the disk.
pub fn replace(path: &Path, text: &[u8]) -> io::Result<()> {
    prepare(path, &mut |out| out.write_all(text))?.place(path)
}

/// Writes what is to stand at `path` beside it, flushed to the disk, with the rights that a new file would have.
pub(super) fn prepare(
    path: &Path,
    write: &mut dyn FnMut(&mut dyn Write) -> io::Result<()>,
) -> io::Result<Content> {
    match fs::metadata(path) {
        Ok(existing) if existing.is_dir() => return Err(io::ErrorKind::IsADirectory.into()),
        Ok(existing) if !existing.is_file() => {
            let mut text = Vec::new();
            write(&mut text)?;
            return Ok(Content::Direct(text));
        }
        _ => {}
    }
    let mut file = temporary(path)?;
    let mut writer = BufWriter::with_capacity(BUFFER, file.as_file_mut());
    write(&mut writer)?;
    writer.flush()?;
    drop(writer);
    file.as_file().sync_all()?;
    Ok(Content::Temporary(file))
}

/// An empty file under a temporary name beside a path.
pub(super) fn temporary(path: &Path) -> io::Result<NamedTempFile> {
    let mut builder = tempfile::Builder::new();
    builder.prefix(".demarche-").suffix(".tmp");
    #[cfg(unix)]
    builder.permissions(std::os::unix::fs::PermissionsExt::from_mode(0o666));
    let folder = folder_of(path);
    fs::metadata(folder)?;
    // The temporary name in the library's own message would tell nobody anything.
    builder.tempfile_in(folder).map_err(|error| io::Error::from(error.kind()))
}

/// Puts a file that is whole and on the disk in its place. A link stays a link: what it leads to is replaced.
pub(super) fn put(file: NamedTempFile, path: &Path) -> io::Result<()> {
    let target = fs::canonicalize(path).unwrap_or_else(|_| path.to_owned());
    file.persist(&target).map_err(|error| error.error)?;
    File::open(folder_of(&target))?.sync_all()
}

impl Content {
    /// Puts it there.
    pub(super) fn place(self, path: &Path) -> io::Result<()> {
        match self {
            Self::Direct(text) => File::create(path)?.write_all(&text),
            Self::Temporary(file) => put(file, path),
        }
    }
}

fn folder_of(path: &Path) -> &Path {
    match path.parent() {
        Some(folder) if !folder.as_os_str().is_empty() => folder,
        _ => Path::new("."),
    }
}
